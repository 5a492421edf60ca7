using Broadside.Giving.Gifts;
using Broadside.Giving.Notices;
using Broadside.Giving.Rails;
using Broadside.Jobs;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Plans;

/// <summary>Each day: asks about every plan whose next charge is past, or that was not heard of for a month, so that one that failed or ended there is known here.</summary>
public sealed class PlanWatch(IDbContextFactory<NewsroomDb> dbs, AskRail ask, TimeProvider time) : IJob
{
    public const string JobKind = "watch plans";

    private static readonly TimeSpan Month = TimeSpan.FromDays(31);

    public string Kind => JobKind;

    public bool IsLong => true;

    public Task RunAsync(string payload, CancellationToken cancel) => RunAsync(cancel);

    /// <returns>How many were asked about.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        var old = now - Month;
        var due = await db.Set<RecurringPlan>().AsNoTracking()
            .Where(p => (p.State == PlanState.Active || p.State == PlanState.PastDue || p.State == PlanState.Paused) && (p.NextAt != null && p.NextAt <= now || p.State == PlanState.PastDue || p.ChangedAt <= old))
            .OrderBy(p => p.Id).Select(p => new { p.Rail, p.Remote }).ToListAsync(cancel);
        foreach (var plan in due)
        {
            await ask.RunAsync(plan.Rail, RemoteRef.Parse(plan.Remote), cancel);
        }
        return due.Count;
    }
}
