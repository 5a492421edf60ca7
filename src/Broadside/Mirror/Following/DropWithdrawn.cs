using Broadside.Kit;
using Broadside.Mirror.Verifying;

namespace Broadside.Mirror.Following;

/// <summary>Deletes contents that the newsroom took back, from the served edition and from every old one that is kept.</summary>
internal static class DropWithdrawn
{
    /// <returns>How many files went.</returns>
    public static int Run(MirrorShelf shelf, EditionStatement statement)
    {
        if (statement.Withdrawn.Count == 0 || !Defence.IsOn("pull-withdrawn"))
        {
            return 0;
        }
        var withdrawn = statement.Withdrawn.ToHashSet(StringComparer.Ordinal);
        return shelf.Kept().Append(shelf.Folder).Sum(edition => In(edition, withdrawn));
    }

    private static int In(string folder, HashSet<string> withdrawn)
    {
        var list = Path.Combine(folder, SignedPath.Sums);
        if (!File.Exists(list) || SignedSums.Read(File.ReadAllBytes(list)) is not { IsDone: true, Value: var sums })
        {
            return 0;
        }
        var gone = sums.Files.Where(f => withdrawn.Contains(f.Sha256)).Select(f => Path.Combine(folder, f.Path)).Where(File.Exists).ToList();
        gone.ForEach(File.Delete);
        return gone.Count;
    }
}
