using System.Collections.Frozen;
using System.IO.Enumeration;
using Broadside.Kit;

namespace Broadside.Mirror.Verifying;

/// <summary>An edition in a folder. Symbolic links are named and never followed.</summary>
internal sealed class FolderSource : IEditionSource
{
    private const int MostFiles = 3_000_000;
    private const long Largest = 64L << 30;

    private readonly string folder;
    private readonly FrozenDictionary<string, long> files;

    private FolderSource(string folder, FrozenDictionary<string, long> files, IReadOnlyList<VerifyFinding> faults) => (this.folder, this.files, Faults) = (folder, files, faults);

    public string Name => folder;

    public IReadOnlyCollection<string> Files => files.Keys;

    public IReadOnlyList<VerifyFinding> Faults { get; }

    public int AtOnce => Math.Max(2, Environment.ProcessorCount);

    /// <summary>Looks what is there; reads nothing yet.</summary>
    public static Outcome<IEditionSource> Open(string folder)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        var faults = new List<VerifyFinding>();
        var files = new Dictionary<string, long>(StringComparer.Ordinal);
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false };
        try
        {
            foreach (var (path, length, isLink) in new FileSystemEnumerable<(string, long, bool)>(root, Entry, options)
            {
                ShouldIncludePredicate = (ref FileSystemEntry e) => !e.IsDirectory || IsLink(ref e),
                ShouldRecursePredicate = (ref FileSystemEntry e) => !IsLink(ref e),
            })
            {
                var name = path[root.Length..].Replace(Path.DirectorySeparatorChar, '/');
                if (isLink)
                {
                    faults.Add(new VerifyFinding("link-file", name, "It is a symbolic link, which no edition holds."));
                }
                else
                {
                    files.Add(name, length);
                }
                if (files.Count + faults.Count > MostFiles)
                {
                    return new Refusal("too_many", $"{folder} holds more than {MostFiles} files.");
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Refusal("unreadable", $"{folder} cannot be read: {e.Message}");
        }
        return Outcome.Of<IEditionSource>(new FolderSource(root, files.ToFrozenDictionary(StringComparer.Ordinal), faults));
    }

    public async Task<SourceFile> ReadAsync(string path, int keep, CancellationToken cancel)
    {
        if (!files.TryGetValue(path, out var length))
        {
            return new SourceFile(SourceState.Missing, Problem: "it is not there");
        }
        try
        {
            // A pipe has no length and would never end: what has none is not opened.
            await using var stream = length == 0 ? Stream.Null : new FileStream(folder + path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
            return await HashStream.RunAsync(stream, keep, Largest, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e is FileNotFoundException or DirectoryNotFoundException
                ? new SourceFile(SourceState.Missing, Problem: "it is not there")
                : new SourceFile(SourceState.Failed, Problem: e.Message);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;

    private static (string Path, long Length, bool IsLink) Entry(ref FileSystemEntry entry) =>
        IsLink(ref entry) ? (entry.ToFullPath(), 0, true) : (entry.ToFullPath(), entry.Length, false);
}
