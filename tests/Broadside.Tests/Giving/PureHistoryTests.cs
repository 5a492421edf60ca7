using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Ledger;
using Broadside.Giving.Rails;
using Broadside.Kit;
using CsCheck;

namespace Broadside.Tests.Giving;

/// <summary>What must hold of any history, on the rules alone.</summary>
public sealed class PureHistoryTests
{
    private const int Cases = 10_000;

    [Fact]
    public void Any_order_and_repetition_gives_the_same_books() =>
        Histories.Worlds.Sample(world =>
        {
            var random = new Random(world.Seed);
            var book = new Book();
            foreach (var fact in Histories.Shuffled(world.All.SelectMany(t => Enumerable.Repeat(t.Last, random.Next(1, 6))), random))
            {
                book.Post(fact);
            }
            return book.Hash() == Histories.Truth(world).Hash() && book.Entries.Count == world.All.Count();
        }, iter: Cases);

    [Fact]
    public void Whatever_is_lost_or_told_too_early_one_reconciliation_mends() =>
        Histories.Worlds.Sample(world =>
        {
            var random = new Random(world.Seed);
            var book = new Book();
            foreach (var fact in Histories.Shuffled(world.All.SelectMany(t => t.Versions).SelectMany(v => Enumerable.Repeat(v, random.Next(0, 4))), random))
            {
                book.Post(fact);
            }
            foreach (var told in Histories.Shuffled(world.All, random))
            {
                book.Post(told.Last);
            }
            var quiet = world.All.Sum(t => book.Post(t.Last));
            return quiet == 0 && book.Hash() == Histories.Truth(world).Hash();
        }, iter: Cases);

    [Fact]
    public void Every_entry_balances_in_every_currency_whatever_is_told_and_told_otherwise() =>
        Histories.Worlds.Sample(world =>
        {
            var book = new Book();
            foreach (var fact in Histories.Shuffled(world.All.SelectMany(t => t.Versions), new Random(world.Seed)))
            {
                book.Post(fact);
            }
            return book.Entries.All(e => e.IsBalanced)
                && book.Entries.SelectMany(e => e.Postings).GroupBy(p => p.Money.Currency).All(c => c.Sum(p => p.Money.Minor) == 0)
                && book.Entries.GroupBy(e => e.Key).All(k => k.Select(e => e.Revision).SequenceEqual(Enumerable.Range(1, k.Count())));
        }, iter: Cases);

    [Fact]
    public void What_was_raised_is_gifts_less_refunds_less_disputes_and_falls_by_those_alone() =>
        Histories.Worlds.Sample(world =>
        {
            var book = new Book();
            var raised = new Dictionary<string, long>();
            foreach (var fact in Histories.Shuffled(world.All.Select(t => t.Last.Kind == FactKind.Charge ? t.Last with { Gift = "g" } : t.Last), new Random(world.Seed)))
            {
                book.Post(fact);
                var now = Raised(book, fact.Amount.Currency);
                if (now < raised.GetValueOrDefault(fact.Amount.Currency) && fact.Kind is not (FactKind.Refund or FactKind.DisputeOpened))
                {
                    return false;
                }
                raised[fact.Amount.Currency] = now;
            }
            return world.All.Select(t => t.Last).GroupBy(f => f.Amount.Currency).All(c => Raised(book, c.Key) == c.Sum(f => f.Amount.Minor * f.Kind switch
            {
                FactKind.Charge or FactKind.RefundFailed or FactKind.DisputeWon => 1,
                FactKind.Refund or FactKind.DisputeOpened => -1,
                _ => 0,
            }));
        }, iter: Cases);

    [Fact]
    public void What_a_rail_holds_is_what_it_took_less_what_it_gave() =>
        Histories.Worlds.Sample(world => Histories.Truth(world) is var book && new[] { "EUR", "USD", "JPY" }.All(c =>
            book.Balance("assets:clearing:stripe", c) == world.All.Select(t => t.Last).Sum(f => Held(f, c))), iter: Cases);

    [Fact]
    public void No_more_can_be_paid_back_than_came() =>
        Gen.Select(Histories.Worlds, Gen.Long[0, 60_000].List[0, 8]).Sample((world, wishes) => world.Payments.All(payment =>
        {
            var facts = payment.Select(t => t.Last).ToList();
            var asked = 0L;
            foreach (var wish in wishes.Where(w => w > 0 && w <= GiftStates.Refundable(facts, asked)!.Value.Minor))
            {
                asked += wish;
            }
            var gone = GiftStates.Refunded(facts) + facts.Where(f => f.Kind == FactKind.DisputeOpened).Sum(f => f.Amount.Minor) - facts.Where(f => f.Kind == FactKind.DisputeWon).Sum(f => f.Amount.Minor);
            return asked + gone <= facts[0].Amount.Minor;
        }), iter: Cases);

    [Fact]
    public void What_went_back_by_bank_lessens_what_was_raised_and_what_may_still_go_back_but_not_what_the_rail_holds() =>
        Gen.Select(Histories.Worlds, Gen.Long[1, 40_000].List[0, 4]).Sample((world, wishes) =>
        {
            var back = new List<Fact>();
            foreach (var payment in world.Payments.Select(p => p.Select(t => t.Last).ToList()))
            {
                foreach (var wish in wishes.Where(w => w <= GiftStates.Left(payment)!.Value.Minor))
                {
                    payment.Add(new Fact("stripe", FakeRail.Account, FactKind.PaidBack, $"bank:ES91/{back.Count}", payment[0].Amount with { Minor = wish }, Histories.Start) { PaymentRemoteId = payment[0].RemoteId, Account = Accounts.Suspense("bank:ES91") });
                    back.Add(payment[^1]);
                }
                if (GiftStates.Refundable(payment, 0)!.Value.Minor < 0)
                {
                    return false;
                }
            }
            var (book, truth) = (new Book(), Histories.Truth(world));
            foreach (var fact in Histories.Shuffled(world.All.Select(t => t.Last).Concat(back).Concat(back), new Random(world.Seed)))
            {
                book.Post(fact);
            }
            long Back(string currency) => back.Where(f => f.Amount.Currency == currency).Sum(f => f.Amount.Minor);
            return book.Entries.All(e => e.IsBalanced) && new[] { "EUR", "USD", "JPY" }.All(c =>
                Raised(book, c) == Raised(truth, c) - Back(c)
                && book.Balance("suspense:bank:ES91", c) == -Back(c)
                && book.Balance("assets:clearing:stripe", c) == truth.Balance("assets:clearing:stripe", c));
        }, iter: Cases);

    [Fact]
    public void What_the_books_keep_of_a_fact_is_the_fact() =>
        Histories.Worlds.Sample(world => world.All.SelectMany(t => t.Versions).All(fact =>
        {
            var posted = new PostedFact(fact, LedgerRules.Entry(fact));
            var row = EntryRow.Of(posted, 1, Histories.Start);
            return row.Posted().Fact == fact && row.Posted().Entry.Postings.SequenceEqual(posted.Entry.Postings);
        }), iter: 2_000);

    [Fact]
    public void A_statement_that_is_read_twice_or_overlaps_posts_each_line_once() =>
        Gen.Select(Gen.Long[-5_000, 5_000].Where(a => a != 0).List[1, 30], Gen.Int[0, 29], Gen.Int[0, 29]).Sample((amounts, from, to) =>
        {
            var lines = amounts.Select((a, i) => new Fact("bank:ES91", "", FactKind.BankLine, $"line-{i}", new Money(a, "EUR"), Histories.Start)).ToList();
            var book = new Book();
            foreach (var line in lines.Concat(lines.Skip(from)).Concat(lines.Take(to)))
            {
                book.Post(line);
            }
            return book.Entries.Count == lines.Count && book.Balance("assets:bank:ES91", "EUR") == amounts.Sum();
        }, iter: Cases);

    [Fact]
    public void Two_plans_of_one_gift_are_never_live() =>
        Gen.Int[0, 6].List[0, 40].Sample(steps =>
        {
            var plans = new List<PlanState> { PlanState.Active };
            foreach (var step in steps)
            {
                var (last, state) = (plans.Count - 1, plans[^1]);
                plans[last] = step switch
                {
                    0 => PlanRules.Mirrored(state, PlanState.Active),
                    1 => PlanRules.Mirrored(state, PlanState.PastDue),
                    2 => PlanRules.Mirrored(state, PlanState.Paused),
                    3 => PlanRules.BeginMove(state) ?? state,
                    4 when state == PlanState.Moving => PlanRules.Mirrored(state, PlanState.Ended),
                    5 => PlanRules.Interrupt(state),
                    _ => state,
                };
                if (step == 6 && PlanRules.MayStartSuccessor(plans[^1]))
                {
                    plans.Add(PlanState.Active);
                }
                // The old rail comes back and says what it likes.
                for (var i = 0; i < plans.Count - 1; i++)
                {
                    plans[i] = PlanRules.Mirrored(plans[i], PlanState.Active);
                }
                if (plans.Count(p => p is PlanState.Active or PlanState.PastDue) > 1 || plans.Take(plans.Count - 1).Any(p => p != PlanState.Ended) || (state == PlanState.Moving && plans[last] is not (PlanState.Moving or PlanState.Ended)))
                {
                    return false;
                }
            }
            return true;
        }, iter: Cases);

    [Fact]
    public void A_rail_that_was_cut_stays_so_until_a_good_probe_and_a_press() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 900]).List[0, 60].Sample(steps =>
        {
            var (health, now, isProbed) = (RailHealth.New(Histories.Start), Histories.Start, false);
            foreach (var (signal, seconds) in steps)
            {
                now = now.AddSeconds(seconds);
                var before = health;
                health = RailHealth.Next(health, Signal(signal), now);
                isProbed = before.State == HealthState.Cut && (signal == 4 || (isProbed && signal is not (1 or 2 or 3)));
                if (health.State == HealthState.Cut && health.MayStart(now.AddYears(1)))
                {
                    return false;
                }
                if (before.State == HealthState.Cut && health.State != HealthState.Cut && !(signal == 5 && before.HasGoodProbe))
                {
                    return false;
                }
                if (signal == 3 && health.State != HealthState.Cut)
                {
                    return false;
                }
            }
            return true;
        }, iter: Cases);

    [Fact]
    public void An_open_rail_is_tried_again_after_longer_and_longer_pauses()
    {
        var now = Histories.Start;
        var failed = new RailSignal.Failed(RailTrouble.Transient, new Evidence(0, "timeout"));
        var health = RailHealth.Next(RailHealth.New(now), failed, now);
        Assert.Equal((HealthState.Suspect, true), (health.State, health.MayStart(now)));
        health = RailHealth.Next(health, failed, now.AddSeconds(29));
        Assert.Equal(HealthState.Open, health.State);

        var waits = new List<double>();
        now = now.AddSeconds(29);
        for (var i = 0; i < 6; i++)
        {
            waits.Add((health.RetryAt!.Value - now).TotalSeconds);
            Assert.False(health.MayStart(health.RetryAt.Value.AddSeconds(-1)));
            now = health.RetryAt.Value;
            var lent = RailHealth.Next(health, new RailSignal.Lend(), now);
            Assert.False(lent.MayStart(now));
            health = RailHealth.Next(lent, failed, now);
        }
        Assert.Equal([30, 60, 120, 300, 600, 600], waits);
        Assert.Equal(HealthState.Healthy, RailHealth.Next(health, new RailSignal.Succeeded(), now).State);
    }

    private static RailSignal Signal(int number) => number switch
    {
        0 => new RailSignal.Succeeded(),
        1 => new RailSignal.Failed(RailTrouble.Transient, new Evidence(500, "500")),
        2 => new RailSignal.Failed(RailTrouble.Misconfigured, new Evidence(401, "key")),
        3 => new RailSignal.Failed(RailTrouble.RailCut, new Evidence(400, "account_invalid")),
        4 => new RailSignal.ProbeWentWell(),
        5 => new RailSignal.Restore(),
        _ => new RailSignal.Lend(),
    };

    private static long Raised(Book book, string currency) =>
        -book.Entries.SelectMany(e => e.Postings).Where(p => p.Money.Currency == currency && (Accounts.IsGift(p.Account) || p.Account == Accounts.Refunds)).Sum(p => p.Money.Minor);

    // Written apart from the rules, by what a processor's own page would show.
    private static long Held(Fact fact, string currency)
    {
        var money = fact.Settled ?? fact.Amount;
        var sign = fact.Kind switch
        {
            FactKind.Charge or FactKind.RefundFailed or FactKind.DisputeWon or FactKind.ReserveReleased => 1,
            FactKind.DisputeLost => 0,
            _ => -1,
        };
        return (money.Currency == currency ? sign * money.Minor : 0) - (fact.Fee is { } fee && fee.Currency == currency ? fee.Minor : 0);
    }
}
