using Broadside.Jobs;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Writing;

/// <summary>Thins out earlier texts of drafts: after two hours one for every ten minutes stays, after thirty days none.</summary>
public sealed class TidyTexts(IDbContextFactory<NewsroomDb> dbs, TimeProvider time) : IJob
{
    public const string JobKind = "tidy-texts";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private static readonly TimeSpan Whole = TimeSpan.FromHours(2);
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(10);

    public string Kind => JobKind;

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (old, settled) = (now - Kept, now - Whole);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await db.Set<EarlierText>().Where(t => t.SavedAt <= old).ExecuteDeleteAsync(cancel);
        var texts = await db.Set<EarlierText>().Where(t => t.SavedAt <= settled).Select(t => new { t.ArticleId, t.Revision, t.SavedAt }).ToListAsync(cancel);
        foreach (var article in texts.GroupBy(t => t.ArticleId))
        {
            // The last of every ten minutes stays: it holds what the others had.
            var spare = article.GroupBy(t => t.SavedAt.UtcTicks / Apart.Ticks).SelectMany(g => g.OrderBy(t => t.Revision).SkipLast(1)).Select(t => t.Revision).ToList();
            await db.Set<EarlierText>().Where(t => t.ArticleId == article.Key && spare.Contains(t.Revision)).ExecuteDeleteAsync(cancel);
        }
    }
}
