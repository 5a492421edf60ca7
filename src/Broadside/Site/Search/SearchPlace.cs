using System.Security.Cryptography;
using System.Text;

namespace Broadside.Site.Search;

/// <summary>
/// The number of an article in the index: the second of its publication, or one nearby when that is taken. So the order of the
/// numbers is that of time, and "the newest with this word" is read off the end of the index without looking at the rest.
/// </summary>
public static class SearchPlace
{
    // 1800-01-01: archives of newspapers go back that far, and numbers stay positive.
    private const long Epoch = 5_364_662_400;

    public static long Of(DateTimeOffset at) => Math.Max(0, at.ToUnixTimeSeconds() + Epoch);

    /// <summary>Gives each row a number that no other article has, within the few hours around its own second even where thousands share it.</summary>
    /// <param name="rows">Rows that have no number in the index (any more).</param>
    /// <param name="taken">Says which of these numbers others have.</param>
    public static async Task<IReadOnlyDictionary<string, long>> GiveAsync(IReadOnlyList<SearchRow> rows, Func<IReadOnlyList<long>, Task<IReadOnlySet<long>>> taken)
    {
        var given = new Dictionary<string, long>(rows.Count, StringComparer.Ordinal);
        var used = new HashSet<long>();
        var open = rows;
        for (var round = 0; open.Count > 0; round++)
        {
            var wishes = open.Select(r => Wish(r, round)).ToList();
            var others = await taken(wishes);
            var left = new List<SearchRow>();
            for (var i = 0; i < open.Count; i++)
            {
                if (!others.Contains(wishes[i]) && used.Add(wishes[i]))
                {
                    given[open[i].ArticleId] = wishes[i];
                }
                else
                {
                    left.Add(open[i]);
                }
            }
            open = left;
        }
        return given;
    }

    private static long Wish(SearchRow row, int round)
    {
        if (round == 0)
        {
            return row.Place;
        }
        var hash = BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{row.ArticleId} {round}")));
        return row.Place + (hash % (1L << Math.Min(4 + (2 * round), 30)));
    }
}
