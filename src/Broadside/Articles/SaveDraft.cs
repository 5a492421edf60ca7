using System.Text.Json;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles;

/// <summary>Keeps what is being written: a new article, or the pending next version of a published one.</summary>
public sealed class SaveDraft(IDbContextFactory<NewsroomDb> dbs, TimeProvider time)
{
    /// <param name="revision">The save that the writer started from; null: whatever stands there is replaced.</param>
    /// <returns>The new revision, or "stale" when somebody saved in between.</returns>
    public async Task<Outcome<Draft>> RunAsync(ArticleContent content, Actor who, CancellationToken cancel, int? revision = null)
    {
        if (string.IsNullOrWhiteSpace(content.Title))
        {
            return new Refusal("title", "Give it a headline.", "title");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var draft = await db.Set<Draft>().SingleOrDefaultAsync(d => d.ArticleId == content.Id, cancel);
        var present = await db.Set<Article>().FindAsync([content.Id], cancel);
        if (revision is not null && revision != (present?.Revision ?? 0))
        {
            return new Refusal("stale", $"{draft?.SavedBy} saved a newer text meanwhile. Open it beside yours and merge them.", "revision");
        }
        draft = await StageAsync(db, content, who, source: null, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return draft;
    }

    /// <summary>Puts the draft into the caller's transaction; the caller saves. Import and sample make many at once.</summary>
    public async Task<Draft> StageAsync(NewsroomDb db, ArticleContent content, Actor who, string? source, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var article = await db.Set<Article>().FindAsync([content.Id], cancel);
        if (article is null)
        {
            article = new Article { Id = content.Id, Kind = content.Kind, Slug = content.Slug, Language = content.Language, Title = content.Title, Source = source, CreatedAt = now };
            db.Add(article);
        }
        if (!article.IsPublished)
        {
            article.Index(content, now);
        }
        article.UpdatedAt = now;
        var json = JsonSerializer.Serialize(content, CanonicalJson.Options);
        var draft = await db.Set<Draft>().FindAsync([content.Id], cancel);
        if (draft is null)
        {
            draft = new Draft { ArticleId = content.Id, BaseVersion = article.CurrentVersion, Content = json, SavedBy = who.Name };
            db.Add(draft);
            article.Stage = draft.State;
        }
        if (draft.State == ArticleState.Ready && draft.Content != json)
        {
            // Somebody approved another text.
            draft.Enter(ArticleState.InReview, article);
        }
        (draft.Content, draft.SavedBy, draft.SavedById, draft.SavedAt, draft.Revision) = (json, who.Name, who.Id, now, ++article.Revision);
        (draft.Tab, draft.TabSave) = (null, null);
        return draft;
    }
}
