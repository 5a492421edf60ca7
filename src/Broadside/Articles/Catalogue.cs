using System.Globalization;
using System.Text.Json;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Articles;

/// <summary>
/// Everything that is published, in memory, made from the signed head alone: which address leads to which article, and
/// every list in order of publication. The database is not asked, so nobody can change a list or an address there.
/// </summary>
public sealed class Catalogue : IVersionListener
{
    private static readonly IComparer<CatalogueEntry> ByTime = Comparer<CatalogueEntry>.Create((a, b) =>
        a.PublishedAt.CompareTo(b.PublishedAt) is var time and not 0 ? time : string.CompareOrdinal(a.Id, b.Id));

    private readonly Lock gate = new();
    private readonly Dictionary<string, CatalogueEntry> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CatalogueEntry> byAddress = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CatalogueEntry> byFormer = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<CatalogueEntry>> lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> groups = new(StringComparer.Ordinal);
    private readonly SortedSet<string> languages = new(StringComparer.Ordinal);
    private readonly Dictionary<UInt128, int> media = [];
    private readonly Dictionary<string, string> words = new(StringComparer.Ordinal);
    private HashSet<string> stale = new(StringComparer.Ordinal);

    /// <summary>Names of subjects ("article/ID", "site/menus") and lists (<see cref="ListKey"/>) that have changed: pages that read them are stale.</summary>
    public event Action<IReadOnlySet<string>>? Changed;

    public CatalogueEntry? ById(string id)
    {
        lock (gate)
        {
            return byId.GetValueOrDefault(id);
        }
    }

    /// <summary>The article whose address this is now.</summary>
    public CatalogueEntry? ByAddress(string path)
    {
        lock (gate)
        {
            return byAddress.GetValueOrDefault(path);
        }
    }

    /// <summary>The article to which this earlier path (query included, where it had one) leads.</summary>
    public CatalogueEntry? ByFormerAddress(string path)
    {
        lock (gate)
        {
            return byFormer.GetValueOrDefault(path);
        }
    }

    public int Count(string list)
    {
        lock (gate)
        {
            return lists.GetValueOrDefault(list)?.Count ?? 0;
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<CatalogueEntry> Latest(string list, int count)
    {
        lock (gate)
        {
            if (!lists.TryGetValue(list, out var all))
            {
                return [];
            }
            var latest = all.GetRange(Math.Max(0, all.Count - count), Math.Min(count, all.Count));
            latest.Reverse();
            return latest;
        }
    }

    /// <summary>Languages that there are articles in, sorted.</summary>
    public IReadOnlyList<string> Languages()
    {
        lock (gate)
        {
            return [.. languages.Where(l => Count(ListKey.Language(l)) > 0)];
        }
    }

    /// <summary>Entries <paramref name="from"/> (0 is the oldest) to from + count, newest first: a stretch that stays the same when newer ones are added.</summary>
    public IReadOnlyList<CatalogueEntry> Stretch(string list, int from, int count)
    {
        lock (gate)
        {
            return lists.TryGetValue(list, out var all) && from < all.Count ? [.. all.Skip(from).Take(count).Reverse()] : [];
        }
    }

    /// <summary>The newest ones that came before this one on a list.</summary>
    public IReadOnlyList<CatalogueEntry> Before(string list, CatalogueEntry entry, int count)
    {
        lock (gate)
        {
            if (!lists.TryGetValue(list, out var all))
            {
                return [];
            }
            var at = all.BinarySearch(entry, ByTime);
            var end = at < 0 ? ~at : at;
            return [.. all.Skip(Math.Max(0, end - count)).Take(Math.Min(count, end)).Reverse()];
        }
    }

    /// <summary>Keys of the lists that are not empty and begin so, as "topic:", sorted.</summary>
    public IReadOnlyList<string> ListsWith(string prefix)
    {
        lock (gate)
        {
            return [.. lists.Where(l => l.Value.Count > 0 && l.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(l => l.Key).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>The same article in all its languages, itself among them.</summary>
    public IReadOnlyList<CatalogueEntry> Translations(CatalogueEntry entry)
    {
        lock (gate)
        {
            return entry.Group is not null && groups.TryGetValue(entry.Group, out var ids)
                ? [.. ids.Select(id => byId[id]).Where(e => !e.IsGone).OrderBy(e => e.Language, StringComparer.Ordinal)]
                : [entry];
        }
    }

    /// <summary>Whether a published article or page shows this file.</summary>
    public bool ShowsMedia(string sha256)
    {
        lock (gate)
        {
            return Key(sha256) is { } key && media.ContainsKey(key);
        }
    }

    public void Hear(LiveVersion version, JsonElement? card)
    {
        lock (gate)
        {
            stale.Add(version.Subject);
            if (version.Subject.StartsWith("article/", StringComparison.Ordinal))
            {
                var id = version.Subject["article/".Length..];
                if (byId.Remove(id, out var before))
                {
                    Leave(before);
                }
                if (version.Kind != VersionKind.Remove && card is { } found)
                {
                    Enter(Read(id, version, found.Deserialize<ArticleCard>(CanonicalJson.Options)!));
                }
            }
        }
    }

    public void HeardAll()
    {
        HashSet<string> changed;
        lock (gate)
        {
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
        }
    }

    private void Enter(CatalogueEntry entry)
    {
        byId[entry.Id] = entry;
        languages.Add(entry.Language);
        byAddress[entry.Address] = entry;
        foreach (var former in entry.Former)
        {
            byFormer[former] = entry;
        }
        foreach (var key in entry.Lists())
        {
            var list = lists.TryGetValue(key, out var found) ? found : lists[Word(key)] = [];
            var at = list.Count == 0 || ByTime.Compare(list[^1], entry) < 0 ? ~list.Count : list.BinarySearch(entry, ByTime);
            list.Insert(at < 0 ? ~at : at, entry);
            stale.Add(key);
        }
        if (entry.Group is { } group && !entry.IsGone)
        {
            (groups.TryGetValue(group, out var ids) ? ids : groups[group] = []).Add(entry.Id);
            stale.Add(ListKey.Group(group));
        }
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
        foreach (var key in entry.Lists())
        {
            var list = lists[key];
            list.RemoveAt(list.BinarySearch(entry, ByTime));
            stale.Add(key);
        }
        if (entry.Group is { } group && groups.TryGetValue(group, out var ids) && ids.Remove(entry.Id))
        {
            stale.Add(ListKey.Group(group));
        }
        foreach (var key in entry.IsGone ? [] : entry.Media)
        {
            if (--media[key] == 0)
            {
                media.Remove(key);
            }
        }
    }

    private static void RemoveIfOwn(Dictionary<string, CatalogueEntry> addresses, string path, CatalogueEntry entry)
    {
        if (addresses.TryGetValue(path, out var there) && there.Id == entry.Id)
        {
            addresses.Remove(path);
        }
    }

    private CatalogueEntry Read(string id, LiveVersion version, ArticleCard card) => new()
    {
        Id = id,
        Version = version,
        Address = card.Address,
        IsPage = card.Kind == "page",
        IsGone = version.Kind == VersionKind.Takedown,
        Language = Word(card.Lang),
        PublishedAt = DateTimeOffset.UnixEpoch.AddTicks(card.At * TimeSpan.TicksPerMicrosecond),
        UpdatedAt = card.Updated is { } updated ? DateTimeOffset.UnixEpoch.AddTicks(updated * TimeSpan.TicksPerMicrosecond) : null,
        Former = [.. card.Former ?? []],
        Topics = Words(card.Topics),
        Tags = Words(card.Tags),
        People = Words(card.People),
        Series = card.Series is null ? null : Word(card.Series),
        Group = card.Group,
        Media = [.. (card.Media ?? []).Select(Key).OfType<UInt128>()],
        HasAudio = card.Audio ?? false,
        IsCorrected = card.Corrected ?? false,
    };

    private string[] Words(IReadOnlyList<string>? slugs) => slugs is null ? [] : [.. slugs.Select(Word)];

    // The same few slugs stand on a hundred thousand articles: one string each.
    private string Word(string word) => words.TryGetValue(word, out var known) ? known : words[word] = word;

    private static UInt128? Key(string sha256) =>
        sha256.Length >= 32 && UInt128.TryParse(sha256.AsSpan(0, 32), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var key) ? key : null;
}
