using System.Text.Json;
using Broadside.Guard;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

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

    /// <summary>
    /// Drafts of the parts "people" and "topics", to be signed along with articles: what is signed now, with what the caller's
    /// transaction adds, changes and removes. What else stands in the tables is not asked: somebody may have written there.
    /// </summary>
    public async Task<IReadOnlyList<VersionDraft>> DraftDirectoryAsync(NewsroomDb db, Actor who, string why, CancellationToken cancel)
    {
        db.ChangeTracker.DetectChanges();
        var people = Changed(site.Read<PeoplePart>(PeoplePart.Part).People, p => p.Slug, db.ChangeTracker.Entries<Person>(), p => p.Slug, Card);
        var topics = Changed(site.Read<TopicsPart>(TopicsPart.Part).Topics, t => t.Slug, db.ChangeTracker.Entries<Topic>(), t => t.Slug, Card);
        await db.SaveChangesAsync(cancel);
        var peoplePart = new PeoplePart { People = [.. people.OrderBy(p => p.Slug, StringComparer.Ordinal)] };
        var topicsPart = new TopicsPart { Topics = [.. topics.OrderBy(t => t.Position).ThenBy(t => t.Slug, StringComparer.Ordinal)] };
        return [.. new[] { site.Draft(PeoplePart.Part, peoplePart, who, why), site.Draft(TopicsPart.Part, topicsPart, who, why) }.OfType<VersionDraft>()];
    }

    private static List<TCard> Changed<TCard, TRow>(IReadOnlyList<TCard> signed, Func<TCard, string> slug, IEnumerable<EntityEntry<TRow>> rows, Func<TRow, string> slugOf, Func<EntityEntry<TRow>, TCard?, TCard> card)
        where TCard : class
        where TRow : class
    {
        var cards = signed.ToDictionary(slug, StringComparer.Ordinal);
        foreach (var row in rows.Where(r => r.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList())
        {
            if (row.State == EntityState.Deleted)
            {
                cards.Remove(slugOf(row.Entity));
            }
            else
            {
                cards[slugOf(row.Entity)] = card(row, cards.GetValueOrDefault(slugOf(row.Entity)));
            }
        }
        return [.. cards.Values];
    }

    private static PersonCard Card(EntityEntry<Person> row, PersonCard? signed)
    {
        var (person, isNew) = (row.Entity, signed is null || row.State == EntityState.Added);
        var links = JsonSerializer.Deserialize<List<string>>(person.Links) ?? [];
        return new PersonCard(
            person.Slug,
            isNew || row.Property(p => p.Name).IsModified ? person.Name : signed!.Name,
            isNew || row.Property(p => p.Role).IsModified ? person.Role : signed!.Role,
            isNew || row.Property(p => p.Bio).IsModified ? person.Bio : signed!.Bio,
            isNew || row.Property(p => p.Photo).IsModified ? person.Photo : signed!.Photo,
            isNew || row.Property(p => p.Links).IsModified ? links.Count == 0 ? null : links : signed!.Links);
    }

    private static TopicCard Card(EntityEntry<Topic> row, TopicCard? signed)
    {
        var (topic, isNew) = (row.Entity, signed is null || row.State == EntityState.Added);
        return new TopicCard(
            topic.Slug,
            isNew || row.Property(t => t.Name).IsModified ? topic.Name : signed!.Name,
            isNew || row.Property(t => t.Description).IsModified ? topic.Description : signed!.Description,
            isNew || row.Property(t => t.Parent).IsModified ? topic.Parent : signed!.Parent,
            isNew || row.Property(t => t.Position).IsModified ? topic.Position : signed!.Position);
    }
}
