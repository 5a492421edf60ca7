using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Sharing;

/// <summary>Which links an article was given out by.</summary>
public sealed class ShareQueries(IDbContextFactory<NewsroomDb> dbs)
{
    private const int Shown = 100;

    /// <summary>Newest first, ended ones too.</summary>
    public async Task<IReadOnlyList<ShareLink>> OfAsync(string articleId, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<ShareLink>().AsNoTracking().Where(s => s.ArticleId == articleId).OrderByDescending(s => s.MadeAt).Take(Shown).ToListAsync(cancel);
    }
}
