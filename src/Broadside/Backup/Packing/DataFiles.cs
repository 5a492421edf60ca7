using Broadside.Kit;

namespace Broadside.Backup.Packing;

/// <summary>
/// The files of a data folder, besides database and media, that a backup takes as they are. Length is noted where a file only grows:
/// what comes later belongs to a later backup.
/// </summary>
public sealed class DataFiles(DataFolder folder)
{
    /// <param name="Place">In the data folder, with slashes.</param>
    /// <param name="Length">How much of it; null: all there is.</param>
    /// <param name="IsOfPeople">Whether it tells of donors.</param>
    /// <param name="Content">What it holds, where the next writer replaces it; null: it is read when its turn comes.</param>
    public sealed record Found(string Place, long? Length = null, bool IsOfPeople = false, byte[]? Content = null);

    /// <summary>The signed versions, as long as they are now. Whoever asks holds their lock.</summary>
    public IReadOnlyList<Found> Versions() =>
        [.. Below("versions", SearchOption.TopDirectoryOnly)
            .Where(place => Path.GetFileName(place) is "head" or "index" || place.EndsWith(".log", StringComparison.Ordinal))
            .Select(place => Path.GetFileName(place) == "head" ? new Found(place, Content: File.ReadAllBytes(folder.Within(place))) : new Found(place, new FileInfo(folder.Within(place)).Length))];

    /// <param name="isPublic">Without what belongs to the desk and to people.</param>
    public IReadOnlyList<Found> Others(bool isPublic)
    {
        var found = new List<Found>();
        found.AddRange(Below("keys").Where(IsPublicKey).Select(place => new Found(place)));
        found.AddRange(Below("theme").Select(place => new Found(place)));
        // At once: the next edition replaces the list and its signature one after the other.
        found.AddRange(Below("edition/.well-known").Select(place => new Found(place, Content: File.ReadAllBytes(folder.Within(place)))));
        found.AddRange(One("address"));
        if (!isPublic)
        {
            // Publishing was stopped by hand, and goes on by hand.
            found.AddRange(One("frozen"));
            found.AddRange(Below("giving/statements").Select(place => new Found(place, IsOfPeople: true)));
        }
        return found;
    }

    /// <summary>What in <c>keys/</c> nobody but the newsroom may have.</summary>
    public IReadOnlyList<string> PrivateKeys() => [.. Below("keys").Where(place => !IsPublicKey(place) && !place.EndsWith(".lock", StringComparison.Ordinal) && !place.EndsWith(".new", StringComparison.Ordinal))];

    private static bool IsPublicKey(string place) => Path.GetExtension(place) is ".pub" or ".cert";

    private IEnumerable<Found> One(string place) => File.Exists(folder.Within(place)) ? [new Found(place)] : [];

    private IEnumerable<string> Below(string place, SearchOption depth = SearchOption.AllDirectories)
    {
        var root = folder.Within(place);
        return Directory.Exists(root)
            ? Directory.EnumerateFiles(root, "*", depth).Where(f => File.ResolveLinkTarget(f, false) is null).Select(f => Path.GetRelativePath(folder.Path, f).Replace('\\', '/')).Order(StringComparer.Ordinal).ToList()
            : [];
    }
}
