using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Writing;

/// <summary>Who may change which article: editors all of them, everybody else those that are theirs.</summary>
public static class Writers
{
    /// <returns>Null when this person may.</returns>
    public static async Task<Refusal?> WhyNotAsync(NewsroomDb db, string articleId, Actor who, CancellationToken cancel) =>
        who.May(Right.EditOthers) || !Defence.IsOn("article-writers") || await db.Set<ArticleWriter>().AnyAsync(w => w.ArticleId == articleId && w.StaffId == who.Id, cancel)
            ? null
            : new Refusal("not_yours", "This article is somebody else’s. Ask an editor to give it to you.");

    /// <summary>Makes it theirs, within the caller's transaction; harmless twice.</summary>
    public static async Task AddAsync(NewsroomDb db, string articleId, string staffId, DateTimeOffset now, CancellationToken cancel)
    {
        if (await db.Set<ArticleWriter>().FindAsync([articleId, staffId], cancel) is null)
        {
            db.Add(new ArticleWriter { ArticleId = articleId, StaffId = staffId, Since = now });
        }
    }
}
