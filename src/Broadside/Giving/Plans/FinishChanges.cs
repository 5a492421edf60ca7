using Broadside.Giving.Gifts;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Plans;

/// <summary>Sees to wishes about plans that are not fulfilled yet: an end that the rail did not hear, a pause that is over at a rail that knows no day.</summary>
public sealed class FinishChanges(IDbContextFactory<NewsroomDb> dbs, OutboundSwitch outbound, ChangePlan change, TimeProvider time)
{
    private static readonly Actor Self = new("plans", "plans");

    // A rail that has answered nothing for so long is for the treasurer.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <returns>How many rails were asked.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        if (!await outbound.MayAsync(cancel))
        {
            return 0;
        }
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var (oldest, newest) = (now - Longest, now.AddMinutes(-2));
        var open = await db.Set<AskedChange>().AsNoTracking().Where(a => a.DoneAt == null && a.Act == PlanAct.Cancel && a.AskedAt > oldest && a.AskedAt <= newest).OrderBy(a => a.AskedAt)
            .Join(db.Set<RecurringPlan>().AsNoTracking(), a => a.Plan, p => p.Id, (a, p) => new { Wish = a, Plan = p }).ToListAsync(cancel);
        foreach (var one in open)
        {
            await change.AskAsync(one.Wish, one.Plan, cancel);
        }
        var over = await OverAsync(db, now, cancel);
        foreach (var plan in over)
        {
            await change.RunAsync(plan, new PlanWish(PlanAct.Resume), Self, cancel);
        }
        return open.Count + over.Count;
    }

    // The last pause of a plan that is still paused, and whose end is past.
    private static async Task<List<string>> OverAsync(NewsroomDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var hour = now.AddHours(-1);
        return await db.Set<RecurringPlan>().Where(p => p.State == PlanState.Paused
                && db.Set<AskedChange>().Any(a => a.Plan == p.Id && a.Act == PlanAct.Pause && a.State == AskedChangeState.Done && a.Until <= now && !db.Set<AskedChange>().Any(b => b.Plan == p.Id && b.Act == PlanAct.Pause && b.State == AskedChangeState.Done && b.AskedAt > a.AskedAt))
                // Asked once an hour at most.
                && !db.Set<AskedChange>().Any(r => r.Plan == p.Id && r.Act == PlanAct.Resume && r.AskedAt > hour))
            .OrderBy(p => p.Id).Select(p => p.Id).Take(200).ToListAsync(cancel);
    }
}
