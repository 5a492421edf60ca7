using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Names;

/// <summary>Makes a topic, or keeps what is said about one: its description, the topic above it, its place among the sections.</summary>
public sealed class KeepTopic(IDbContextFactory<NewsroomDb> dbs, WriteSiteRecord record, VersionStore versions, AuditLog audit)
{
    private const int Longest = 1000;

    /// <param name="slug">Null: a new topic, whose address is made of its name.</param>
    /// <param name="name">Of a new one; one that stands is renamed by <see cref="AskMoveName"/>.</param>
    /// <param name="description">What it is about.</param>
    /// <param name="parent">Slug of the topic above; empty: it is a section.</param>
    /// <param name="position">Its place among the sections, 0 first.</param>
    /// <param name="who">Who says it.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Topic>> RunAsync(string? slug, string? name, string? description, string? parent, int position, Actor who, CancellationToken cancel)
    {
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        var (called, address, above) = ((name ?? "").Trim(), slug ?? Slug.From(name ?? ""), string.IsNullOrWhiteSpace(parent) ? null : parent.Trim());
        if (slug is null && (called.Length is 0 or > 120 || address.Length == 0))
        {
            return new Refusal("name_missing", "Write a name of at most 120 letters.", "Name");
        }
        if (description?.Length > Longest)
        {
            return new Refusal("name_long", $"That is longer than {Longest} letters. Shorten it.", "Description");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        var topic = await db.Set<Topic>().FindAsync([address], cancel);
        if (slug is null == topic is not null)
        {
            return slug is null ? new Refusal("name_taken", "Another one has this address. Choose a different name.", "Name") : new Refusal("unknown", "There is no such topic.");
        }
        if (above is not null && (above == address || await db.Set<Topic>().FindAsync([above], cancel) is null || await IsBelowAsync(db, above, address, cancel)))
        {
            return new Refusal("name_parent", "Choose a topic that stands and is not below this one.", "Parent");
        }
        if (topic is null)
        {
            topic = new Topic { Slug = address, Name = called };
            db.Add(topic);
        }
        (topic.Description, topic.Parent, topic.Position) = (Said(description), above, Math.Clamp(position, 0, 999));
        await audit.AddAsync(db, who, "keep topic", $"topics/{address}", topic.Name, cancel);
        await versions.CommitAsync(db, writing, await record.DraftDirectoryAsync(db, who, $"The topic {topic.Name}.", cancel), cancel);
        return topic;
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static async Task<bool> IsBelowAsync(NewsroomDb db, string slug, string topic, CancellationToken cancel)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (string? at = slug; at is not null && seen.Add(at); at = (await db.Set<Topic>().FindAsync([at], cancel))?.Parent)
        {
            if (at == topic)
            {
                return true;
            }
        }
        return false;
    }
}
