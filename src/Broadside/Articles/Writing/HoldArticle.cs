using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Writing;

/// <summary>Takes an article for writing, or says that one still writes; takes it from somebody else when asked to.</summary>
public sealed class HoldArticle(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, TimeProvider time)
{
    /// <returns>The lock as it is now: theirs, or that of whoever has it.</returns>
    public async Task<Outcome<ArticleLock>> RunAsync(string id, string? tab, bool takeOver, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Article>().FindAsync([id], cancel) is not { } article)
        {
            return new Refusal("unknown", "There is no such article.");
        }
        if (await Writers.WhyNotAsync(db, id, who, cancel) is { } refusal)
        {
            return refusal;
        }
        var held = await db.Set<ArticleLock>().FindAsync([id], cancel);
        if (IsHeldByAnother(held, who, time.GetUtcNow()))
        {
            if (!takeOver)
            {
                return held!;
            }
            await audit.AddAsync(db, who, "take over", Article.Subject(id), $"{article.Title}: from {held!.Name}", cancel);
        }
        held = Give(db, held, id, tab, who, time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return held;
    }

    internal static bool IsHeldByAnother(ArticleLock? held, Actor who, DateTimeOffset now) =>
        held is not null && held.StaffId != who.Id && held.IsAliveAt(now) && Defence.IsOn("article-lock");

    /// <summary>Within the caller's transaction: from now on it is theirs.</summary>
    internal static ArticleLock Give(NewsroomDb db, ArticleLock? held, string id, string? tab, Actor who, DateTimeOffset now)
    {
        if (held is null)
        {
            held = new ArticleLock { ArticleId = id, StaffId = who.Id, Name = who.Name, TakenAt = now };
            db.Add(held);
        }
        else if (held.StaffId != who.Id || !held.IsAliveAt(now))
        {
            (held.StaffId, held.Name, held.TakenAt) = (who.Id, who.Name, now);
        }
        (held.Tab, held.BeatAt) = (tab ?? held.Tab, now);
        return held;
    }
}
