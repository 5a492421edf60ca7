using System.Collections.Concurrent;
using System.IO.Compression;
using Broadside.Kit;

namespace Broadside.Mirror.Verifying;

/// <summary>An edition in a zip file, at its root or in one folder of it. Nothing is unpacked to disk.</summary>
internal sealed class ZipSource : IEditionSource
{
    private const long LargestIndex = 512L << 20;
    private const int MostFiles = 3_000_000;
    private const long Largest = 64L << 30;

    // Text packs to a tenth; a thousandth is made to harm.
    private const long LargestRatio = 1000;
    private const long SmallEnough = 16 << 20;

    private const int LinkType = 0xA000;
    private const int TypeMask = 0xF000;

    private readonly string file;
    private readonly string folder;
    private readonly Dictionary<string, int> entries;

    // A zip archive reads from one place at a time: each reader has one of its own.
    private readonly ConcurrentBag<ZipArchive> readers = [];

    private ZipSource(string file, string folder, Dictionary<string, int> entries, IReadOnlyList<VerifyFinding> faults) => (this.file, this.folder, this.entries, Faults) = (file, folder, entries, faults);

    public string Name => file;

    public IReadOnlyCollection<string> Files => entries.Keys;

    public IReadOnlyList<VerifyFinding> Faults { get; }

    public int AtOnce => Math.Max(2, Environment.ProcessorCount);

    public static Outcome<IEditionSource> Open(string file)
    {
        try
        {
            using (var stream = File.OpenRead(file))
            {
                if (ZipIndex.Length(stream) is not { } length)
                {
                    return new Refusal("no_zip", $"{file} is no zip file, or its end is cut off.");
                }
                if (length > LargestIndex || length > stream.Length)
                {
                    return new Refusal("zip_index", $"The index of {file} is longer than any edition's.");
                }
            }
            using var archive = ZipFile.OpenRead(file);
            return Look(file, archive);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or NotSupportedException)
        {
            return new Refusal("unreadable", $"{file} cannot be read: {e.Message}");
        }
    }

    public async Task<SourceFile> ReadAsync(string path, int keep, CancellationToken cancel)
    {
        if (!entries.TryGetValue(path, out var number))
        {
            return new SourceFile(SourceState.Missing, Problem: "it is not there");
        }
        try
        {
            var archive = readers.TryTake(out var spare) ? spare : ZipFile.OpenRead(file);
            var entry = archive.Entries[number];
            if (entry.Length > Largest || (entry.Length > SmallEnough && entry.Length / Math.Max(1, entry.CompressedLength) > LargestRatio))
            {
                readers.Add(archive);
                return new SourceFile(SourceState.Refused, Problem: "it is packed to burst");
            }
            SourceFile read;
            await using (var stream = await entry.OpenAsync(cancel))
            {
                // What unpacks to more than its entry says is no honest file.
                read = await HashStream.RunAsync(stream, keep, Math.Max(entry.Length, SmallEnough), cancel);
            }
            readers.Add(archive);
            return read;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            return new SourceFile(e is InvalidDataException ? SourceState.Refused : SourceState.Failed, Problem: e.Message);
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var reader in readers)
        {
            reader.Dispose();
        }
        return ValueTask.CompletedTask;
    }

    private static Outcome<IEditionSource> Look(string file, ZipArchive archive)
    {
        if (archive.Entries.Count > MostFiles)
        {
            return new Refusal("too_many", $"{file} holds more than {MostFiles} files.");
        }
        var folder = archive.Entries.Where(e => e.FullName.EndsWith(SignedPath.Sums, StringComparison.Ordinal)).Select(e => e.FullName[..^SignedPath.Sums.Length])
            .Where(f => f.Length == 0 || f.EndsWith('/')).MinBy(f => f.Length) ?? "";
        var faults = new List<VerifyFinding>();
        var entries = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < archive.Entries.Count; i++)
        {
            var entry = archive.Entries[i];
            var isInside = entry.FullName.StartsWith(folder, StringComparison.Ordinal);
            var name = isInside ? entry.FullName[folder.Length..] : entry.FullName;
            if (name.EndsWith('/') && entry.Length == 0)
            {
                continue;
            }
            if (((entry.ExternalAttributes >> 16) & TypeMask) == LinkType)
            {
                faults.Add(new VerifyFinding("link-file", name, "It is a symbolic link, which no edition holds."));
            }
            else if (!isInside)
            {
                faults.Add(new VerifyFinding("extra", name, "It lies beside the edition."));
            }
            else if (name.StartsWith('/') || name.Contains('\\', StringComparison.Ordinal) || name.Split('/').Contains(".."))
            {
                faults.Add(new VerifyFinding("unsafe-name", name, "Unpacked, it would land outside its folder."));
            }
            else if (!entries.TryAdd(name, i))
            {
                faults.Add(new VerifyFinding("duplicate", name, "The zip file holds it twice: each program may show another one."));
            }
        }
        return Outcome.Of<IEditionSource>(new ZipSource(file, folder, entries, faults));
    }
}
