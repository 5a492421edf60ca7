using System.Collections.Concurrent;

namespace Broadside.Site.Counts;

/// <summary>Counts by name, from any number of threads, without a new object for a name that is known.</summary>
/// <param name="most">Where names grow without end somebody is making them up: what comes after so many is counted as "other".</param>
internal sealed class NameCounter(int most)
{
    private const string Other = "other";

    private ConcurrentDictionary<string, Cell> cells = new(StringComparer.Ordinal);

    public void Add(ReadOnlySpan<char> name)
    {
        var now = Volatile.Read(ref cells);
        if (!now.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var cell))
        {
            cell = now.GetOrAdd(now.Count < most ? name.ToString() : Other, _ => new Cell());
        }
        Interlocked.Increment(ref cell.Count);
    }

    /// <summary>What was counted, and begins anew. A read that is being counted at this very moment may be lost.</summary>
    public IReadOnlyList<(string Name, long Count)> Take()
    {
        if (cells.IsEmpty)
        {
            return [];
        }
        var before = Interlocked.Exchange(ref cells, new ConcurrentDictionary<string, Cell>(StringComparer.Ordinal));
        return [.. before.Select(c => (c.Key, c.Value.Count))];
    }

    private sealed class Cell
    {
        public long Count;
    }
}
