using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Site.Feeds;

/// <summary>
/// Keeps out of feeds what was published at the desk within the last thirty seconds, because it may still be undone: until then
/// they have what readers had before. Says when the seconds are over, so that the feed is made anew.
/// </summary>
public sealed class Settling(Catalogue catalogue, TimeProvider time) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ITimer> waiting = new(StringComparer.Ordinal);

    /// <summary>Keys that pages noted and that have changed.</summary>
    public event Action<IReadOnlySet<string>>? Settled;

    /// <summary>The newest of a list that may leave the house, newest first. The page that asks hears when there is more.</summary>
    public IReadOnlyList<CatalogueEntry> Latest(string list, int count, PageNotes notes)
    {
        var unsettled = Defence.IsOn("feeds-wait") ? catalogue.UnsettledOf(list) : [];
        if (unsettled.Count == 0)
        {
            return catalogue.Latest(list, count);
        }
        foreach (var entry in unsettled)
        {
            TellLater(entry.Now.Version, notes);
        }
        var ids = unsettled.Select(u => u.Now.Id).ToHashSet(StringComparer.Ordinal);
        return [.. catalogue.Latest(list, count + unsettled.Count).Where(e => !ids.Contains(e.Id))
            .Concat(unsettled.Select(u => u.Before).OfType<CatalogueEntry>().Where(b => b.StandsOn(list)))
            .OrderByDescending(e => e.PublishedAt).ThenByDescending(e => e.Id, StringComparer.Ordinal)
            .Take(count)];
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var timer in waiting.Values)
            {
                timer.Dispose();
            }
            waiting.Clear();
        }
    }

    private void TellLater(LiveVersion version, PageNotes notes)
    {
        var key = $"settled:{version.Seq}";
        notes.Note(key);
        var left = version.SettledAt - time.GetUtcNow();
        lock (gate)
        {
            if (!waiting.ContainsKey(key))
            {
                waiting[key] = time.CreateTimer(_ => Tell(key), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Tell(string key)
    {
        lock (gate)
        {
            if (waiting.Remove(key, out var timer))
            {
                timer.Dispose();
            }
        }
        Settled?.Invoke(new HashSet<string>(StringComparer.Ordinal) { key });
    }
}
