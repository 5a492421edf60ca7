using Broadside.Guard;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles;

/// <summary>Signs new values of parts of the site record; what says the same as before makes no version.</summary>
public sealed class WriteSiteRecord(IDbContextFactory<NewsroomDb> dbs, SiteRecord site, VersionStore versions, AuditLog audit)
{
    public async Task RunAsync<T>(string part, T value, Actor who, string why, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        if (site.Draft(part, value, who, why) is not { } draft)
        {
            return;
        }
        await audit.AddAsync(db, who, "site record", SiteRecord.Subject(part), why, cancel);
        await versions.CommitAsync(db, writing, [draft], cancel);
    }

    /// <summary>Drafts of the parts "people" and "topics" as their tables stand in the caller's transaction, to be signed along with articles.</summary>
    public async Task<IReadOnlyList<VersionDraft>> DraftDirectoryAsync(NewsroomDb db, Actor who, string why, CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        var people = await db.Set<Person>().AsNoTracking().OrderBy(p => p.Slug).ToListAsync(cancel);
        var topics = await db.Set<Topic>().AsNoTracking().OrderBy(t => t.Position).ThenBy(t => t.Slug).ToListAsync(cancel);
        var peoplePart = new PeoplePart { People = [.. people.OrderBy(p => p.Slug, StringComparer.Ordinal).Select(Card)] };
        var topicsPart = new TopicsPart { Topics = [.. topics.OrderBy(t => t.Position).ThenBy(t => t.Slug, StringComparer.Ordinal).Select(t => new TopicCard(t.Slug, t.Name, t.Description, t.Parent, t.Position))] };
        return [.. new[] { site.Draft(PeoplePart.Part, peoplePart, who, why), site.Draft(TopicsPart.Part, topicsPart, who, why) }.OfType<VersionDraft>()];
    }

    private static PersonCard Card(Person person)
    {
        var links = System.Text.Json.JsonSerializer.Deserialize<List<string>>(person.Links) ?? [];
        return new PersonCard(person.Slug, person.Name, person.Role, person.Bio, person.Photo, links.Count == 0 ? null : links);
    }
}
