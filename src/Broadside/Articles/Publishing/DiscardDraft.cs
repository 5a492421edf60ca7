using System.Text.Json;
using Broadside.Articles.Calendar;
using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Publishing;

/// <summary>Throws away what waits to be published of an article that readers have: they keep what they have.</summary>
public sealed class DiscardDraft(IDbContextFactory<NewsroomDb> dbs, Schedules schedules, AuditLog audit, TimeProvider time)
{
    /// <param name="id">Of the article.</param>
    /// <param name="revision">The save that the person saw; a newer one is kept.</param>
    /// <param name="who">An editor, or one of its writers.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Article>> RunAsync(string id, int revision, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Article>().FindAsync([id], cancel) is not { } article || await db.Set<Draft>().FindAsync([id], cancel) is not { } draft)
        {
            return new Refusal("unknown", "There is no draft of it.");
        }
        if (await Way.WhyNotAsync(db, id, Right.Write, who, cancel) is { } why)
        {
            return why;
        }
        if (article.CurrentVersion is null)
        {
            return new Refusal("discard_only", "Readers have no earlier text of it. Leave it as a draft.");
        }
        if (draft.Revision != revision)
        {
            return new Refusal("stale_checklist", $"{draft.SavedBy} saved a newer text since you looked.");
        }
        var now = time.GetUtcNow();
        SaveText.KeepEarlier(db, article, draft, JsonSerializer.Deserialize<ArticleContent>(draft.Content, CanonicalJson.Options)!, tab: null, who, now);
        db.Remove(draft);
        await schedules.CancelAsync(db, article, cancel);
        (article.Stage, article.UpdatedAt) = (article.State, now);
        article.Revision++;
        await audit.AddAsync(db, who, "discard", Article.Subject(id), $"revision {draft.Revision}", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return article;
    }
}
