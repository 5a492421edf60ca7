using System.Globalization;

namespace Broadside.Mirror.Following;

/// <summary>
/// What a follower keeps beside the folder that it serves, in <c>DIR.broadside/</c>: the pinned key, the edition that is being
/// fetched, and old editions by number.
/// </summary>
internal sealed class MirrorShelf
{
    public MirrorShelf(string folder)
    {
        Folder = Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder));
        Root = Folder + ".broadside";
    }

    /// <summary>The folder that is served.</summary>
    public string Folder { get; }

    public string Root { get; }

    public string Key => Path.Combine(Root, "key.pub");

    public string Lock => Path.Combine(Root, "lock");

    /// <summary>The number and hash of the newest edition ever taken, by site and key.</summary>
    public string Seen => Path.Combine(Root, "seen.json");

    /// <summary>Where the next edition is put together.</summary>
    public string Next => Path.Combine(Root, "next");

    public string Old(long number) => Path.Combine(Root, "old", number.ToString("D10", CultureInfo.InvariantCulture));

    /// <summary>Folders of old editions, newest first.</summary>
    public IReadOnlyList<string> Kept() =>
        Directory.Exists(Path.Combine(Root, "old")) ? [.. Directory.GetDirectories(Path.Combine(Root, "old")).OrderDescending(StringComparer.Ordinal)] : [];
}
