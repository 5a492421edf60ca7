using System.Security.Cryptography;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Media;

/// <summary>
/// The library's files: <c>media/ab/cd/{sha256}</c>, written once and never changed. A file arrives under a name of its own in
/// <c>media/arriving</c>, goes to the disk for good and is then moved; so a file with a hash for a name is whole, whenever the
/// power went. As they were sent, files lie in <c>media/originals</c>, named for the cleaned one; no address leads there. What
/// is made from pictures lies in <c>renditions</c> and can be thrown away at any time.
/// </summary>
public sealed class MediaStore(DataFolder folder, Ids ids)
{
    private readonly string arriving = folder.Within("media", "arriving");

    public string PathOf(string sha256) => Spread(folder.Media, sha256, sha256);

    /// <summary>The bytes as they were sent, where cleaning changed them and they were kept.</summary>
    public string OriginalPathOf(string sha256) => Spread(folder.Within("media", "originals"), sha256, sha256);

    /// <param name="name">As the last part of the address: <c>{sha256}-960.avif</c>.</param>
    public string RenditionPathOf(string name) => Spread(folder.Within("renditions"), name, name);

    public bool Has(string sha256) => File.Exists(PathOf(sha256));

    public bool HasOriginal(string sha256) => File.Exists(OriginalPathOf(sha256));

    /// <summary>A new empty file for something that arrives; the caller deletes it or hands it to <see cref="KeepAsync"/>.</summary>
    public string NewArrival()
    {
        Directory.CreateDirectory(arriving);
        return Path.Combine(arriving, ids.New());
    }

    /// <summary>Moves an arrived file to its place for good.</summary>
    /// <returns>Its hash.</returns>
    public async Task<string> KeepAsync(string arrival, CancellationToken cancel)
    {
        var sha256 = await HashAsync(arrival, cancel);
        if (Has(sha256))
        {
            File.Delete(arrival);
            return sha256;
        }
        Place(arrival, PathOf(sha256));
        return sha256;
    }

    /// <summary>Keeps beside a file what it was before it was cleaned.</summary>
    public void KeepOriginal(string arrival, string sha256) => Place(arrival, OriginalPathOf(sha256));

    /// <summary>The hash that a file would be kept under.</summary>
    public static async Task<string> HashAsync(string path, CancellationToken cancel)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
    }

    /// <summary>Removes a file and what was made from it.</summary>
    public void Remove(string sha256)
    {
        File.Delete(PathOf(sha256));
        if (HasOriginal(sha256))
        {
            File.Delete(OriginalPathOf(sha256));
        }
        var made = Path.GetDirectoryName(RenditionPathOf(sha256))!;
        if (Directory.Exists(made))
        {
            Array.ForEach(Directory.GetFiles(made, sha256 + "-*"), File.Delete);
        }
    }

    /// <summary>Puts a rendition where it belongs, whole or not at all.</summary>
    public string KeepRendition(string name, ReadOnlySpan<byte> bytes)
    {
        var (arrival, path) = (NewArrival(), RenditionPathOf(name));
        File.WriteAllBytes(arrival, bytes);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(arrival, path, overwrite: true);
        return path;
    }

    /// <summary>Removes what arrived and was never kept because the program was killed.</summary>
    public void ForgetArrivalsBefore(DateTimeOffset at)
    {
        if (!Directory.Exists(arriving))
        {
            return;
        }
        foreach (var file in new DirectoryInfo(arriving).EnumerateFiles().Where(f => f.LastWriteTimeUtc < at.UtcDateTime).ToList())
        {
            file.Delete();
        }
    }

    /// <summary>Every file that is kept, by hash.</summary>
    public IEnumerable<string> All() => Directory.Exists(folder.Media)
        ? Directory.EnumerateDirectories(folder.Media, "??").SelectMany(d => Directory.EnumerateFiles(d, "*", SearchOption.AllDirectories)).Select(Path.GetFileName).OfType<string>().Where(IsHash)
        : [];

    public static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private static void Place(string from, string path)
    {
        using (var file = new FileStream(from, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Flush(flushToDisk: true);
        }
        var home = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(home);
        File.Move(from, path, overwrite: true);
        FolderFlush.Run(home);
    }

    private static string Spread(string root, string hash, string name) => Path.Combine(root, hash[..2], hash[2..4], name);
}
