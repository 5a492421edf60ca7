using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Notices;
using Broadside.Giving.Rails;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Plans;

/// <summary>
/// Keeps plans and their rails in step: every plan of a rail that is cut is interrupted, with the days of its mails; when the rail is back, mails that
/// wait are dropped and each plan is again what the rail says. A renewal that failed has its own days, until it is paid or over.
/// </summary>
public sealed class InterruptPlans(IDbContextFactory<NewsroomDb> dbs, AskRail ask, TimeProvider time)
{
    private const int Stretch = 200;

    private static readonly int[] CutDays = [0, 7, 21];
    private static readonly int[] FailedDays = [0, 3, 7];

    /// <returns>How many plans were interrupted.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var cut = await CutAsync(cancel);
        var interrupted = 0;
        foreach (var health in cut)
        {
            while (await InterruptAsync(health, cancel) is > 0 and var more)
            {
                interrupted += more;
            }
        }
        await RestoreAsync(cancel);
        await FailedAsync(cancel);
        return interrupted;
    }

    private async Task<List<RailHealthRow>> CutAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<RailHealthRow>().AsNoTracking().Where(h => h.State == HealthState.Cut || h.State == HealthState.Retired).OrderBy(h => h.Since).ToListAsync(cancel);
    }

    private async Task<int> InterruptAsync(RailHealthRow health, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var now = time.GetUtcNow();
        var plans = await Of(db, health).Where(p => p.State == PlanState.Active || p.State == PlanState.PastDue || p.State == PlanState.Paused).OrderBy(p => p.Id).Take(Stretch).ToListAsync(cancel);
        foreach (var plan in plans)
        {
            (plan.State, plan.ChangedAt) = (PlanRules.Interrupt(plan.State), now);
            var known = await db.Set<PlanLetter>().Where(l => l.Plan == plan.Id && l.ClosedAt == null).ToListAsync(cancel);
            known.Where(l => l.Reason != PlanLetterReason.Cut || l.Since != health.Since).ToList().ForEach(l => l.ClosedAt = now);
            if (known.All(l => l.ClosedAt is not null) && !await db.Set<PlanLetter>().AnyAsync(l => l.Plan == plan.Id && l.Reason == PlanLetterReason.Cut && l.Since == health.Since, cancel))
            {
                Plan(db, plan.Id, PlanLetterReason.Cut, health.Since, CutDays, now);
            }
        }
        await db.SaveChangesAsync(cancel);
        Mishap.Here("plans interrupted");
        await writing.CommitAsync(cancel);
        return plans.Count;
    }

    private static void Plan(NewsroomDb db, string plan, PlanLetterReason reason, DateTimeOffset since, int[] days, DateTimeOffset now) =>
        db.AddRange(days.Select(d => new PlanLetter { Plan = plan, Reason = reason, Since = since, Day = d, DueAt = now.AddDays(d) }));

    private static IQueryable<RecurringPlan> Of(NewsroomDb db, RailHealthRow health) => db.Set<RecurringPlan>().Where(p => p.Rail == health.Rail
        && (health.Currency == RailHealthRow.All || p.Currency == health.Currency)
        && (health.Country == RailHealthRow.All || db.Set<Gift>().Any(g => g.Id == p.Gift && g.Country == health.Country)));

    // First the mails are dropped, at once and for all; then the rail is asked about one plan after another.
    private async Task RestoreAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var back = await db.Set<RecurringPlan>().AsNoTracking().Where(p => p.State == PlanState.Interrupted && !db.Set<RailHealthRow>().Any(h => h.Rail == p.Rail
            && (h.State == HealthState.Cut || h.State == HealthState.Retired) && (h.Currency == RailHealthRow.All || h.Currency == p.Currency)
            && (h.Country == RailHealthRow.All || db.Set<Gift>().Any(g => g.Id == p.Gift && g.Country == h.Country)))).OrderBy(p => p.ChangedAt).Take(Stretch).ToListAsync(cancel);
        if (back.Count == 0)
        {
            return;
        }
        var (ids, now) = (back.ConvertAll(p => p.Id), time.GetUtcNow());
        await db.Set<PlanLetter>().Where(l => ids.Contains(l.Plan) && l.Reason == PlanLetterReason.Cut && l.ClosedAt == null).ExecuteUpdateAsync(l => l.SetProperty(x => x.ClosedAt, now), cancel);
        Mishap.Here("letters dropped");
        foreach (var plan in back)
        {
            // What stays interrupted though the rail answered was not paid there: our copy keeps that word for a cut rail alone.
            var state = await ask.RunAsync(plan.Rail, RemoteRef.Parse(plan.Remote), cancel) switch
            {
                Asked.News or Asked.Same => PlanState.PastDue,
                Asked.Nothing => PlanState.Ended,
                _ => PlanState.Interrupted,
            };
            await db.Set<RecurringPlan>().Where(p => p.Id == plan.Id && p.State == PlanState.Interrupted).ExecuteUpdateAsync(p => p.SetProperty(x => x.State, state).SetProperty(x => x.ChangedAt, now), cancel);
        }
    }

    private async Task FailedAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var now = time.GetUtcNow();
        await db.Set<PlanLetter>().Where(l => l.Reason == PlanLetterReason.Failed && l.ClosedAt == null && db.Set<RecurringPlan>().Any(p => p.Id == l.Plan && p.State != PlanState.PastDue))
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.ClosedAt, now), cancel);
        var failed = await db.Set<RecurringPlan>().AsNoTracking().Where(p => p.State == PlanState.PastDue && !db.Set<PlanLetter>().Any(l => l.Plan == p.Id && l.Reason == PlanLetterReason.Failed && l.ClosedAt == null))
            .OrderBy(p => p.Id).Select(p => p.Id).Take(Stretch).ToListAsync(cancel);
        failed.ForEach(p => Plan(db, p, PlanLetterReason.Failed, now, FailedDays, now));
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
    }
}
