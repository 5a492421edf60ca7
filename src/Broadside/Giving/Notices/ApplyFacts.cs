using System.Globalization;
using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Rails;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Notices;

/// <summary>Takes over what a rail tells: posts its facts, says where an attempt and a plan stand, and lists what a person must look at. Within the caller's writing transaction; the caller saves.</summary>
public sealed class ApplyFacts(PostFacts post, Ids ids, TimeProvider time)
{
    // Two charges nearer than this are not two periods.
    private static readonly TimeSpan WithinMonth = TimeSpan.FromDays(20);
    private static readonly TimeSpan WithinYear = TimeSpan.FromDays(300);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(10);

    public async Task<Posted> SnapshotAsync(NewsroomDb db, RailDescriptor rail, RemoteSnapshot snapshot, Attempt? attempt, CancellationToken cancel)
    {
        var posted = await FactsAsync(db, rail, snapshot.Facts, snapshot.Attempt ?? attempt?.Id, cancel);
        if (attempt is not null)
        {
            Move(attempt, snapshot);
        }
        if (snapshot.Plan is { } plan)
        {
            await MirrorAsync(db, rail, plan, attempt?.Gift, cancel);
        }
        return posted;
    }

    public async Task<Posted> FactsAsync(NewsroomDb db, RailDescriptor rail, IReadOnlyList<Fact> told, string? attempt, CancellationToken cancel)
    {
        // A rail speaks for itself alone.
        var own = told.Where(f => f.Rail == rail.Id && f.RailAccount == rail.Account && f.Kind != FactKind.Reversal).ToList();
        var facts = await BindFacts.RunAsync(db, own, attempt, cancel);
        var posted = await post.AddAsync(db, facts, cancel);
        if (posted.Added + posted.Corrected > 0)
        {
            await LookAsync(db, facts, cancel);
        }
        return posted;
    }

    private async Task LookAsync(NewsroomDb db, IReadOnlyList<Fact> facts, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        foreach (var orphan in facts.Where(f => f.Kind == FactKind.Charge && f.Gift is null))
        {
            await GivingItems.RaiseAsync(db, "orphan", orphan.RemoteId, orphan.Rail, orphan.Amount.ToString(), null, now, cancel);
        }
        foreach (var id in facts.Where(f => f.Kind == FactKind.Charge && f.Gift is not null).Select(f => f.Gift!).Distinct())
        {
            var rows = await db.Set<EntryRow>().AsNoTracking().Where(e => e.Gift == id && e.Kind == FactKind.Charge).ToListAsync(cancel);
            var charges = EntryRow.StandingRows(rows).OrderBy(r => r.At).ThenBy(r => r.RemoteId, StringComparer.Ordinal).ToList();
            var gift = charges.Count < 2 ? null : await db.Set<Gift>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == id, cancel);
            var apart = gift?.Repeats switch { Interval.Monthly => WithinMonth, Interval.Annual => WithinYear, _ => TimeSpan.MaxValue };
            foreach (var (first, second) in gift is null ? [] : charges.Zip(charges.Skip(1)).Where(p => p.Second.At - p.First.At < apart))
            {
                await GivingItems.RaiseAsync(db, "possible-duplicate", string.Create(CultureInfo.InvariantCulture, $"{id}/{second.RemoteId}"), second.Rail, second.RemoteId, first.RemoteId, now, cancel);
            }
        }
    }

    // What is final stays so: a checkout that expired after it was paid was paid.
    private void Move(Attempt attempt, RemoteSnapshot snapshot)
    {
        attempt.Remote ??= snapshot.Remote.ToString();
        attempt.State = attempt.State == AttemptState.Succeeded ? AttemptState.Succeeded : snapshot.State switch
        {
            RemoteState.Paid => AttemptState.Succeeded,
            RemoteState.Pending => AttemptState.Pending,
            RemoteState.Failed => AttemptState.Failed,
            RemoteState.Expired => AttemptState.Expired,
            _ => AttemptState.Redirected,
        };
        attempt.LookAt = attempt.State is AttemptState.Redirected or AttemptState.Pending ? time.GetUtcNow() + LookAgain : null;
    }

    private async Task MirrorAsync(NewsroomDb db, RailDescriptor rail, RemotePlan plan, string? gift, CancellationToken cancel)
    {
        var remote = plan.Remote.ToString();
        var row = await db.Set<RecurringPlan>().SingleOrDefaultAsync(p => p.Rail == rail.Id && p.RailAccount == rail.Account && p.Remote == remote, cancel);
        var now = time.GetUtcNow();
        if (row is null)
        {
            if (gift is null)
            {
                await GivingItems.RaiseAsync(db, "orphan-plan", remote, rail.Id, plan.Amount.ToString(), null, now, cancel);
                return;
            }
            row = new RecurringPlan { Id = ids.New(), Gift = gift, Rail = rail.Id, RailAccount = rail.Account, Remote = remote, Currency = plan.Amount.Currency, ConsentText = "", ConsentAt = now };
            db.Add(row);
        }
        row.State = PlanRules.Mirrored(row.State, plan.State);
        if (row.IsLive && await db.Set<RecurringPlan>().AnyAsync(p => p.Gift == row.Gift && p.Id != row.Id && (p.State == PlanState.Active || p.State == PlanState.PastDue), cancel))
        {
            // Two pages of one gift, and the donor agreed on both: the later plan is ended by itself, what both have charged by now is a person's to judge.
            await GivingItems.RaiseAsync(db, "two-plans", row.Gift, rail.Id, remote, null, now, cancel);
        }
        (row.Amount, row.Currency, row.Repeats, row.NextAt) = (plan.Amount.Minor, plan.Amount.Currency, plan.Interval, plan.NextAt);
        (row.Customer, row.Mandate, row.Instrument, row.ChangedAt) = (plan.Customer ?? row.Customer, plan.Mandate ?? row.Mandate, plan.Instrument ?? row.Instrument, now);
    }
}
