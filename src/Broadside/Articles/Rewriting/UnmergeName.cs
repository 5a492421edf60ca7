using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Rewriting;

/// <summary>
/// Two names became one, and that is taken back: where menus, front pages and the directory named the merged one they name it
/// again. What they said is read from the signed version before the merge; what the editors changed since stays.
/// </summary>
internal sealed class UnmergeName(SiteRecord site, VersionStore versions)
{
    public async Task<IReadOnlyList<VersionDraft>> DraftAsync(NewsroomDb db, MoveName move, DateTimeOffset since, Actor who, string why, CancellationToken cancel)
    {
        var kind = move.List.ToString().ToLowerInvariant();
        var (merged, into) = ($"/{kind}/{move.From}/", $"/{kind}/{move.To}/");
        var drafts = new List<VersionDraft?>();
        if (await BeforeAsync<Menus>(db, Menus.Part, move, since, cancel) is { } menus)
        {
            var now = site.Read<Menus>(Menus.Part);
            var back = now with { Head = Back(menus.Head, now.Head, merged, into), Foot = Back(menus.Foot, now.Foot, merged, into) };
            drafts.Add(site.Draft(Menus.Part, back, who, why));
        }
        if (move.List == NameList.Topics && await BeforeAsync<Curation>(db, Curation.Part, move, since, cancel) is { } curation)
        {
            var now = site.Read<Curation>(Curation.Part);
            var back = now with { Fronts = [.. now.Fronts.Select(f => Back(curation.Fronts.FirstOrDefault(b => b.Language == f.Language), f, move))] };
            drafts.Add(site.Draft(Curation.Part, back, who, why));
        }
        return [.. drafts.OfType<VersionDraft>()];
    }

    /// <summary>The merged name stands in the directory again, with what was said of it there.</summary>
    public async Task DirectoryAsync(NewsroomDb db, MoveName move, DateTimeOffset since, CancellationToken cancel)
    {
        if (move.List == NameList.Topics && (await BeforeAsync<TopicsPart>(db, TopicsPart.Part, move, since, cancel))?.Topics is { } topics && topics.FirstOrDefault(t => t.Slug == move.From) is { } topic)
        {
            if (await db.Set<Topic>().FindAsync([topic.Slug], cancel) is null)
            {
                db.Add(new Topic { Slug = topic.Slug, Name = topic.Name, Description = topic.Description, Parent = topic.Parent, Position = topic.Position });
            }
            var below = topics.Where(t => t.Parent == move.From).Select(t => t.Slug).ToList();
            foreach (var child in await db.Set<Topic>().Where(t => below.Contains(t.Slug) && (t.Parent == move.To || t.Slug == move.To && t.Parent == null)).ToListAsync(cancel))
            {
                child.Parent = move.From;
            }
        }
        if (move.List == NameList.People && (await BeforeAsync<PeoplePart>(db, PeoplePart.Part, move, since, cancel))?.People.FirstOrDefault(p => p.Slug == move.From) is { } person
            && await db.Set<Person>().FindAsync([person.Slug], cancel) is null)
        {
            db.Add(new Person { Slug = person.Slug, Name = person.Name, Role = person.Role, Bio = person.Bio, Photo = person.Photo, Links = Person.LinksText(person.Links) });
        }
    }

    // The merge signed its own reason: the version before that one says what stood there.
    private async Task<T?> BeforeAsync<T>(NewsroomDb db, string part, MoveName move, DateTimeOffset since, CancellationToken cancel)
        where T : class
    {
        var subject = SiteRecord.Subject(part);
        var rows = db.Set<VersionRow>().AsNoTracking().Where(v => v.Subject == subject);
        foreach (var row in await rows.Where(v => v.At >= since).OrderBy(v => v.Number).ToListAsync(cancel))
        {
            if (versions.Verifies(row)?.Why == move.Why)
            {
                var before = await rows.SingleOrDefaultAsync(v => v.Number == row.Number - 1, cancel);
                return before is { Content: not null } && versions.Verifies(before) is not null ? CanonicalJson.Read<T>(before.ContentBytes()) : null;
            }
        }
        return null;
    }

    private static IReadOnlyList<MenuItem> Back(IReadOnlyList<MenuItem> before, IReadOnlyList<MenuItem> now, string merged, string into) =>
        [.. now.Select(m => m.Address == into && before.Contains(m with { Address = merged }) ? m with { Address = merged } : m)];

    private static FrontCuration Back(FrontCuration? before, FrontCuration now, MoveName move)
    {
        var (merged, into) = (move.From, move.To);
        if (before is null || !before.Sections.Contains(merged) || now.Sections.Contains(merged) || !now.Sections.Contains(into))
        {
            return now;
        }
        if (!before.Sections.Contains(into))
        {
            return now with { Sections = [.. now.Sections.Select(s => s == into ? merged : s)] };
        }
        // Both stood there: behind the last of those that stood before it.
        var sections = now.Sections.ToList();
        var place = before.Sections.TakeWhile(s => s != merged).Select(s => sections.IndexOf(s)).DefaultIfEmpty(-1).Max() + 1;
        sections.Insert(place, merged);
        return now with { Sections = sections };
    }
}
