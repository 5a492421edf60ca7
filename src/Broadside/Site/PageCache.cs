using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Broadside.Articles;
using Broadside.Giving.Offer;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Site.Feeds;

namespace Broadside.Site;

/// <summary>
/// Rendered pages in memory, by path. A page is rendered once however many ask; while it renders it notes what it reads,
/// and a change to any of that removes it. Bounded: what was not asked for lately goes first.
/// </summary>
public sealed class PageCache
{
    private readonly IPageSource[] sources;
    private readonly SiteRecord site;
    private readonly long room;
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<byte[], CachedPage> pages = new(PathComparer.Instance);
    private readonly ConcurrentDictionary<byte[], CachedPage>.AlternateLookup<ReadOnlySpan<byte>> byBytes;
    private readonly ConcurrentDictionary<string, Lazy<Task<CachedPage?>>> rendering = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> readers = new(StringComparer.Ordinal);
    private readonly HashSet<PageNotes> open = [];
    private long held;
    private long rendered;

    public PageCache(IEnumerable<IPageSource> sources, Catalogue catalogue, Settling settling, GiftOffer offer, MovedAddress moved, KeyRing keys, SiteRecord site, SiteSettings settings)
    {
        this.sources = [.. sources];
        this.site = site;
        moved.Follow();
        room = (long)settings.PageCacheMegabytes << 20;
        byBytes = pages.GetAlternateLookup<ReadOnlySpan<byte>>();
        catalogue.Changed += Hear;
        settling.Settled += Hear;
        offer.Changed += Hear;
        keys.Changed += Hear;
    }

    /// <summary>How many pages were rendered since the start.</summary>
    public long Rendered => Interlocked.Read(ref rendered);

    /// <summary>The pages held now, for those who count reads.</summary>
    public IEnumerable<CachedPage> Held => pages.Values;

    /// <summary>A page that is held already; the path as it stands in the request line.</summary>
    public bool TryGet(ReadOnlySpan<byte> path, [MaybeNullWhen(false)] out CachedPage page)
    {
        if (!byBytes.TryGetValue(path, out page))
        {
            return false;
        }
        if (!page.IsUsed)
        {
            page.IsUsed = true;
        }
        return true;
    }

    /// <summary>The page at a path, rendered if need be; null when there is none there, or its content cannot be had.</summary>
    public async Task<CachedPage?> GetAsync(string path, CancellationToken cancel)
    {
        if (TryGet(Encoding.UTF8.GetBytes(path), out var page))
        {
            return page;
        }
        if (Find(path) is not { } render)
        {
            return null;
        }
        var task = rendering.GetOrAdd(path, p => new Lazy<Task<CachedPage?>>(() => RenderAsync(p, render)));
        return await task.Value.WaitAsync(cancel);
    }

    /// <summary>Every address that belongs in an edition, each once, in the order of their bytes.</summary>
    public IReadOnlyList<string> Paths() => [.. sources.SelectMany(source => source.Paths()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The page at a path with what it read, for whoever takes all of them: held already or rendered now, and then not kept. Null as in <see cref="GetAsync"/>.</summary>
    public async Task<(Page Page, IReadOnlyCollection<string> Notes)?> TakeAsync(string path, CancellationToken cancel)
    {
        if (byBytes.TryGetValue(Encoding.UTF8.GetBytes(path), out var held))
        {
            return (held.Page, held.Notes);
        }
        while (Find(path) is { } render)
        {
            var notes = new PageNotes();
            lock (gate)
            {
                open.Add(notes);
            }
            try
            {
                var page = await render(notes, cancel);
                Interlocked.Increment(ref rendered);
                if (!notes.IsStale)
                {
                    return page is null || notes.Read.Any(site.IsLost) ? null : (page, notes.Read);
                }
            }
            finally
            {
                lock (gate)
                {
                    open.Remove(notes);
                }
            }
        }
        return null;
    }

    /// <summary>Whether some source knows the path, rendered or not.</summary>
    public bool Knows(string path) => Find(path) is not null;

    private PageRender? Find(string path)
    {
        foreach (var source in sources)
        {
            if (source.Find(path) is { } render)
            {
                return render;
            }
        }
        return null;
    }

    // Not cancelled with the first who asked: others may be waiting for the same page.
    private async Task<CachedPage?> RenderAsync(string path, PageRender render)
    {
        await Task.Yield();
        try
        {
            // Whoever looked just before the last rendering ended must not begin another.
            if (TryGet(Encoding.UTF8.GetBytes(path), out var held))
            {
                return held;
            }
            while (true)
            {
                var notes = new PageNotes();
                lock (gate)
                {
                    open.Add(notes);
                }
                try
                {
                    var page = await render(notes, CancellationToken.None);
                    Interlocked.Increment(ref rendered);
                    var cached = page is null || notes.Read.Any(site.IsLost) ? null : new CachedPage(page) { Notes = notes.Read };
                    if (Keep(path, notes, cached))
                    {
                        return cached;
                    }
                }
                finally
                {
                    lock (gate)
                    {
                        open.Remove(notes);
                    }
                }
            }
        }
        finally
        {
            rendering.TryRemove(path, out _);
        }
    }

    // False when what was read changed meanwhile: render again, so that nobody gets yesterday's page after today's was out.
    private bool Keep(string path, PageNotes notes, CachedPage? page)
    {
        lock (gate)
        {
            if (notes.IsStale && Defence.IsOn("page-stale-while-rendered"))
            {
                return false;
            }
            if (page is null)
            {
                return true;
            }
            foreach (var key in page.Notes)
            {
                (readers.TryGetValue(key, out var paths) ? paths : readers[key] = new(StringComparer.Ordinal)).Add(path);
            }
            pages[Encoding.UTF8.GetBytes(path)] = page;
            held += page.Bytes + page.Page.Body.Length;
            if (held > room)
            {
                MakeRoom();
            }
            return true;
        }
    }

    private void Hear(IReadOnlySet<string> changed)
    {
        lock (gate)
        {
            foreach (var notes in open)
            {
                notes.Hear(changed);
            }
            if (changed.Contains(SiteRecord.Subject(Moves.Part)))
            {
                // The outlet's address stands in nearly all of them.
                pages.Clear();
                readers.Clear();
                return;
            }
            if (!Defence.IsOn("page-staleness"))
            {
                return;
            }
            foreach (var path in changed.SelectMany(key => readers.TryGetValue(key, out var paths) ? paths : []).ToList())
            {
                Drop(path);
            }
        }
    }

    private void Drop(string path)
    {
        if (!pages.TryRemove(Encoding.UTF8.GetBytes(path), out var page))
        {
            return;
        }
        foreach (var key in page.Notes)
        {
            if (readers.TryGetValue(key, out var paths) && paths.Remove(path) && paths.Count == 0)
            {
                readers.Remove(key);
            }
        }
    }

    private void MakeRoom()
    {
        held = pages.Sum(p => p.Value.Bytes);
        for (var round = 0; round < 2 && held > room * 3 / 4; round++)
        {
            foreach (var (key, page) in pages)
            {
                if (page.IsUsed && round == 0)
                {
                    page.IsUsed = false;
                    continue;
                }
                held -= page.Bytes;
                Drop(Encoding.UTF8.GetString(key));
                if (held <= room * 3 / 4)
                {
                    return;
                }
            }
        }
    }

    private sealed class PathComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static PathComparer Instance { get; } = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
