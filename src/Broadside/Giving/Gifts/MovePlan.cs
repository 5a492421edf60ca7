using Broadside.Giving.Health;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Gifts;

/// <summary>
/// Takes a plan to another rail in two steps, so that two mandates are never live: it is first marked as moving and ended at its old rail; only
/// when that is certain, or a person says that the old rail is gone for good, may its successor start.
/// </summary>
public sealed class MovePlan(IDbContextFactory<NewsroomDb> dbs, RailBoard board, OutboundSwitch outbound, AuditLog audit, TimeProvider time)
{
    /// <summary>Ends it at its old rail. Twice is once.</summary>
    /// <returns>The plan: ended where the old rail said so, else still moving.</returns>
    public async Task<Outcome<RecurringPlan>> BeginAsync(string id, CancellationToken cancel)
    {
        if (!await outbound.MayAsync(cancel))
        {
            return new Refusal("quiet", "give.quiet");
        }
        var plan = await ChangeAsync(id, p => PlanRules.BeginMove(p.State) ?? p.State, null, cancel);
        if (plan is null)
        {
            return new Refusal("gone", "give.gone");
        }
        if (plan.State == PlanState.Ended)
        {
            return plan;
        }
        Mishap.Here("plan moving");
        var result = board.Find(plan.Rail) is { } rail ? await rail.ChangePlanAsync(new PlanChange($"{id}:end", RemoteRef.Parse(plan.Remote), PlanAct.Cancel), cancel) : null;
        return result is PlanResult.Changed { Plan.State: PlanState.Ended } ? (await ChangeAsync(id, _ => PlanState.Ended, null, cancel))! : plan;
    }

    /// <summary>A person answers for it that the old rail will charge no more, as when it closed the account.</summary>
    public async Task<Outcome<RecurringPlan>> DeclareEndedAsync(string id, Actor who, CancellationToken cancel) =>
        await ChangeAsync(id, _ => PlanState.Ended, who, cancel) is { } plan ? plan : new Refusal("gone", "give.gone");

    /// <summary>Marks the new plan as the one that goes on in the old one's place.</summary>
    public async Task<Outcome<RecurringPlan>> EndAsync(string oldId, string newId, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var old = await db.Set<RecurringPlan>().SingleOrDefaultAsync(p => p.Id == oldId, cancel);
        var next = await db.Set<RecurringPlan>().SingleOrDefaultAsync(p => p.Id == newId, cancel);
        if (old is null || next is null || oldId == newId)
        {
            return new Refusal("gone", "give.gone");
        }
        if (!PlanRules.MayStartSuccessor(old.State) || await db.Set<RecurringPlan>().AnyAsync(p => p.Continues == oldId && p.Id != newId, cancel))
        {
            return new Refusal("two-plans", "give.two-plans");
        }
        next.Continues = oldId;
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return next;
    }

    private async Task<RecurringPlan?> ChangeAsync(string id, Func<RecurringPlan, PlanState> to, Actor? who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<RecurringPlan>().SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } plan)
        {
            return null;
        }
        (plan.State, plan.ChangedAt) = (to(plan), time.GetUtcNow());
        if (who is not null)
        {
            await audit.AddAsync(db, who, "end plan", $"plan/{id}", "", cancel);
        }
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return plan;
    }
}
