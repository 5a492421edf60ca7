using System.Text.Json;
using Broadside.Articles.Publishing;
using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Comparing;

/// <summary>Makes a draft of what an earlier version said. Readers have it when somebody publishes it, as a new version.</summary>
public sealed class RestoreVersion(IDbContextFactory<NewsroomDb> dbs, VersionsOfArticle all, SaveDraft drafts, AuditLog audit, TimeProvider time)
{
    /// <param name="id">Of the article.</param>
    /// <param name="number">Of the version.</param>
    /// <param name="over">The save of a draft that waits and that this is to replace; null: a draft that waits is in the way.</param>
    /// <param name="who">An editor, or one of its writers.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Draft>> RunAsync(string id, int number, int? over, Actor who, CancellationToken cancel)
    {
        var content = await all.ContentAsync(id, number, cancel);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (content is null || await db.Set<Article>().FindAsync([id], cancel) is not { } article)
        {
            return new Refusal("unknown", "There is no such version with a text.");
        }
        if (await Way.WhyNotAsync(db, id, Right.Write, who, cancel) is { } why)
        {
            return why;
        }
        var waiting = await db.Set<Draft>().FindAsync([id], cancel);
        if (waiting is not null && waiting.Revision != over)
        {
            return new Refusal("restore_waits", $"A draft that {waiting.SavedBy} saved waits. Publish it first, or say that this replaces it.");
        }
        var now = time.GetUtcNow();
        if (waiting is not null)
        {
            SaveText.KeepEarlier(db, article, waiting, JsonSerializer.Deserialize<ArticleContent>(waiting.Content, CanonicalJson.Options)!, tab: null, who, now);
        }
        var draft = await drafts.StageAsync(db, content with { UpdatedAt = null }, who, source: null, cancel);
        draft.Enter(ArticleState.Draft, article);
        await audit.AddAsync(db, who, "restore", Article.Subject(id), $"version {number}", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return draft;
    }
}
