using System.Security.Cryptography;
using Broadside.Kit;

namespace Broadside.Media;

/// <summary>A file on its way into the library: written down, measured and recognised, not yet judged. Deletes itself unless it was kept.</summary>
internal sealed class ArrivedFile : IDisposable
{
    private ArrivedFile(string path) => Path = path;

    public string Path { get; }

    public required string Sha256 { get; init; }

    public required MediaType Type { get; init; }

    /// <summary>Writes the stream down as it comes, and stops as soon as it is larger than its kind may be.</summary>
    public static async Task<Outcome<ArrivedFile>> TakeAsync(Stream from, MediaStore store, MediaSettings settings, CancellationToken cancel)
    {
        var path = store.NewArrival();
        try
        {
            var taken = await WriteAsync(from, path, settings, cancel);
            if (!taken.IsDone)
            {
                File.Delete(path);
            }
            return taken;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>The same file once more: what is cleaned is changed in its place.</summary>
    public ArrivedFile Copy(MediaStore store)
    {
        var copy = new ArrivedFile(store.NewArrival()) { Sha256 = Sha256, Type = Type };
        try
        {
            File.Copy(Path, copy.Path);
        }
        catch
        {
            copy.Dispose();
            throw;
        }
        return copy;
    }

    public void Dispose() => File.Delete(Path);

    private static async Task<Outcome<ArrivedFile>> WriteAsync(Stream from, string path, MediaSettings settings, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[1 << 16];
        var length = await from.ReadAtLeastAsync(buffer, FileSignature.Needed, throwOnEndOfStream: false, cancel);
        if (length == 0)
        {
            return new Refusal("media.empty", "The file is empty. Send it again.", "file");
        }
        if (FileSignature.Of(buffer.AsSpan(0, length)) is not { } type)
        {
            return new Refusal("media.type", FileSignature.WhyNot(buffer.AsSpan(0, length)), "file");
        }
        var most = MostBytes(type.Kind, settings);
        for (long total = 0; length > 0; length = await from.ReadAsync(buffer, cancel))
        {
            if ((total += length) > most)
            {
                return new Refusal("media.size", $"The file is larger than {most >> 20} MB. Send a smaller one, or raise Media:{SettingName(type.Kind)}.", "file");
            }
            hash.AppendData(buffer, 0, length);
            await file.WriteAsync(buffer.AsMemory(0, length), cancel);
        }
        return new ArrivedFile(path) { Type = type, Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()) };
    }

    private static long MostBytes(MediaKind kind, MediaSettings settings) => kind switch
    {
        MediaKind.Picture => settings.LargestPicture,
        MediaKind.Document => settings.LargestDocument,
        _ => settings.LargestRecording,
    };

    private static string SettingName(MediaKind kind) => kind switch
    {
        MediaKind.Picture => nameof(MediaSettings.LargestPicture),
        MediaKind.Document => nameof(MediaSettings.LargestDocument),
        _ => nameof(MediaSettings.LargestRecording),
    };
}
