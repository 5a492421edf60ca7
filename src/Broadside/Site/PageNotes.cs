namespace Broadside.Site;

/// <summary>
/// What a page read while it was rendered: subjects ("article/ID", "site/menus") and lists (<see cref="Articles.ListKey"/>).
/// Note first, then read: a change in between is then seen. When one of them changes, the page is stale.
/// </summary>
public sealed class PageNotes
{
    private readonly Lock gate = new();
    private readonly HashSet<string> read = new(StringComparer.Ordinal);
    private readonly HashSet<string> hosts = new(StringComparer.Ordinal);

    /// <summary>Something that was read has changed since.</summary>
    public bool IsStale { get; private set; }

    /// <summary>Outside hosts that the page's signed contents name; links to others are taken out of the final bytes.</summary>
    public IReadOnlySet<string> Hosts => hosts;

    public IReadOnlyCollection<string> Read
    {
        get
        {
            lock (gate)
            {
                return [.. read];
            }
        }
    }

    public void Note(string key)
    {
        lock (gate)
        {
            read.Add(key);
        }
    }

    public void Allow(IEnumerable<string> outsideHosts) => hosts.UnionWith(outsideHosts);

    internal void Hear(IReadOnlySet<string> changed)
    {
        lock (gate)
        {
            IsStale |= read.Overlaps(changed);
        }
    }
}
