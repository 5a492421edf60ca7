using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Broadside.Articles;

namespace Broadside.Site.Search.Carried;

/// <summary>
/// Cuts the archive into stretches where the articles themselves say so, by the hash of their ids: one that comes, goes or
/// changes touches the files of its own stretch and hardly ever those of another.
/// </summary>
internal static class IndexStretches
{
    public const int Shortest = 128;

    /// <summary>How many articles beyond the shortest a stretch has on average; longest is four times that.</summary>
    private const int Usual = 256;

    // Each asks for a file when a reader looks for a word: with very many articles they grow longer.
    private const int MostStretches = 64;

    /// <param name="articles">Oldest first.</param>
    /// <param name="pages">The outlet's own pages, which have a stretch to themselves.</param>
    /// <param name="shortest">A stretch is no shorter, unless the archive ends there.</param>
    public static IReadOnlyList<IndexStretch> Cut(IReadOnlyList<CatalogueEntry> articles, IReadOnlyList<CatalogueEntry> pages, int shortest = Shortest)
    {
        var usual = Usual * shortest / Shortest;
        while (articles.Count / (shortest + usual) > MostStretches)
        {
            (shortest, usual) = (shortest * 2, usual * 2);
        }
        var starts = Starts(articles, shortest, usual);
        var stretches = new List<IndexStretch>(starts.Count + 1);
        for (var i = 0; i < starts.Count; i++)
        {
            var (at, name) = starts[i];
            var end = i + 1 < starts.Count ? starts[i + 1].At : articles.Count;
            var entries = articles.Skip(at).Take(end - at).ToList();
            var isLast = end == articles.Count;
            // One that comes in a later month has no list that the last stretch could have read: its name tells.
            stretches.Add(new IndexStretch(isLast ? string.Create(CultureInfo.InvariantCulture, $"{name}-{entries.Count}") : name, entries, [.. Months(articles[at].PublishedAt, articles[isLast ? end - 1 : end].PublishedAt)]));
        }
        if (pages.Count > 0)
        {
            stretches.Add(new IndexStretch("pages", [.. pages.OrderBy(p => p.Id, StringComparer.Ordinal)], [ListKey.Pages]));
        }
        return stretches;
    }

    private static List<(int At, string Name)> Starts(IReadOnlyList<CatalogueEntry> articles, int shortest, int usual)
    {
        var starts = new List<(int At, string Name)>();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (var i = 0; i < articles.Count; i++)
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(articles[i].Id), hash);
            var length = starts.Count == 0 ? int.MaxValue : i - starts[^1].At;
            if (length >= usual * 4 || (length >= shortest && BinaryPrimitives.ReadUInt32BigEndian(hash[8..]) % usual == 0))
            {
                starts.Add((i, Convert.ToHexStringLower(hash[..5])));
            }
        }
        return starts;
    }

    private static IEnumerable<string> Months(DateTimeOffset from, DateTimeOffset to)
    {
        var (year, month) = (from.UtcDateTime.Year, from.UtcDateTime.Month);
        while ((year, month).CompareTo((to.UtcDateTime.Year, to.UtcDateTime.Month)) <= 0)
        {
            yield return ListKey.Month(year, month);
            (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1);
        }
    }
}
