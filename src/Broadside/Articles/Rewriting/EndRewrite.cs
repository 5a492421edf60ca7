using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Rewriting;

/// <summary>What follows when all articles of a rewrite are changed: of a name that moved, the old address leads to the new one, and menus and front pages follow.</summary>
internal sealed class EndRewrite(SiteRecord site, WriteSiteRecord record, UnmergeName unmerge)
{
    private static readonly string[] Feeds = ["", "feed.xml", "atom.xml", "feed.json"];

    public async Task<IReadOnlyList<VersionDraft>> DraftAsync(NewsroomDb db, Rewrite rewrite, RewriteSpec spec, Actor who, string why, CancellationToken cancel)
    {
        if (spec is not MoveName move)
        {
            return [];
        }
        var isUndo = rewrite.State == RewriteState.Undoing;
        var (from, to) = isUndo ? (move.To, move.From) : (move.From, move.To);
        // Of what became one, only a part goes back: the address that both share stays where it is.
        var leads = !(isUndo && move.Merges);
        if (leads)
        {
            await DirectoryAsync(db, move, isUndo, cancel);
        }
        else
        {
            await unmerge.DirectoryAsync(db, move, rewrite.AskedAt, cancel);
        }
        var parts = new List<VersionDraft>(await record.DraftDirectoryAsync(db, who, why, cancel));
        if (from == to)
        {
            return parts;
        }
        var kind = move.List.ToString().ToLowerInvariant();
        var (old, now) = ($"/{kind}/{from}/", $"/{kind}/{to}/");
        parts.AddRange(new[]
        {
            site.Draft(Redirects.Part, Led(site.Read<Redirects>(Redirects.Part), old, now, leads), who, why),
            leads ? site.Draft(Menus.Part, Followed(site.Read<Menus>(Menus.Part), old, now), who, why) : null,
            leads && move.List == NameList.Topics ? site.Draft(Curation.Part, Followed(site.Read<Curation>(Curation.Part), from, to), who, why) : null,
        }.OfType<VersionDraft>());
        if (!leads)
        {
            parts.AddRange(await unmerge.DraftAsync(db, move, rewrite.AskedAt, who, why, cancel));
        }
        return parts;
    }

    // The tables of topics and people; tags and series stand in the articles alone.
    private static async Task DirectoryAsync(NewsroomDb db, MoveName move, bool isUndo, CancellationToken cancel)
    {
        var (from, to, name) = isUndo ? (move.To, move.From, move.OldName) : (move.From, move.To, move.Name);
        if (move.List == NameList.Topics && await db.Set<Topic>().FindAsync([from], cancel) is { } topic)
        {
            await TopicAsync(db, topic, to, name, cancel);
        }
        else if (move.List == NameList.People && await db.Set<Person>().FindAsync([from], cancel) is { } person)
        {
            await PersonAsync(db, person, to, name, cancel);
        }
    }

    private static async Task TopicAsync(NewsroomDb db, Topic topic, string to, string name, CancellationToken cancel)
    {
        if (topic.Slug == to)
        {
            topic.Name = name;
            return;
        }
        if (await db.Set<Topic>().FindAsync([to], cancel) is null)
        {
            db.Add(new Topic { Slug = to, Name = name, Description = topic.Description, Parent = topic.Parent, Position = topic.Position, Source = topic.Source });
        }
        foreach (var below in await db.Set<Topic>().Where(t => t.Parent == topic.Slug).ToListAsync(cancel))
        {
            below.Parent = below.Slug == to ? null : to;
        }
        db.Remove(topic);
    }

    private static async Task PersonAsync(NewsroomDb db, Person person, string to, string name, CancellationToken cancel)
    {
        if (person.Slug == to)
        {
            person.Name = name;
            return;
        }
        if (await db.Set<Person>().FindAsync([to], cancel) is null)
        {
            db.Add(new Person { Slug = to, Name = name, Role = person.Role, Bio = person.Bio, Photo = person.Photo, Links = person.Links, Source = person.Source });
        }
        db.Remove(person);
    }

    private static Redirects Led(Redirects redirects, string old, string now, bool leads)
    {
        var paths = redirects.Paths.ToDictionary(StringComparer.Ordinal);
        foreach (var feed in Feeds)
        {
            // What led to the old address leads on to the new one; and nothing leads away from what stands again.
            foreach (var (path, _) in paths.Where(p => leads && p.Value == old + feed).ToList())
            {
                paths[path] = now + feed;
            }
            paths.Remove(now + feed);
            if (leads)
            {
                paths[old + feed] = now + feed;
            }
        }
        return new Redirects { Paths = paths };
    }

    private static Menus Followed(Menus menus, string old, string now) => menus with
    {
        Head = [.. menus.Head.Select(m => m.Address == old ? m with { Address = now } : m)],
        Foot = [.. menus.Foot.Select(m => m.Address == old ? m with { Address = now } : m)],
    };

    private static Curation Followed(Curation curation, string from, string to) => curation with
    {
        Fronts = [.. curation.Fronts.Select(f => f with { Sections = [.. f.Sections.Select(s => s == from ? to : s).Distinct()] })],
    };
}
