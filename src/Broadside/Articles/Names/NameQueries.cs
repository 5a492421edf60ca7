using Broadside.Articles.Rewriting;
using Broadside.Guard;

namespace Broadside.Articles.Names;

/// <summary>Topics, tags, people and series as the desk lists them: what is signed in the site record, and what published articles stand under.</summary>
public sealed class NameQueries(SiteRecord site, Catalogue catalogue, ArticleReader reader)
{
    /// <summary>A name on a list.</summary>
    /// <param name="Slug">Last part of its address.</param>
    /// <param name="Name">What readers see.</param>
    /// <param name="Count">Published articles under it.</param>
    /// <param name="Below">What is known of it besides: a person's role, a topic's parent.</param>
    public sealed record Entry(string Slug, string Name, int Count, string? Below);

    /// <summary>In the order of their addresses, by key.</summary>
    /// <param name="list">Which list.</param>
    /// <param name="text">Part of the name or address; null: all.</param>
    /// <param name="after">The last one of the page before; null: from the beginning.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<Entry>> ListAsync(NameList list, string? text, string? after, int count, CancellationToken cancel)
    {
        var signed = Signed(list);
        var wanted = (text ?? "").Trim();
        var slugs = catalogue.ListsWith(Start(list)).Select(key => key[Start(list).Length..]).Union(signed.Keys, StringComparer.Ordinal)
            .Where(slug => wanted.Length == 0 || Has(slug, wanted) || (signed.TryGetValue(slug, out var card) && Has(card.Name, wanted)))
            .Where(slug => string.IsNullOrEmpty(after) || string.CompareOrdinal(slug, after) > 0)
            .Order(StringComparer.Ordinal).Take(count);
        var entries = new List<Entry>();
        foreach (var slug in slugs)
        {
            entries.Add(await EntryAsync(list, slug, signed, cancel));
        }
        return entries;
    }

    /// <summary>Null when nothing has that address.</summary>
    public async Task<Entry?> FindAsync(NameList list, string slug, CancellationToken cancel)
    {
        var signed = Signed(list);
        return signed.ContainsKey(slug) || catalogue.Count(Start(list) + slug) > 0 ? await EntryAsync(list, slug, signed, cancel) : null;
    }

    public TopicCard? Topic(string slug) => site.Read<TopicsPart>(TopicsPart.Part).Topics.FirstOrDefault(t => t.Slug == slug);

    public PersonCard? Person(string slug) => site.Read<PeoplePart>(PeoplePart.Part).People.FirstOrDefault(p => p.Slug == slug);

    public IReadOnlyList<TopicCard> Topics() => site.Read<TopicsPart>(TopicsPart.Part).Topics;

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static string Start(NameList list) => list switch
    {
        NameList.Topics => ListKey.TopicStart,
        NameList.Tags => ListKey.TagStart,
        NameList.People => ListKey.PersonStart,
        _ => ListKey.SeriesStart,
    };

    private Dictionary<string, (string Name, string? Below)> Signed(NameList list) => list switch
    {
        NameList.Topics => Topics().ToDictionary(t => t.Slug, t => (t.Name, t.Parent), StringComparer.Ordinal),
        NameList.People => site.Read<PeoplePart>(PeoplePart.Part).People.ToDictionary(p => p.Slug, p => (p.Name, p.Role), StringComparer.Ordinal),
        _ => [],
    };

    private async Task<Entry> EntryAsync(NameList list, string slug, Dictionary<string, (string Name, string? Below)> signed, CancellationToken cancel)
    {
        var count = catalogue.Count(Start(list) + slug);
        if (signed.TryGetValue(slug, out var card))
        {
            return new Entry(slug, card.Name, count, card.Below);
        }
        // What no part of the site record holds is called as its newest article says.
        var content = catalogue.Latest(Start(list) + slug, 1) is [var newest] ? await reader.ReadAsync(newest, cancel) : null;
        var name = list switch
        {
            NameList.Topics => content?.Topics.FirstOrDefault(t => t.Slug == slug)?.Name,
            NameList.Tags => content?.Tags.FirstOrDefault(t => t.Slug == slug)?.Name,
            NameList.People => content?.Bylines.FirstOrDefault(b => b.Slug == slug)?.Name,
            _ => content?.Series?.Name,
        };
        return new Entry(slug, name ?? slug, count, null);
    }
}
