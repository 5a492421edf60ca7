using Broadside.Guard;

namespace Broadside.Articles;

/// <summary>
/// Everything that is published, in memory from the first question on, made from the signed head alone: which address leads to which article, and
/// every list in order of publication. The database is not asked, so nobody can change a list or an address there.
/// </summary>
public sealed class Catalogue : IVersionListener
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, CatalogueEntry> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CatalogueEntry> byAddress = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CatalogueEntry> byFormer = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Timeline> lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Timeline>.AlternateLookup<ReadOnlySpan<char>> listBySpan;
    private readonly Dictionary<string, HashSet<string>> groups = new(StringComparer.Ordinal);
    private readonly SortedSet<string> languages = new(StringComparer.Ordinal);
    private readonly Dictionary<MediaKey, int> media = [];
    private readonly Dictionary<string, Unsettled> unsettled = new(StringComparer.Ordinal);
    private readonly CardReader cards = new();
    private readonly TimeProvider time;
    private readonly Lazy<bool> begun;
    private string frame = "";
    private HashSet<string> stale = new(StringComparer.Ordinal);

    /// <param name="listen">Makes it hear all versions, those from before too: <see cref="VersionStore.Listen"/>.</param>
    /// <param name="time">Tells what can still be undone.</param>
    public Catalogue(Action<IVersionListener> listen, TimeProvider time)
    {
        this.time = time;
        listBySpan = lists.GetAlternateLookup<ReadOnlySpan<char>>();
        begun = new Lazy<bool>(() =>
        {
            listen(this);
            return true;
        });
    }

    /// <param name="Now">What readers have.</param>
    /// <param name="Before">What they had before, settled; null where they had nothing.</param>
    public sealed record Unsettled(CatalogueEntry Now, CatalogueEntry? Before);

    /// <summary>Names of subjects ("article/ID", "site/menus") and lists (<see cref="ListKey"/>) that have changed: pages that read them are stale.</summary>
    public event Action<IReadOnlySet<string>>? Changed;

    /// <summary>
    /// Makes it whole now. An import that publishes a hundred thousand articles never asks a question and never holds them in
    /// memory; a server begins before the newsroom opens, so that the index is read once.
    /// </summary>
    public void Begin() => _ = begun.Value;

    public CatalogueEntry? ById(string id)
    {
        Begin();
        lock (gate)
        {
            return byId.GetValueOrDefault(id);
        }
    }

    /// <summary>The article whose address this is now.</summary>
    public CatalogueEntry? ByAddress(string path)
    {
        Begin();
        lock (gate)
        {
            return byAddress.GetValueOrDefault(path);
        }
    }

    /// <summary>The article to which this earlier path (query included, where it had one) leads.</summary>
    public CatalogueEntry? ByFormerAddress(string path)
    {
        Begin();
        lock (gate)
        {
            return byFormer.GetValueOrDefault(path);
        }
    }

    /// <summary>Every address at which an article, a page or what is left of one stands, in no order.</summary>
    public IReadOnlyList<string> Addresses()
    {
        Begin();
        lock (gate)
        {
            return [.. byAddress.Keys];
        }
    }

    /// <summary>The articles that were taken down.</summary>
    public IReadOnlyList<string> Gone()
    {
        Begin();
        lock (gate)
        {
            return [.. byId.Values.Where(e => e.IsGone).Select(e => e.Id)];
        }
    }

    public int Count(string list)
    {
        Begin();
        lock (gate)
        {
            return lists.GetValueOrDefault(list)?.Count ?? 0;
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<CatalogueEntry> Latest(string list, int count)
    {
        Begin();
        lock (gate)
        {
            return lists.TryGetValue(list, out var all) ? all.Stretch(Math.Max(0, all.Count - count), count) : [];
        }
    }

    /// <summary>The articles of a list that were published so short a while ago that it can be undone, and those that such a publication took off it.</summary>
    public IReadOnlyList<Unsettled> UnsettledOf(string list)
    {
        Begin();
        lock (gate)
        {
            var now = time.GetUtcNow();
            foreach (var id in unsettled.Where(u => !u.Value.Now.Version.IsUnsettled(now)).Select(u => u.Key).ToList())
            {
                unsettled.Remove(id);
            }
            return [.. unsettled.Values.Where(u => u.Now.StandsOn(list) || u.Before?.StandsOn(list) == true)];
        }
    }

    /// <summary>Languages that there are articles in, sorted.</summary>
    public IReadOnlyList<string> Languages()
    {
        Begin();
        lock (gate)
        {
            return [.. languages.Where(l => Count(ListKey.Language(l)) > 0)];
        }
    }

    /// <summary>Entries <paramref name="from"/> (0 is the oldest) to from + count, newest first: a stretch that stays the same when newer ones are added.</summary>
    public IReadOnlyList<CatalogueEntry> Stretch(string list, int from, int count)
    {
        Begin();
        lock (gate)
        {
            return lists.TryGetValue(list, out var all) ? all.Stretch(from, count) : [];
        }
    }

    /// <summary>The newest ones that came before this one on a list.</summary>
    public IReadOnlyList<CatalogueEntry> Before(string list, CatalogueEntry entry, int count)
    {
        Begin();
        lock (gate)
        {
            if (!lists.TryGetValue(list, out var all))
            {
                return [];
            }
            var end = all.IndexOf(entry);
            return all.Stretch(Math.Max(0, end - count), Math.Min(count, end));
        }
    }

    /// <summary>Keys of the lists that are not empty and begin so, as "topic:", sorted.</summary>
    public IReadOnlyList<string> ListsWith(string prefix)
    {
        Begin();
        lock (gate)
        {
            return [.. lists.Where(l => l.Value.Count > 0 && l.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(l => l.Key).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>The same article in all its languages, itself among them.</summary>
    public IReadOnlyList<CatalogueEntry> Translations(CatalogueEntry entry)
    {
        Begin();
        lock (gate)
        {
            // A translation's group is named after its source, which knows nothing of it.
            var group = entry.Group ?? entry.Id;
            return groups.TryGetValue(group, out var ids)
                ? [.. ids.Append(group).Append(entry.Id).Distinct().Select(id => byId.GetValueOrDefault(id)).OfType<CatalogueEntry>().Where(e => !e.IsGone).OrderBy(e => e.Language, StringComparer.Ordinal)]
                : [entry];
        }
    }

    /// <summary>Whether a published article or page shows this file, or one that feeds still have as it was.</summary>
    public bool ShowsMedia(string sha256)
    {
        Begin();
        lock (gate)
        {
            return MediaKey.Of(sha256) is { } key && (media.ContainsKey(key) || unsettled.Values.Any(u => u.Before?.Media.Contains(key) == true));
        }
    }

    /// <summary>The published articles and pages that show this file, newest first.</summary>
    public IReadOnlyList<CatalogueEntry> Showing(string sha256)
    {
        Begin();
        lock (gate)
        {
            return MediaKey.Of(sha256) is { } key && media.ContainsKey(key)
                ? [.. byId.Values.Where(e => !e.IsGone && Array.IndexOf(e.Media, key) >= 0).OrderByDescending(e => e.PublishedMicros).ThenBy(e => e.Id, StringComparer.Ordinal)]
                : [];
        }
    }

    public void Expect(int count)
    {
        lock (gate)
        {
            byId.EnsureCapacity(byId.Count + count);
            byAddress.EnsureCapacity(byAddress.Count + count);
            byFormer.EnsureCapacity(byFormer.Count + count);
        }
    }

    public void Hear(LiveVersion version, ReadOnlySpan<byte> card)
    {
        lock (gate)
        {
            Stale(version.Subject);
            if (!Article.IsSubject(version.Subject))
            {
                return;
            }
            var id = Article.IdOf(version.Subject);
            if (byId.Remove(id, out var before))
            {
                Leave(before);
            }
            unsettled.Remove(id, out var waiting);
            if (version.Kind != VersionKind.Remove && !card.IsEmpty)
            {
                var entry = cards.Read(version, card);
                Enter(entry);
                Wait(entry, before, waiting);
            }
        }
    }

    public void HeardAll()
    {
        HashSet<string> changed;
        lock (gate)
        {
            if (FrameNow() is var now && now != frame)
            {
                frame = now;
                Stale(ListKey.Frame);
            }
            (changed, stale) = (stale, new HashSet<string>(StringComparer.Ordinal));
        }
        Changed?.Invoke(changed);
    }

    public void Forget()
    {
        lock (gate)
        {
            byId.Clear();
            byAddress.Clear();
            byFormer.Clear();
            lists.Clear();
            groups.Clear();
            media.Clear();
            unsettled.Clear();
        }
    }

    /// <summary>What <see cref="ListKey.Frame"/> stands for, to compare with another time.</summary>
    public string FrameFacts()
    {
        Begin();
        lock (gate)
        {
            return frame;
        }
    }

    private string FrameNow() => string.Join('\n', lists
        .Where(list => list.Value.Count > 0 && (list.Key.StartsWith(ListKey.TopicStart, StringComparison.Ordinal) || list.Key.StartsWith(ListKey.LanguageStart, StringComparison.Ordinal)))
        .Select(list => $"{list.Key} {list.Value.Stretch(list.Value.Count - 1, 1)[0].Language}")
        .Order(StringComparer.Ordinal));

    private void Wait(CatalogueEntry entry, CatalogueEntry? before, Unsettled? waiting)
    {
        var now = time.GetUtcNow();
        if (!entry.IsGone && entry.Version.IsUnsettled(now))
        {
            var settled = before is not null && before.Version.IsUnsettled(now) ? waiting?.Before : before;
            unsettled[entry.Id] = new Unsettled(entry, settled is { IsGone: false } ? settled : null);
        }
    }

    private void Enter(CatalogueEntry entry)
    {
        byId[entry.Id] = entry;
        languages.Add(entry.Language);
        // Whoever came first keeps the address: nobody can be pushed aside by a row that is missing from the database.
        byAddress.TryAdd(entry.Address, entry);
        foreach (var former in entry.Former)
        {
            byFormer[former] = entry;
        }
        foreach (var (start, word) in entry.Lists())
        {
            List(start, word).Add(entry);
        }
        if (entry.Group is { } group && !entry.IsGone)
        {
            (groups.TryGetValue(group, out var ids) ? ids : groups[group] = []).Add(entry.Id);
        }
        StaleGroup(entry);
        foreach (var key in entry.IsGone ? [] : entry.Media)
        {
            media[key] = media.GetValueOrDefault(key) + 1;
        }
    }

    private void Leave(CatalogueEntry entry)
    {
        RemoveIfOwn(byAddress, entry.Address, entry);
        foreach (var former in entry.Former)
        {
            RemoveIfOwn(byFormer, former, entry);
        }
        foreach (var (start, word) in entry.Lists())
        {
            List(start, word).Remove(entry);
        }
        if (entry.Group is { } group && groups.TryGetValue(group, out var ids))
        {
            ids.Remove(entry.Id);
        }
        StaleGroup(entry);
        foreach (var key in entry.IsGone ? [] : entry.Media)
        {
            if (--media[key] == 0)
            {
                media.Remove(key);
            }
        }
    }

    // The list that changes now; its key becomes a string only for pages that have read it.
    private Timeline List(string start, string word)
    {
        Span<char> room = stackalloc char[256];
        ReadOnlySpan<char> key = room.TryWrite($"{start}{word}", out var length) ? room[..length] : start + word;
        if (Changed is not null)
        {
            stale.Add(key.ToString());
        }
        return listBySpan.TryGetValue(key, out var list) ? list : lists[key.ToString()] = new Timeline();
    }

    private static void RemoveIfOwn(Dictionary<string, CatalogueEntry> addresses, string path, CatalogueEntry entry)
    {
        if (addresses.TryGetValue(path, out var there) && there.Id == entry.Id)
        {
            addresses.Remove(path);
        }
    }

    private void StaleGroup(CatalogueEntry entry)
    {
        if (entry.Group is null && !groups.ContainsKey(entry.Id))
        {
            return;
        }
        var group = entry.Group ?? entry.Id;
        Stale(ListKey.Group(group));
        if (group != entry.Id && byId.TryGetValue(group, out var source))
        {
            Stale(ListKey.MonthStart + source.Month);
        }
    }

    // Nobody has read anything yet while the newsroom opens: a hundred thousand names would be gathered for no one.
    private void Stale(string name)
    {
        if (Changed is not null)
        {
            stale.Add(name);
        }
    }
}
