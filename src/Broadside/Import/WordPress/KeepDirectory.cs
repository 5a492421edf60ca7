using Broadside.Articles;
using Broadside.Guard;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Import.WordPress;

/// <summary>
/// Brings people, topics and tags over that are not here yet, and where their lists stood on the old site; whoever has one of
/// that slug already stays as they are.
/// </summary>
internal sealed class KeepDirectory(WriteSiteRecord record, SiteRecord site)
{
    private readonly HashSet<string> people = new(StringComparer.Ordinal);
    private readonly HashSet<string> topics = new(StringComparer.Ordinal);
    private readonly HashSet<string> tags = new(StringComparer.Ordinal);
    private readonly HashSet<string> redirects = new(StringComparer.Ordinal);
    private int positions;
    private bool isListed;
    private bool changed;

    public async Task LoadAsync(NewsroomDb db, CancellationToken cancel)
    {
        people.UnionWith(await db.Set<Person>().Select(p => p.Slug).ToListAsync(cancel));
        topics.UnionWith(await db.Set<Topic>().Select(t => t.Slug).ToListAsync(cancel));
        tags.UnionWith(await db.Set<ImportItem>().Where(i => i.Kind == ImportItemKind.Tag).Select(i => i.Target).ToListAsync(cancel));
        redirects.UnionWith(await db.Set<ImportItem>().Where(i => i.Kind == ImportItemKind.Redirect).Select(i => i.SourceId).ToListAsync(cancel));
        redirects.UnionWith(site.Read<Redirects>(Redirects.Part).Paths.Keys);
        positions = topics.Count;
    }

    public void Count(ImportCounts counts, IReadOnlyList<ReadPost> posts, OldPeople known, OldTerms terms, OldSite old, OwnSite? own) => Take(counts, posts, known, terms, old, own);

    public void Stage(NewsroomDb db, ImportCounts counts, IReadOnlyList<ReadPost> posts, OldPeople known, OldTerms terms, OldSite old, OwnSite? own, string key, string run)
    {
        var fresh = Take(counts, posts, known, terms, old, own);
        db.AddRange(fresh.People.Select(p => own?.Person(p, "import " + run) ?? new Person { Slug = p.Slug, Name = p.Name, Source = "import " + run }));
        db.AddRange(fresh.Topics.Select(t => new Topic { Slug = t.Slug, Name = t.Name, Description = t.Description, Parent = t.Parent, Position = t.Position, Source = "import " + run }));
        db.AddRange(fresh.Tags.Select(tag => Item(ImportItemKind.Tag, "tag " + tag.Slug, tag.Slug)));
        db.AddRange(fresh.Redirects.Select(r => Item(ImportItemKind.Redirect, r.From, r.To)));
        changed |= fresh.People.Count > 0 || fresh.Topics.Count > 0;

        ImportItem Item(ImportItemKind kind, string id, string target) => new()
        {
            Platform = ImportWordPress.Platform,
            Site = key,
            SourceId = id,
            Guid = "",
            Kind = kind,
            Target = target,
            Run = run,
            SourceHash = "",
        };
    }

    /// <summary>The signed lists of people and topics, where this batch changed them.</summary>
    public async Task<IReadOnlyList<VersionDraft>> DraftsAsync(NewsroomDb db, string why, CancellationToken cancel)
    {
        if (!changed)
        {
            return [];
        }
        changed = false;
        return await record.DraftDirectoryAsync(db, Actor.Operator, why, cancel);
    }

    /// <summary>At a run's end: the old addresses of all lists that it brought, as the site record holds them; null when there are none.</summary>
    public async Task<VersionDraft?> DraftRedirectsAsync(NewsroomDb db, string run, string why, CancellationToken cancel)
    {
        var brought = await db.Set<ImportItem>().AsNoTracking().Where(i => i.Run == run && i.Kind == ImportItemKind.Redirect).ToListAsync(cancel);
        var paths = new Dictionary<string, string>(site.Read<Redirects>(Redirects.Part).Paths, StringComparer.Ordinal);
        brought.ForEach(b => paths.TryAdd(b.SourceId, b.Target));
        return brought.Count == 0 ? null : site.Draft(Redirects.Part, new Redirects { Paths = paths }, Actor.Operator, why);
    }

    private Fresh Take(ImportCounts counts, IReadOnlyList<ReadPost> posts, OldPeople known, OldTerms terms, OldSite old, OwnSite? own)
    {
        var bylines = posts.SelectMany(p => p.Content!.Bylines);
        var sections = posts.SelectMany(p => p.Content!.Topics).Select(t => new Topic { Slug = t.Slug, Name = t.Name });
        var words = posts.SelectMany(p => p.Content!.Tags);
        // An export of this program says itself what leads where.
        var moved = own is null ? posts.SelectMany(p => Moved(p, old)) : [];
        if (!isListed)
        {
            isListed = true;
            bylines = known.All.Select(a => a.Byline).Concat(bylines);
            sections = terms.Topics.Concat(sections);
            words = terms.Tags.Concat(words);
            moved = own?.Redirects ?? known.All.SelectMany(a => Moved(a, old)).Concat(terms.Addresses.SelectMany(a => Moved(a, old))).Concat(moved);
        }
        var fresh = new Fresh(
            [.. bylines.Where(p => people.Add(p.Slug))],
            [.. sections.Where(t => topics.Add(t.Slug))],
            [.. words.Where(t => tags.Add(t.Slug))],
            [.. moved.Where(r => redirects.Add(r.From))]);
        fresh.Topics.ForEach(t => t.Position = own?.PositionOf(t.Slug) ?? positions++);
        counts.People += fresh.People.Count;
        counts.Topics += fresh.Topics.Count;
        counts.Tags += fresh.Tags.Count;
        counts.Redirects += fresh.Redirects.Count;
        return fresh;
    }

    private static IEnumerable<(string From, string To)> Moved(OldPeople.Author author, OldSite old)
    {
        var to = $"/people/{author.Byline.Slug}/";
        if (author.Nicename.Length > 0)
        {
            yield return (old.Below($"/author/{author.Nicename}/"), to);
        }
        if (author.Id.Length > 0)
        {
            yield return (old.Below($"/?author={author.Id}"), to);
        }
    }

    private static IEnumerable<(string From, string To)> Moved(OldTerms.Address list, OldSite old)
    {
        yield return (old.Below($"/{list.Path}/"), list.To);
        if (list.Number.Length > 0)
        {
            yield return (old.Below($"/?cat={list.Number}"), list.To);
        }
    }

    // What only an item names: no number, and nothing above it, is known of it.
    private static IEnumerable<(string From, string To)> Moved(ReadPost post, OldSite old) =>
    [
        .. post.Authors.Where(a => a.Nicename.Length > 0).Select(a => (old.Below($"/author/{a.Nicename}/"), $"/people/{a.Slug}/")),
        .. post.Content!.Topics.Select(t => (old.Below($"/category/{t.Slug}/"), $"/topics/{t.Slug}/")),
        .. post.Content.Tags.Select(t => (old.Below($"/tag/{t.Slug}/"), $"/tags/{t.Slug}/")),
    ];

    private sealed record Fresh(List<Byline> People, List<Topic> Topics, List<Term> Tags, List<(string From, string To)> Redirects);
}
