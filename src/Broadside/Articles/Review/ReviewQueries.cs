using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Review;

/// <summary>What was said of a draft on its way.</summary>
public sealed class ReviewQueries(IDbContextFactory<NewsroomDb> dbs)
{
    private const int Shown = 20;

    /// <summary>The last steps, newest first.</summary>
    public async Task<IReadOnlyList<ReviewStep>> StepsAsync(string articleId, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<ReviewStep>().AsNoTracking().Where(s => s.ArticleId == articleId).OrderByDescending(s => s.At).ThenByDescending(s => s.Id).Take(Shown).ToListAsync(cancel);
    }
}
