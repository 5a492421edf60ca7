using System.Globalization;
using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Plans;

/// <summary>
/// Changes, pauses, resumes or ends a plan at its rail. The wish is a row before the rail is asked. An end sticks: where the rail does not answer it is asked
/// again until it does; every other wish is told to have failed, and may be made anew.
/// </summary>
public sealed class ChangePlan(IDbContextFactory<NewsroomDb> dbs, RailBoard board, OutboundSwitch outbound, GivingSettings settings, AuditLog audit, Ids ids, TimeProvider time)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(400);

    public async Task<Outcome<AskedChange>> RunAsync(string planId, PlanWish wish, Actor who, CancellationToken cancel)
    {
        if (!await outbound.MayAsync(cancel))
        {
            return new Refusal("quiet", "give.quiet");
        }
        var (asked, plan, refusal) = await KeepAsync(planId, wish, who, cancel);
        if (refusal is not null)
        {
            return refusal;
        }
        Mishap.Here("plan change kept");
        return await AskAsync(asked!, plan!, cancel);
    }

    /// <summary>Asks the rail about a wish that is kept; the same once more is the same to the rail.</summary>
    internal async Task<Outcome<AskedChange>> AskAsync(AskedChange asked, RecurringPlan plan, CancellationToken cancel)
    {
        var change = new PlanChange(asked.Id, RemoteRef.Parse(plan.Remote), asked.Act, asked.Amount is { } amount ? new Money(amount, plan.Currency) : null, asked.Until);
        var result = board.Find(plan.Rail) is { } rail ? await rail.ChangePlanAsync(change, cancel) : new PlanResult.Unavailable(RailTrouble.Misconfigured, new Evidence(0, "no-such-rail"));
        Mishap.Here("plan change asked");
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var now = time.GetUtcNow();
        asked = await db.Set<AskedChange>().SingleAsync(a => a.Id == asked.Id, cancel);
        (asked.State, asked.Evidence) = result switch
        {
            PlanResult.Changed => (AskedChangeState.Done, (string?)null),
            PlanResult.Refused refused => (AskedChangeState.Refused, refused.Code),
            PlanResult.NotSupported => (AskedChangeState.NotSupported, null),
            PlanResult.Unavailable down => (AskedChangeState.Unknown, $"{down.Trouble} {down.Evidence.Status} {down.Evidence.Code}"),
            PlanResult.Unknown unknown => (AskedChangeState.Unknown, $"{unknown.Evidence.Status} {unknown.Evidence.Code}"),
            _ => throw new InvalidOperationException("A rail answered what is no answer."),
        };
        asked.DoneAt = asked.State == AskedChangeState.Unknown && asked.Act == PlanAct.Cancel ? null : now;
        if (result is PlanResult.Changed changed)
        {
            await MirrorAsync(db, plan.Id, asked, changed.Plan, now, cancel);
        }
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        Mishap.Here("plan changed");
        return asked.State switch
        {
            AskedChangeState.Done => asked,
            AskedChangeState.Unknown when asked.Act == PlanAct.Cancel => asked,
            AskedChangeState.NotSupported => new Refusal("not-here", "give.plan.not-here"),
            AskedChangeState.Refused => new Refusal("refused", "give.plan.refused"),
            _ => new Refusal("down", "give.plan.down"),
        };
    }

    private static async Task MirrorAsync(NewsroomDb db, string id, AskedChange asked, RemotePlan theirs, DateTimeOffset now, CancellationToken cancel)
    {
        var plan = await db.Set<RecurringPlan>().SingleAsync(p => p.Id == id, cancel);
        (plan.State, plan.Amount, plan.ChangedAt) = (PlanRules.Mirrored(plan.State, theirs.State), theirs.Amount.Minor, now);
        plan.NextAt = theirs.NextAt ?? plan.NextAt;
        if (plan.State == PlanState.Ended)
        {
            await db.Set<PlanLetter>().Where(l => l.Plan == id && l.ClosedAt == null).ExecuteUpdateAsync(l => l.SetProperty(x => x.ClosedAt, now), cancel);
        }
        // Only the last pause has an end that is waited for.
        await db.Set<AskedChange>().Where(a => a.Plan == id && a.Id != asked.Id && a.DoneAt == null).ExecuteUpdateAsync(a => a.SetProperty(x => x.DoneAt, now), cancel);
    }

    private async Task<(AskedChange?, RecurringPlan?, Refusal?)> KeepAsync(string planId, PlanWish wish, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<RecurringPlan>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == planId, cancel) is not { } plan)
        {
            return (null, null, new Refusal("gone", "give.gone"));
        }
        if (Fault(plan, wish) is { } fault)
        {
            return (null, plan, fault);
        }
        var asked = new AskedChange
        {
            Id = ids.New(),
            Plan = planId,
            Act = wish.Act,
            Amount = wish.Amount?.Minor,
            Until = wish.Until,
            AskedBy = who.Id,
            AskedAt = time.GetUtcNow(),
        };
        db.Add(asked);
        var detail = wish.Amount?.ToString() ?? wish.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
        await audit.AddAsync(db, who, $"plan: {wish.Act.ToString().ToLowerInvariant()}", $"plan/{planId}", detail, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return (asked, plan, null);
    }

    private Refusal? Fault(RecurringPlan plan, PlanWish wish)
    {
        var now = time.GetUtcNow();
        if (plan.State is PlanState.Ended or PlanState.Moving)
        {
            return new Refusal("over", "give.plan.over");
        }
        if (wish.Act == PlanAct.ChangeAmount)
        {
            var least = Money.Parse(settings.Least.ToString(CultureInfo.InvariantCulture), plan.Currency, CultureInfo.InvariantCulture)!.Value;
            var fits = wish.Amount is { } amount && amount.Currency == plan.Currency && amount.Minor >= least.Minor && board.Find(plan.Rail)?.Describe().Takes(amount, null) != false;
            return fits ? null : new Refusal("amount", "give.amount", "amount");
        }
        return wish.Act == PlanAct.Pause && (wish.Until is not { } until || until <= now || until - now > LongestPause) ? new Refusal("until", "give.plan.until", "until") : null;
    }
}

/// <param name="Act">What.</param>
/// <param name="Amount">The new one, in the plan's currency.</param>
/// <param name="Until">Until when it pauses.</param>
public sealed record PlanWish(PlanAct Act, Money? Amount = null, DateTimeOffset? Until = null);
