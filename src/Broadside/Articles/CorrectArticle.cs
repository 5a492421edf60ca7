using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles;

/// <summary>Adds a public correction to a published article; a new signed version. A pending draft keeps waiting, and gains the correction too when it is published.</summary>
public sealed class CorrectArticle(IDbContextFactory<NewsroomDb> dbs, PublishArticles publish, VersionStore versions, ArticleReader reader, AuditLog audit, TimeProvider time)
{
    /// <param name="id">The article.</param>
    /// <param name="kind">What kind of correction.</param>
    /// <param name="text">What was wrong and what is right, for readers.</param>
    /// <param name="who">Who says it.</param>
    /// <param name="cancel">Ends it.</param>
    /// <param name="along">Joins the same transaction; what it refuses stops the correction.</param>
    public async Task<Outcome<ArticleContent>> RunAsync(string id, CorrectionKind kind, string text, Actor who, CancellationToken cancel, Func<NewsroomDb, Task<Refusal?>>? along = null)
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
        if (along is not null && await along(db) is { } stopped)
        {
            return stopped;
        }
        var now = time.GetUtcNow();
        var corrected = content with { Corrections = [.. content.Corrections, new Correction(kind, text.Trim(), now)], UpdatedAt = now };
        await audit.AddAsync(db, who, "correct", Article.Subject(entry.Id), text, cancel);
        var published = await publish.RunAsync(db, writing, [corrected], who, text.Trim(), cancel, kind: VersionKind.Correct);
        return published[0];
    }
}
