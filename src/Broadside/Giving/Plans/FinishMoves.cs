using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Letters;
using Broadside.Giving.Notices;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mail.Letters;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Plans;

/// <summary>Follows plans on their way: asks the old rail again until it lets one go, writes to the donor once it has, and lays the new plan to the old one when it is seen.</summary>
public sealed class FinishMoves(IDbContextFactory<NewsroomDb> dbs, OutboundSwitch outbound, ContinuePlan carry, MovePlan move, GiftLetters letters, FindAddressee find, PostLetter post, TimeProvider time)
{
    /// <returns>How many have arrived.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var open = await db.Set<PlanMove>().AsNoTracking().Where(m => m.MovedAt == null).OrderBy(m => m.AskedAt).Join(db.Set<RecurringPlan>().AsNoTracking(), m => m.Plan, p => p.Id, (m, p) => new { Move = m, Plan = p }).ToListAsync(cancel);
        var arrived = 0;
        foreach (var one in open)
        {
            if (one.Plan.State != PlanState.Ended && await outbound.MayAsync(cancel))
            {
                await carry.EndAsync(one.Plan, cancel);
            }
            arrived += await ArriveAsync(one.Move, cancel) ? 1 : 0;
        }
        return arrived;
    }

    private async Task<bool> ArriveAsync(PlanMove open, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var plan = await db.Set<RecurringPlan>().AsNoTracking().SingleAsync(p => p.Id == open.Plan, cancel);
        if (plan.State != PlanState.Ended)
        {
            return false;
        }
        var next = await db.Set<RecurringPlan>().AsNoTracking().Where(p => p.Gift == open.Gift && p.State != PlanState.Ended).OrderBy(p => p.Id).FirstOrDefaultAsync(cancel);
        if (next is null && !await db.Set<EntryRow>().AnyAsync(e => e.Gift == open.Gift, cancel))
        {
            await TellReadyAsync(open, plan, cancel);
            return false;
        }
        if (next is not null && next.Continues is null && !(await move.EndAsync(plan.Id, next.Id, cancel)).IsDone)
        {
            return false;
        }
        Mishap.Here("successor laid");
        var now = time.GetUtcNow();
        await using var writing = await db.BeginWritingAsync(cancel);
        await db.Set<PlanMove>().Where(m => m.Plan == open.Plan && m.MovedAt == null).ExecuteUpdateAsync(m => m.SetProperty(x => x.MovedAt, now).SetProperty(x => x.Successor, next == null ? null : next.Id), cancel);
        await db.Set<PlanLetter>().Where(l => l.Plan == open.Plan && l.ClosedAt == null).ExecuteUpdateAsync(l => l.SetProperty(x => x.ClosedAt, now), cancel);
        await db.Set<GivingItem>().Where(i => i.Code == "plan-moves" && i.Subject == open.Plan && i.SettledAt == null).ExecuteUpdateAsync(i => i.SetProperty(x => x.SettledAt, now), cancel);
        await writing.CommitAsync(cancel);
        return true;
    }

    // Whose old rail did not answer when they pressed has been told to wait for this.
    private async Task TellReadyAsync(PlanMove open, RecurringPlan plan, CancellationToken cancel)
    {
        if (open.Attempt is not null || !await outbound.MayAsync(cancel))
        {
            return;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var gift = await db.Set<Gift>().AsNoTracking().SingleAsync(g => g.Id == open.Gift, cancel);
        if (time.GetUtcNow() - open.AskedAt < TimeSpan.FromMinutes(10) || await db.Set<GiftLetter>().AnyAsync(l => l.Kind == GiftLetterKind.Ready && l.Subject == open.Plan, cancel))
        {
            return;
        }
        var to = await find.RunAsync(db, gift, cancel);
        if (to is not null)
        {
            await post.RunAsync(db, letters.Plans("ready", to, [plan], 0), cancel);
        }
        db.Add(new GiftLetter { Kind = GiftLetterKind.Ready, Subject = open.Plan, Donor = gift.Donor, IsSent = to is not null, PostedAt = time.GetUtcNow() });
        await db.SaveChangesAsync(cancel);
        Mishap.Here("ready told");
        await writing.CommitAsync(cancel);
    }
}
