using System.Text.Json;
using Broadside.Articles.Body;
using Broadside.Kit;

namespace Broadside.Articles.Merging;

/// <summary>
/// Gives the blocks of a text that went through a form, where ids cannot stand, the ids that they had: those that are the same
/// first, then between them those that were changed.
/// </summary>
internal static class KeepIds
{
    // Less than this share of words in common is another paragraph.
    private const double Alike = 0.4;

    public static IReadOnlyList<Block> Of(IReadOnlyList<Block> before, IReadOnlyList<Block> after)
    {
        var from = Equal(before, after);
        var taken = from.Where(f => f >= 0).ToHashSet();
        for (var i = 0; i < after.Count; i++)
        {
            if (from[i] < 0)
            {
                from[i] = Nearest(before, after, from, taken, i);
                taken.Add(from[i]);
            }
        }
        return [.. after.Select((block, i) => from[i] < 0 ? block : Named(before[from[i]], block))];
    }

    private static int[] Equal(IReadOnlyList<Block> before, IReadOnlyList<Block> after)
    {
        var places = new Dictionary<string, Queue<int>>(StringComparer.Ordinal);
        for (var i = 0; i < before.Count; i++)
        {
            var words = Words(before[i]);
            (places.TryGetValue(words, out var queue) ? queue : places[words] = new Queue<int>()).Enqueue(i);
        }
        return [.. after.Select(b => places.TryGetValue(Words(b), out var queue) && queue.Count > 0 ? queue.Dequeue() : -1)];
    }

    // Of the blocks that stood in the same gap, the most alike; the only one there is the same one, however it was changed.
    private static int Nearest(IReadOnlyList<Block> before, IReadOnlyList<Block> after, int[] from, HashSet<int> taken, int at)
    {
        var (low, high) = (at - 1, at + 1);
        while (low >= 0 && from[low] < 0)
        {
            low--;
        }
        while (high < after.Count && from[high] < 0)
        {
            high++;
        }
        var (first, end) = (low < 0 ? 0 : from[low] + 1, high >= after.Count ? before.Count : from[high]);
        var there = Enumerable.Range(first, Math.Max(0, end - first)).Where(i => !taken.Contains(i) && before[i].GetType() == after[at].GetType()).ToList();
        if (there.Count == 0)
        {
            return -1;
        }
        var best = there.MaxBy(i => Likeness(before[i], after[at]));
        return Likeness(before[best], after[at]) >= Alike || (there.Count == 1 && high - low == 2) ? best : -1;
    }

    private static double Likeness(Block a, Block b)
    {
        var (one, other) = (Said(a), Said(b));
        return one.Count + other.Count == 0 ? 1 : 2.0 * one.Intersect(other).Count() / (one.Count + other.Count);
    }

    private static HashSet<string> Said(Block block) =>
        [.. JsonSerializer.Serialize(Bare(block), CanonicalJson.Options).Split([' ', '"', ':', ',', '\\', '.', ';'], StringSplitOptions.RemoveEmptyEntries)];

    private static string Words(Block block) => JsonSerializer.Serialize(Bare(block), CanonicalJson.Options);

    private static Block Bare(Block block) => block is Gallery gallery
        ? gallery with { Id = "", Figures = [.. gallery.Figures.Select(f => f with { Id = "" })] }
        : block with { Id = "" };

    private static Block Named(Block before, Block after) => (before, after) switch
    {
        (Gallery old, Gallery gallery) => gallery with { Id = old.Id, Figures = [.. gallery.Figures.Select((f, i) => Figure(old, f, i))] },
        _ => after with { Id = before.Id },
    };

    private static Figure Figure(Gallery before, Figure figure, int at)
    {
        var same = before.Figures.FirstOrDefault(f => f.Media == figure.Media && f.Source == figure.Source) ?? before.Figures.ElementAtOrDefault(at);
        return same is null ? figure : figure with { Id = same.Id };
    }
}
