using Broadside.Giving.Gifts;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Plans;

/// <summary>
/// Where a donor agreed on two pages all the same, ends the plan that was begun later, so that nobody is charged by two mandates. The treasurer's item stays: the second payment may
/// have to go back. A rail that does not answer is asked again by <see cref="FinishChanges"/>; one that refuses is asked once an hour.
/// </summary>
public sealed class EndSecondPlans(IDbContextFactory<NewsroomDb> dbs, ChangePlan change, TimeProvider time)
{
    private static readonly Actor Self = new("plans", "plans");

    /// <returns>How many were to end.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var second = await SecondAsync(cancel);
        foreach (var plan in second)
        {
            await change.RunAsync(plan, new PlanWish(PlanAct.Cancel), Self, cancel);
        }
        return second.Count;
    }

    private async Task<List<string>> SecondAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var hour = time.GetUtcNow().AddHours(-1);
        var live = db.Set<RecurringPlan>().Where(p => p.State == PlanState.Active || p.State == PlanState.PastDue);
#pragma warning disable CA1309 // translated to SQL
        return await live.Where(p => live.Any(o => o.Gift == p.Gift && o.Id != p.Id && (o.ConsentAt < p.ConsentAt || (o.ConsentAt == p.ConsentAt && string.Compare(o.Id, p.Id) < 0)))
                && !db.Set<AskedChange>().Any(a => a.Plan == p.Id && a.Act == PlanAct.Cancel && (a.DoneAt == null || a.AskedAt > hour)))
            .OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(cancel);
#pragma warning restore CA1309
    }
}
