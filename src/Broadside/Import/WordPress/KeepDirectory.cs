using Broadside.Articles;
using Broadside.Guard;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Import.WordPress;

/// <summary>Brings people, topics and tags over that are not here yet; whoever has one of that slug already stays as they are.</summary>
internal sealed class KeepDirectory(WriteSiteRecord record)
{
    private readonly HashSet<string> people = new(StringComparer.Ordinal);
    private readonly HashSet<string> topics = new(StringComparer.Ordinal);
    private readonly HashSet<string> tags = new(StringComparer.Ordinal);
    private int positions;
    private bool isListed;
    private bool changed;

    public async Task LoadAsync(NewsroomDb db, CancellationToken cancel)
    {
        people.UnionWith(await db.Set<Person>().Select(p => p.Slug).ToListAsync(cancel));
        topics.UnionWith(await db.Set<Topic>().Select(t => t.Slug).ToListAsync(cancel));
        tags.UnionWith(await db.Set<ImportItem>().Where(i => i.Kind == ImportItemKind.Tag).Select(i => i.Target).ToListAsync(cancel));
        positions = topics.Count;
    }

    public void Count(ImportCounts counts, IReadOnlyList<ReadPost> posts, OldPeople known, OldTerms terms) => Take(counts, posts, known, terms, _ => { }, _ => { }, _ => { });

    public void Stage(NewsroomDb db, ImportCounts counts, IReadOnlyList<ReadPost> posts, OldPeople known, OldTerms terms, string site, string run) => Take(
        counts,
        posts,
        known,
        terms,
        person =>
        {
            db.Add(new Person { Slug = person.Slug, Name = person.Name, Source = "import " + run });
            changed = true;
        },
        topic =>
        {
            db.Add(new Topic { Slug = topic.Slug, Name = topic.Name, Description = topic.Description, Parent = topic.Parent, Position = topic.Position, Source = "import " + run });
            changed = true;
        },
        tag => db.Add(new ImportItem
        {
            Platform = ImportWordPress.Platform,
            Site = site,
            SourceId = "tag " + tag,
            Guid = "",
            Kind = ImportItemKind.Tag,
            Target = tag,
            Run = run,
            SourceHash = "",
        }));

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

    private void Take(ImportCounts counts, IReadOnlyList<ReadPost> posts, OldPeople known, OldTerms terms, Action<Byline> person, Action<Topic> topic, Action<string> tag)
    {
        var bylines = posts.SelectMany(p => p.Content!.Bylines);
        var sections = posts.SelectMany(p => p.Content!.Topics).Select(t => new Topic { Slug = t.Slug, Name = t.Name });
        var words = posts.SelectMany(p => p.Content!.Tags);
        if (!isListed)
        {
            isListed = true;
            bylines = known.All.Concat(bylines);
            sections = terms.Topics.Concat(sections);
            words = terms.Tags.Concat(words);
        }
        foreach (var one in bylines.Where(p => people.Add(p.Slug)))
        {
            counts.People++;
            person(one);
        }
        foreach (var one in sections.Where(t => topics.Add(t.Slug)))
        {
            counts.Topics++;
            one.Position = positions++;
            topic(one);
        }
        foreach (var one in words.Where(t => tags.Add(t.Slug)))
        {
            counts.Tags++;
            tag(one.Slug);
        }
    }
}
