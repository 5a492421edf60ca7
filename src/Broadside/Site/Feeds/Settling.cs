using Broadside.Articles;
using Broadside.Kit;

namespace Broadside.Site.Feeds;

/// <summary>
/// Keeps out of feeds what was published at the desk within the last thirty seconds, because it may still be undone; and says
/// when they are over, so that the feed is made anew.
/// </summary>
public sealed class Settling(TimeProvider time) : IDisposable
{
    // Longer than anything waits: then the clock was set back, and what is out is out.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly Dictionary<string, ITimer> waiting = new(StringComparer.Ordinal);

    /// <summary>Keys that pages noted and that have changed.</summary>
    public event Action<IReadOnlySet<string>>? Settled;

    /// <summary>Whether it may leave the house; where not, the page that asks hears when it may.</summary>
    public bool IsSettled(CatalogueEntry entry, PageNotes notes)
    {
        var left = entry.Version.SettledAt - time.GetUtcNow();
        if (left <= TimeSpan.Zero || left > Longest || !Defence.IsOn("feeds-wait"))
        {
            return true;
        }
        var key = $"settled:{entry.Version.Seq}";
        notes.Note(key);
        lock (gate)
        {
            if (!waiting.ContainsKey(key))
            {
                waiting[key] = time.CreateTimer(_ => Tell(key), null, left, Timeout.InfiniteTimeSpan);
            }
        }
        return false;
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
