using Broadside.Articles.Held;
using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Updating;

/// <summary>Gives readers a story's updates anew, as a signed version; a pending draft keeps waiting.</summary>
public sealed class PublishUpdates(IDbContextFactory<NewsroomDb> dbs, PublishArticles publish, VersionStore versions, ArticleReader reader, HoldChange hold, AuditLog audit, TimeProvider time)
{
    /// <param name="id">Of the article.</param>
    /// <param name="version">The one that the person saw; "stale_correction" when another is live by now.</param>
    /// <param name="change">What becomes of the updates, at that instant.</param>
    /// <param name="why">For the version.</param>
    /// <param name="who">Must have the right to publish, and this article.</param>
    /// <param name="cancel">Ends it.</param>
    internal async Task<Outcome<ArticleContent>> RunAsync(string id, int version, Func<IReadOnlyList<StoryUpdate>, DateTimeOffset, Outcome<IReadOnlyList<StoryUpdate>>> change, string why, Actor who, CancellationToken cancel)
    {
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        if (reader.Find(id) is not { IsGone: false } entry || await reader.ReadAsync(entry, cancel) is not { } content)
        {
            return new Refusal("not_published", "Readers do not have it now.");
        }
        if (await Way.WhyNotAsync(db, id, Right.Publish, who, cancel) is { } mayNot)
        {
            return mayNot;
        }
        if (entry.Version.Number != version)
        {
            return new Refusal("stale_correction", "Readers have another text since you looked. Look at it, then send yours again.");
        }
        var now = time.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        var changed = change(content.Updates ?? [], now);
        if (!changed.IsDone)
        {
            return changed.Refusal;
        }
        var updated = content with { Updates = changed.Value.Count == 0 ? null : changed.Value, UpdatedAt = time.GetUtcNow() };
        if (await hold.RunAsync(db, writing, new(content, updated, version, HeldKind.Update, why), who, cancel) is { } held)
        {
            return held;
        }
        await audit.AddAsync(db, who, "update", Article.Subject(id), why, cancel);
        return (await publish.RunAsync(db, writing, [updated], who, why, cancel, settledAt: time.GetUtcNow() + PublishArticle.Grace))[0];
    }
}
