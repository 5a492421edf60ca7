using Broadside.Articles.Held;
using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles;

/// <summary>Adds a public correction to a published article; a new signed version. A pending draft keeps waiting, and gains the correction too when it is published.</summary>
public sealed class CorrectArticle(IDbContextFactory<NewsroomDb> dbs, PublishArticles publish, VersionStore versions, ArticleReader reader, HoldChange hold, AuditLog audit, TimeProvider time)
{
    /// <summary>As the operator does: for good.</summary>
    /// <param name="id">The article.</param>
    /// <param name="kind">What kind of correction.</param>
    /// <param name="text">What was wrong and what is right, for readers.</param>
    /// <param name="who">Who says it.</param>
    /// <param name="cancel">Ends it.</param>
    /// <param name="along">Joins the same transaction; what it refuses stops the correction.</param>
    public Task<Outcome<ArticleContent>> RunAsync(string id, CorrectionKind kind, string text, Actor who, CancellationToken cancel, Func<NewsroomDb, Task<Refusal?>>? along = null) => RunAsync(id, null, kind, text, who, along, cancel);

    /// <summary>As a person at the desk does: for thirty seconds it can be undone.</summary>
    /// <param name="id">Of the article.</param>
    /// <param name="version">The one that the person saw; "stale_correction" when another is live by now.</param>
    /// <param name="kind">Of the correction.</param>
    /// <param name="text">What was wrong and what is right.</param>
    /// <param name="who">Must have the right to publish, and this article.</param>
    /// <param name="cancel">Ends it.</param>
    public Task<Outcome<ArticleContent>> RunAtDeskAsync(string id, int version, CorrectionKind kind, string text, Actor who, CancellationToken cancel) => RunAsync(id, version, kind, text, who, null, cancel);

    private async Task<Outcome<ArticleContent>> RunAsync(string id, int? version, CorrectionKind kind, string text, Actor who, Func<NewsroomDb, Task<Refusal?>>? along, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new Refusal("text", "Say what was wrong and what is right.", "text");
        }
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        if (reader.Find(id) is not { IsGone: false } entry || await reader.ReadAsync(entry, cancel) is not { } content)
        {
            return new Refusal("not_published", $"{id} is not published.", "id");
        }
        if (version is not null && await Way.WhyNotAsync(db, entry.Id, Right.Publish, who, cancel) is { } mayNot)
        {
            return mayNot;
        }
        if (version is not null && version != entry.Version.Number)
        {
            return new Refusal("stale_correction", "Readers have another text since you looked. Look at it, then correct it.");
        }
        if (along is not null && await along(db) is { } stopped)
        {
            return stopped;
        }
        var now = time.GetUtcNow();
        var corrected = content with { Corrections = [.. content.Corrections, new Correction(kind, text.Trim(), now)], UpdatedAt = now };
        if (version is not null && await hold.RunAsync(db, writing, new(content, corrected, entry.Version.Number, HeldKind.Correct, text.Trim()), who, cancel) is { } held)
        {
            return held;
        }
        await audit.AddAsync(db, who, "correct", Article.Subject(entry.Id), text, cancel);
        var published = await publish.RunAsync(db, writing, [corrected], who, text.Trim(), cancel, kind: VersionKind.Correct, settledAt: version is null ? now : now + PublishArticle.Grace);
        return published[0];
    }
}
