using System.Runtime.CompilerServices;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Calendar;

/// <summary>Every scheduled article has its place in the queue, and none is overdue.</summary>
internal sealed class CheckSchedules(IDbContextFactory<NewsroomDb> dbs, TimeProvider time) : ICheck
{
    // A worker that died at the last moment holds its job that long.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public string Name => "schedule";

    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var articles = await db.Set<Article>().AsNoTracking().Where(a => a.ScheduledAt != null).OrderBy(a => a.ScheduledAt).ToListAsync(cancel);
        var keys = articles.Select(a => Schedules.KeyOf(a.Id)).ToList();
        var queued = await db.Set<Job>().AsNoTracking().Where(j => j.UniqueKey != null && keys.Contains(j.UniqueKey)).Select(j => j.UniqueKey).ToListAsync(cancel);
        foreach (var article in articles)
        {
            if (!queued.Contains(Schedules.KeyOf(article.Id)))
            {
                yield return $"schedule: “{article.Title}” is scheduled for {article.ScheduledAt:yyyy-MM-dd HH:mm} UTC and nothing will publish it. Schedule it again.";
            }
            else if (article.ScheduledAt + Patience < time.GetUtcNow())
            {
                yield return $"schedule: “{article.Title}” was due at {article.ScheduledAt:yyyy-MM-dd HH:mm} UTC and is not out. Is `broadside serve` running?";
            }
        }
    }
}
