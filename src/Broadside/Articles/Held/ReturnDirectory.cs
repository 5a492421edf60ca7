using Broadside.Guard;
using Broadside.Guard.Keys;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Held;

/// <summary>Gives readers an earlier list of people or topics, and the tables that repeat it the same rows.</summary>
internal sealed class ReturnDirectory(VersionStore versions) : IVersionReturn
{
    private static readonly string People = SiteRecord.Subject(PeoplePart.Part);
    private static readonly string Topics = SiteRecord.Subject(TopicsPart.Part);

    public bool Takes(string subject) => subject == People || subject == Topics;

    public async Task ReturnAsync(NewsroomDb db, IWriting writing, string subject, VersionRow? version, Actor who, string why, CancellationToken cancel)
    {
        // A list that never was is an empty one: without a version the rows would belong to nobody.
        var content = version is { Kind: not VersionKind.Remove } ? version.ContentBytes() : subject == People ? CanonicalJson.Bytes(new PeoplePart()) : CanonicalJson.Bytes(new TopicsPart());
        if (subject == People)
        {
            await KeepPeopleAsync(db, CanonicalJson.Read<PeoplePart>(content).People, cancel);
        }
        else
        {
            await KeepTopicsAsync(db, CanonicalJson.Read<TopicsPart>(content).Topics, cancel);
        }
        await versions.CommitAsync(db, writing, [new VersionDraft { Subject = subject, Content = content, Kind = VersionKind.Publish, Who = who, Why = why }], cancel);
    }

    private static async Task KeepPeopleAsync(NewsroomDb db, IReadOnlyList<PersonCard> cards, CancellationToken cancel)
    {
        var rows = await db.Set<Person>().ToDictionaryAsync(p => p.Slug, cancel);
        db.RemoveRange(rows.Values.ExceptBy(cards.Select(c => c.Slug), p => p.Slug));
        foreach (var card in cards)
        {
            if (!rows.TryGetValue(card.Slug, out var row))
            {
                db.Add(row = new Person { Slug = card.Slug, Name = card.Name });
            }
            (row.Name, row.Role, row.Bio, row.Photo, row.Links) = (card.Name, card.Role, card.Bio, card.Photo, Person.LinksText(card.Links));
        }
    }

    private static async Task KeepTopicsAsync(NewsroomDb db, IReadOnlyList<TopicCard> cards, CancellationToken cancel)
    {
        var rows = await db.Set<Topic>().ToDictionaryAsync(t => t.Slug, cancel);
        db.RemoveRange(rows.Values.ExceptBy(cards.Select(c => c.Slug), t => t.Slug));
        foreach (var card in cards)
        {
            if (!rows.TryGetValue(card.Slug, out var row))
            {
                db.Add(row = new Topic { Slug = card.Slug, Name = card.Name });
            }
            (row.Name, row.Description, row.Parent, row.Position) = (card.Name, card.Description, card.Parent, card.Position);
        }
    }
}
