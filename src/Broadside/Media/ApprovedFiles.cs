using System.Collections.Concurrent;
using System.Security.Cryptography;
using Broadside.Guard;

namespace Broadside.Media;

/// <summary>
/// Knows which originals still are what their names say. A file is hashed when it is first asked for, and again only when its size
/// or time of writing has changed since; one whose bytes have another hash is not served, and an alarm goes out.
/// </summary>
public sealed class ApprovedFiles(MediaStore store, Alarms alarms)
{
    private const int Most = 50_000;

    private readonly ConcurrentDictionary<string, Seen> seen = new(StringComparer.Ordinal);

    public async Task<bool> IsGoodAsync(string sha256, CancellationToken cancel) => (await LookAsync(sha256, cancel))?.IsGood == true;

    /// <summary>True when the file is whole and of that type. MP4 and M4A are one container.</summary>
    public async Task<bool> IsAsync(string sha256, MediaType type, CancellationToken cancel) =>
        await LookAsync(sha256, cancel) is { IsGood: true, Type: { } found }
        && (found == type || (found == MediaType.Mp4 && type == MediaType.M4a) || (found == MediaType.M4a && type == MediaType.Mp4));

    /// <summary>What the file is by its own bytes; null where it is missing or unknown.</summary>
    public async Task<MediaType?> TypeAsync(string sha256, CancellationToken cancel) => (await LookAsync(sha256, cancel))?.Type;

    private async Task<Seen?> LookAsync(string sha256, CancellationToken cancel)
    {
        var file = new FileInfo(store.PathOf(sha256));
        if (!file.Exists)
        {
            return null;
        }
        if (seen.TryGetValue(sha256, out var known) && known.Length == file.Length && known.WrittenAt == file.LastWriteTimeUtc)
        {
            return known;
        }
        var look = await HashAsync(file, sha256, cancel);
        if (!look.IsGood)
        {
            await alarms.RaiseAsync("media.altered", sha256, $"The file {file.FullName} was changed behind the program's back and is not served. Put the original back.", cancel);
        }
        if (seen.Count >= Most)
        {
            seen.Clear();
        }
        return seen[sha256] = look;
    }

    private static async Task<Seen> HashAsync(FileInfo file, string sha256, CancellationToken cancel)
    {
        await using var stream = file.OpenRead();
        var head = new byte[(int)Math.Min(FileSignature.Needed, file.Length)];
        await stream.ReadExactlyAsync(head, cancel);
        stream.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel));
        return new Seen(file.Length, file.LastWriteTimeUtc, hash == sha256, FileSignature.Of(head));
    }

    private sealed record Seen(long Length, DateTime WrittenAt, bool IsGood, MediaType? Type);
}
