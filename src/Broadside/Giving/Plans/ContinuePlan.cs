using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Letters;
using Broadside.Giving.Notices;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Plans;

/// <summary>
/// Takes a plan on at another rail. The wish is a row first; then the plan is ended where it was; only when that is certain does the gift begin anew, with the same amount,
/// fund, interval and recipient. Where the old rail does not answer, the wish waits and the donor is written to once it has: two mandates are never live.
/// </summary>
public sealed class ContinuePlan(IDbContextFactory<NewsroomDb> dbs, RailBoard board, OutboundSwitch outbound, FormTokens tokens, MovePlan move, StartGift start, FindAddressee find, NewReference reference, Ids ids, TimeProvider time)
{
    private static readonly Actor Self = new("plans", "plans");

    /// <summary>Rails by which it may go on, in the order in which they are offered.</summary>
    public IReadOnlyList<RailDescriptor> Offered(RecurringPlan plan, Gift gift) =>
        [.. board.Rails.Select(r => r.Describe()).Where(d => Fits(d, plan, gift) && board.MayOffer(d.Id, plan.Currency, gift.Country))];

    /// <param name="planId">Of the plan.</param>
    /// <param name="railId">Where it goes on.</param>
    /// <param name="token">Of <see cref="FormTokens"/>: one press, one attempt.</param>
    /// <param name="pages">Where the donor comes back to.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<ContinuedPlan>> RunAsync(string planId, string railId, string token, GiftPages pages, CancellationToken cancel)
    {
        if (tokens.Look(token) is FormTokenState.Forged or FormTokenState.TooLate)
        {
            return new Refusal("form", "give.form");
        }
        if (!await outbound.MayAsync(cancel))
        {
            return new Refusal("quiet", "give.quiet");
        }
        var (plan, kept, refusal) = await KeepAsync(planId, railId, cancel);
        if (refusal is not null)
        {
            return refusal;
        }
        Mishap.Here("move kept");
        if (await EndAsync(plan!, cancel) != PlanState.Ended && Defence.IsOn("one-mandate"))
        {
            await RaiseAsync(plan!, railId, cancel);
            return new ContinuedPlan(plan!, null);
        }
        Mishap.Here("old plan ended");
        var started = await start.AgainAsync(kept!.Gift, railId, token, pages, cancel);
        if (!started.IsDone)
        {
            return started.Refusal;
        }
        Mishap.Here("successor begun");
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await db.Set<PlanMove>().Where(m => m.Plan == planId && m.MovedAt == null).ExecuteUpdateAsync(m => m.SetProperty(x => x.Attempt, started.Value.Attempt.Id), cancel);
        return new ContinuedPlan(plan!, started.Value);
    }

    /// <summary>Ends it where it was; said once more where the rail did not answer. A rail that a person retired charges nobody.</summary>
    internal async Task<PlanState> EndAsync(RecurringPlan plan, CancellationToken cancel)
    {
        if (await StateAsync(plan.Id, cancel) == PlanState.Ended)
        {
            return PlanState.Ended;
        }
        var ended = await move.BeginAsync(plan.Id, cancel);
        var state = ended.Value?.State ?? PlanState.Moving;
        if (ended.IsDone && state != PlanState.Ended && board.State(plan.Rail, plan.Currency, null) == HealthState.Retired)
        {
            state = (await move.DeclareEndedAsync(plan.Id, Self, cancel)).Value?.State ?? state;
        }
        return state;
    }

    // A person may answer for it that the old rail charges no more.
    private async Task RaiseAsync(RecurringPlan plan, string to, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await GivingItems.RaiseAsync(db, "plan-moves", plan.Id, plan.Rail, plan.Remote, to, time.GetUtcNow(), cancel);
        await db.SaveChangesAsync(cancel);
    }

    private async Task<PlanState> StateAsync(string plan, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<RecurringPlan>().Where(p => p.Id == plan).Select(p => p.State).SingleAsync(cancel);
    }

    private async Task<(RecurringPlan?, PlanMove?, Refusal?)> KeepAsync(string planId, string railId, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var plan = await db.Set<RecurringPlan>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == planId, cancel);
        var gift = plan is null ? null : await db.Set<Gift>().AsNoTracking().SingleAsync(g => g.Id == plan.Gift, cancel);
        if (plan is null || gift is null)
        {
            return (null, null, new Refusal("gone", "give.gone"));
        }
        var kept = await db.Set<PlanMove>().SingleOrDefaultAsync(m => m.Plan == planId, cancel);
        if (kept?.MovedAt is not null || (kept is null && plan.State == PlanState.Ended))
        {
            return (plan, kept, new Refusal(kept is null ? "over" : "moved", kept is null ? "give.plan.over" : "give.plan.moved"));
        }
        if (board.Find(railId)?.Describe() is not { } rail || !Fits(rail, plan, gift) || !await board.MayStartAsync(railId, plan.Currency, gift.Country, cancel))
        {
            return (plan, kept, new Refusal("rail", "give.rail", "rail"));
        }
        var now = time.GetUtcNow();
        if (kept is null)
        {
            var successor = Successor(plan, gift, now);
            db.Add(successor);
            await db.SaveChangesAsync(cancel);
            var (details, to) = (await db.Set<GiftDetails>().AsNoTracking().SingleOrDefaultAsync(d => d.Gift == gift.Id, cancel), await find.RunAsync(db, gift, cancel));
            if (details is not null || to is not null)
            {
                db.Add(new GiftDetails { Gift = successor.Id, Name = details?.Name, Email = to?.Email ?? details?.Email, Tribute = details?.Tribute });
            }
            db.Add(kept = new PlanMove { Plan = planId, Rail = railId, Gift = successor.Id, AskedAt = now });
        }
        kept.Rail = railId;
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return (plan, kept, null);
    }

    // What the plan comes to now, which the donor may have changed since the gift that began it.
    private Gift Successor(RecurringPlan plan, Gift gift, DateTimeOffset now)
    {
        var cover = plan.Amount == gift.Amount + gift.Cover ? gift.Cover : 0;
        return new Gift
        {
            Id = ids.New(),
            Reference = reference(),
            Amount = plan.Amount - cover,
            Cover = cover,
            Currency = plan.Currency,
            Repeats = plan.Repeats,
            Fund = gift.Fund,
            Campaign = gift.Campaign,
            Recipient = gift.Recipient,
            Donor = gift.Donor,
            Visibility = gift.Visibility,
            Country = gift.Country,
            Language = gift.Language,
            Source = "plan",
            CreatedAt = now,
        };
    }

    private static bool Fits(RailDescriptor rail, RecurringPlan plan, Gift gift) =>
        rail.Recipient == gift.Recipient && rail.Recurring != Recurring.None && rail.Takes(new Money(plan.Amount, plan.Currency), gift.Country)
        && !(rail.Id == plan.Rail && plan.State is PlanState.Interrupted or PlanState.Moving);
}

/// <param name="Plan">The old one.</param>
/// <param name="Started">Null: its rail has not let it go yet, and the donor will be written to.</param>
public sealed record ContinuedPlan(RecurringPlan Plan, StartedGift? Started);
