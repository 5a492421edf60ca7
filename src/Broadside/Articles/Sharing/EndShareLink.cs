using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Sharing;

/// <summary>Ends a share link at once.</summary>
public sealed class EndShareLink(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<ShareLink>> RunAsync(string articleId, string linkId, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<ShareLink>().SingleOrDefaultAsync(s => s.Id == linkId && s.ArticleId == articleId, cancel) is not { } share)
        {
            return new Refusal("unknown", "There is no such link.");
        }
        if (await Way.WhyNotAsync(db, articleId, Right.Translate, who, cancel) is { } why)
        {
            return why;
        }
        var now = time.GetUtcNow();
        share.EndsAt = share.EndsAt > now ? now : share.EndsAt;
        await audit.AddAsync(db, who, "end share", Article.Subject(articleId), share.Name, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return share;
    }
}
