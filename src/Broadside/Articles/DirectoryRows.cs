using Broadside.Guard;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles;

/// <summary>The tables of people and topics against the signed site record: readers never see the rows, but a changed one says that somebody was in the database.</summary>
internal sealed class DirectoryRows(SiteRecord site, VersionStore versions) : IRepeatedRows
{
    private static readonly string People = SiteRecord.Subject(PeoplePart.Part);
    private static readonly string Topics = SiteRecord.Subject(TopicsPart.Part);

    public async Task<IReadOnlyList<AlteredVersion>> LookAsync(NewsroomDb db, IReadOnlyList<LiveVersion> among, CancellationToken cancel)
    {
        var altered = new List<AlteredVersion>();
        if (among.FirstOrDefault(v => v.Subject == People) is { } people)
        {
            altered.AddRange((await PeopleAsync(db, cancel)).Take(1).Select(slug => new AlteredVersion(People, people.Number, $"/people/{slug}/")));
        }
        if (among.FirstOrDefault(v => v.Subject == Topics) is { } topics)
        {
            altered.AddRange((await TopicsAsync(db, cancel)).Take(1).Select(slug => new AlteredVersion(Topics, topics.Number, $"/topics/{slug}/")));
        }
        return altered;
    }

    /// <summary>Rows in a newsroom that never signed a directory.</summary>
    public async Task<IReadOnlyList<AlteredVersion>> ForgedAsync(NewsroomDb db, CancellationToken cancel)
    {
        var forged = new List<AlteredVersion>();
        if (versions.Live(People) is null && (await PeopleAsync(db, cancel)).FirstOrDefault() is { } person)
        {
            forged.Add(new AlteredVersion(People, 0, $"/people/{person}/"));
        }
        if (versions.Live(Topics) is null && (await TopicsAsync(db, cancel)).FirstOrDefault() is { } topic)
        {
            forged.Add(new AlteredVersion(Topics, 0, $"/topics/{topic}/"));
        }
        return forged;
    }

    private async Task<IEnumerable<string>> PeopleAsync(NewsroomDb db, CancellationToken cancel)
    {
        var rows = await db.Set<Person>().AsNoTracking().ToDictionaryAsync(p => p.Slug, p => (p.Name, p.Role, p.Bio, p.Photo, p.Links), cancel);
        var signed = site.Read<PeoplePart>(PeoplePart.Part).People.ToDictionary(p => p.Slug, p => (p.Name, p.Role, p.Bio, p.Photo, Person.LinksText(p.Links)));
        return Different(rows, signed);
    }

    private async Task<IEnumerable<string>> TopicsAsync(NewsroomDb db, CancellationToken cancel)
    {
        var rows = await db.Set<Topic>().AsNoTracking().ToDictionaryAsync(t => t.Slug, t => (t.Name, t.Description, t.Parent, t.Position), cancel);
        var signed = site.Read<TopicsPart>(TopicsPart.Part).Topics.ToDictionary(t => t.Slug, t => (t.Name, t.Description, t.Parent, t.Position));
        return Different(rows, signed);
    }

    private static IEnumerable<string> Different<T>(Dictionary<string, T> rows, Dictionary<string, T> signed) where T : struct =>
        rows.Keys.Union(signed.Keys).Order(StringComparer.Ordinal).Where(slug => !rows.TryGetValue(slug, out var row) || !signed.TryGetValue(slug, out var card) || !row.Equals(card));
}
