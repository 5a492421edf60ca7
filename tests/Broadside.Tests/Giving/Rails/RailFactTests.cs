using Broadside.Giving.Ledger;
using Broadside.Giving.Rails;
using Broadside.Kit;
using CsCheck;

namespace Broadside.Tests.Giving.Rails;

/// <summary>What a rail tells of money: the same fetched as listed, and together exactly what it says that it holds.</summary>
public sealed class RailFactTests
{
    private static readonly Money Ten = new(1000, "EUR");

    [Theory]
    [InlineData("stripe", 59)]
    [InlineData("paypal", 69)]
    public async Task A_gift_that_was_paid_is_a_charge_with_its_fee_and_our_attempt(string name, long fee)
    {
        await using var rails = await SimulatedRails.StartAsync();
        var started = await rails.BeginAsync(name, Ten);
        rails.Press(name, started.Remote);

        var snapshot = await rails.FetchAsync(name, started.Remote);

        var charge = Assert.Single(snapshot.Facts);
        Assert.Equal(RemoteState.Paid, snapshot.State);
        Assert.Equal((FactKind.Charge, Ten, new Money(fee, "EUR")), (charge.Kind, charge.Amount, charge.Fee!.Value));
        Assert.Equal(("attempt0000000000001", "gift0000000000000001"), (charge.Attempt, charge.Gift));
        Assert.Equal("attempt0000000000001", snapshot.Attempt);
        Assert.Equal([charge], await rails.ListAsync(name));
        Assert.Equal(941 - (fee - 59), Balance(rails, name));
    }

    [Fact]
    public async Task A_gift_in_bitcoin_is_a_charge_in_satoshi_with_its_worth_in_the_memo()
    {
        await using var rails = await SimulatedRails.StartAsync();
        var started = await rails.BeginAsync("btcpay", new Money(2000, "EUR"));
        rails.Press("btcpay", started.Remote);

        var charge = Assert.Single((await rails.FetchAsync("btcpay", started.Remote)).Facts);

        Assert.Equal(new Money(50_000, "SAT"), charge.Amount);
        Assert.Equal($"0.00050000 BTC at 40000 EUR, invoice {started.Remote.Id}", charge.Memo);
        Assert.Equal([charge], await rails.ListAsync("btcpay"));
    }

    [Theory]
    [InlineData("in time", 1, RemoteState.Paid)]
    [InlineData("in time", 1.5, RemoteState.Paid)]
    [InlineData("in time", 0.5, RemoteState.Expired)]
    [InlineData("late", 1, RemoteState.Paid)]
    [InlineData("late", 0.5, RemoteState.Expired)]
    public async Task Bitcoin_paid_late_in_part_or_over_is_counted_as_it_came(string when, decimal part, RemoteState state)
    {
        await using var rails = await SimulatedRails.StartAsync();
        var started = await rails.BeginAsync("btcpay", new Money(2000, "EUR"));
        if (when == "late")
        {
            rails.Time.Advance(TimeSpan.FromHours(1));
        }
        rails.Simulator.BtcPay.Pay(started.Remote.Id, part);
        rails.Time.Advance(TimeSpan.FromHours(1));

        var snapshot = await rails.FetchAsync("btcpay", started.Remote);

        Assert.Equal(state, snapshot.State);
        Assert.Equal((long)(50_000 * part), Assert.Single(snapshot.Facts).Amount.Minor);
    }

    [Theory]
    [InlineData("stripe")]
    [InlineData("paypal")]
    [InlineData("btcpay")]
    public async Task What_is_paid_slowly_is_pending_and_no_fact_until_it_settles(string name)
    {
        await using var rails = await SimulatedRails.StartAsync();
        var started = await rails.BeginAsync(name, Ten);
        rails.Press(name, started.Remote, "async");

        var pending = await rails.FetchAsync(name, started.Remote);
        rails.Time.Advance(TimeSpan.FromDays(2));
        switch (name)
        {
            case "stripe":
                rails.Simulator.Stripe.Settle(started.Remote.Id, succeeds: true);
                break;
            case "paypal":
                rails.Simulator.PayPal.Settle(rails.Simulator.PayPal.Captures[0].Id, succeeds: true);
                break;
            default:
                rails.Simulator.BtcPay.Confirm(rails.Simulator.BtcPay.Invoices[0].Payments[0].Id);
                break;
        }
        var settled = await rails.FetchAsync(name, started.Remote);

        Assert.Equal((RemoteState.Pending, 0), (pending.State, pending.Facts.Count));
        Assert.Equal((RemoteState.Paid, 1), (settled.State, settled.Facts.Count));
        Assert.Equal(settled.Facts, await rails.ListAsync(name));
    }

    [Theory]
    [InlineData("stripe", RemoteState.Open)]
    [InlineData("paypal", RemoteState.Failed)]
    public async Task A_declined_card_is_no_money_and_no_fault_of_the_rail(string name, RemoteState state)
    {
        await using var rails = await SimulatedRails.StartAsync();
        var started = await rails.BeginAsync(name, Ten);
        rails.Press(name, started.Remote, "decline");

        var snapshot = await rails.FetchAsync(name, started.Remote);

        Assert.Equal((state, 0), (snapshot.State, snapshot.Facts.Count));
        Assert.Empty(await rails.ListAsync(name));
    }

    [Fact]
    public async Task An_account_restricted_between_order_and_capture_is_told_as_cut_and_takes_nothing()
    {
        await using var rails = await SimulatedRails.StartAsync();
        var started = await rails.BeginAsync("paypal", Ten);
        rails.Press("paypal", started.Remote);
        rails.Simulator.PayPal.Fault = Simulator.Fault.PayeeRestricted;

        var told = await Assert.ThrowsAsync<RailUnreachable>(() => rails.FetchAsync("paypal", started.Remote));

        Assert.Equal((RailTrouble.RailCut, "PAYEE_ACCOUNT_RESTRICTED"), (told.Trouble, told.Evidence.Code));
        Assert.Empty(rails.Simulator.PayPal.Captures);
    }

    [Fact]
    public async Task A_copy_of_the_server_captures_nothing()
    {
        await using var rails = await SimulatedRails.StartAsync();
        var started = await rails.BeginAsync("paypal", Ten);
        rails.Press("paypal", started.Remote);
        rails.MayCapture = false;

        Assert.Equal(RemoteState.Open, (await rails.FetchAsync("paypal", started.Remote)).State);
        Assert.Empty(rails.Simulator.PayPal.Captures);
    }

    [Theory]
    [InlineData("stripe")]
    [InlineData("paypal")]
    public async Task A_refund_is_done_once_and_never_above_what_is_left(string name)
    {
        await using var rails = await SimulatedRails.StartAsync();
        var (rail, cancel) = (rails.Rail(name), TestContext.Current.CancellationToken);
        var started = await rails.BeginAsync(name, Ten);
        rails.Press(name, started.Remote);
        var charge = (await rails.FetchAsync(name, started.Remote)).Facts[0];

        var first = await rail.RefundAsync(new RefundRequest("r1", charge.RemoteId, new Money(300, "EUR"), "asked"), cancel);
        var again = await rail.RefundAsync(new RefundRequest("r1", charge.RemoteId, new Money(300, "EUR"), "asked"), cancel);
        var tooMuch = await rail.RefundAsync(new RefundRequest("r2", charge.RemoteId, new Money(701, "EUR"), "asked"), cancel);
        var rest = await rail.RefundAsync(new RefundRequest("r3", charge.RemoteId, new Money(700, "EUR"), "asked"), cancel);
        var more = await rail.RefundAsync(new RefundRequest("r4", charge.RemoteId, new Money(1, "EUR"), "asked"), cancel);

        Assert.Equal(Assert.IsType<RefundResult.Accepted>(first), again);
        Assert.IsType<RefundResult.Refused>(tooMuch);
        Assert.IsType<RefundResult.Accepted>(rest);
        Assert.IsType<RefundResult.Refused>(more);
        var facts = (await rails.FetchAsync(name, started.Remote)).Facts;
        Assert.Equal([300, 700], facts.Where(f => f.Kind == FactKind.Refund && f.PaymentRemoteId == charge.RemoteId).Select(f => f.Amount.Minor).Order());
        await TheSameAsync(rails, name, facts);
    }

    [Theory]
    [InlineData("stripe")]
    [InlineData("paypal")]
    public async Task A_refund_that_was_done_and_not_answered_is_unknown_and_asked_again_is_one(string name)
    {
        await using var rails = await SimulatedRails.StartAsync();
        var started = await rails.BeginAsync(name, Ten);
        rails.Press(name, started.Remote);
        var charge = (await rails.FetchAsync(name, started.Remote)).Facts[0];
        var request = new RefundRequest("r1", charge.RemoteId, new Money(300, "EUR"), "asked");
        rails.Far(name).Fault = Simulator.Fault.AcceptThenTimeout;

        var lost = await rails.TimeOutAsync(name, () => rails.Rail(name).RefundAsync(request, TestContext.Current.CancellationToken));
        await rails.Far(name).HealAsync();

        Assert.IsType<RefundResult.Unknown>(lost);
        Assert.IsType<RefundResult.Accepted>(await rails.Rail(name).RefundAsync(request, TestContext.Current.CancellationToken));
        Assert.Single((await rails.FetchAsync(name, started.Remote)).Facts, f => f.Kind == FactKind.Refund);
    }

    [Theory]
    [InlineData("stripe", true)]
    [InlineData("stripe", false)]
    [InlineData("paypal", true)]
    [InlineData("paypal", false)]
    public async Task A_dispute_takes_the_money_and_a_won_one_gives_it_back(string name, bool won)
    {
        await using var rails = await SimulatedRails.StartAsync();
        var started = await rails.BeginAsync(name, Ten);
        rails.Press(name, started.Remote);
        var charge = (await rails.FetchAsync(name, started.Remote)).Facts[0];
        rails.Time.Advance(TimeSpan.FromDays(20));
        var dispute = name == "stripe" ? rails.Simulator.Stripe.Dispute(charge.RemoteId) : rails.Simulator.PayPal.Dispute(charge.RemoteId);
        var refused = await rails.Rail(name).RefundAsync(new RefundRequest("r", charge.RemoteId, Ten, "asked"), TestContext.Current.CancellationToken);
        rails.Time.Advance(TimeSpan.FromDays(20));
        if (name == "stripe")
        {
            rails.Simulator.Stripe.CloseDispute(dispute, won);
        }
        else
        {
            rails.Simulator.PayPal.CloseDispute(dispute, won);
        }

        var facts = (await rails.FetchAsync(name, started.Remote)).Facts;

        Assert.IsType<RefundResult.Refused>(refused);
        Assert.Equal([FactKind.DisputeOpened, won ? FactKind.DisputeWon : FactKind.DisputeLost], facts.Where(f => f.RemoteId == dispute).Select(f => f.Kind));
        Assert.Equal(facts.OrderBy(f => f.Key.ToString()), (await rails.FetchAsync(name, new RemoteRef("dispute", dispute))).Facts.Concat(facts).DistinctBy(f => f.Key).OrderBy(f => f.Key.ToString()));
        await TheSameAsync(rails, name, facts);
    }

    [Theory]
    [InlineData(1000, "JPY", 620)]
    [InlineData(5000, "KWD", 1500)]
    [InlineData(2000, "ISK", 1320)]
    public async Task What_Stripe_changes_into_another_currency_keeps_both_amounts(long minor, string currency, long settled)
    {
        await using var rails = await SimulatedRails.StartAsync();
        var started = await rails.BeginAsync("stripe", new Money(minor, currency));
        rails.Press("stripe", started.Remote);

        var charge = Assert.Single((await rails.FetchAsync("stripe", started.Remote)).Facts);

        Assert.Equal((new Money(minor, currency), new Money(settled, "EUR"), "EUR"), (charge.Amount, charge.Settled!.Value, charge.Fee!.Value.Currency));
        Assert.Equal(SimulatedRails.Effect(charge).Minor, rails.Simulator.Stripe.Balance("eur"));
    }

    // Whatever happens at Stripe, in whatever order: its movements listed are what it holds, and what is fetched of each gift is among them.
    [Fact]
    public async Task Any_history_adds_up_to_what_the_rail_holds()
    {
        await using var rails = await SimulatedRails.StartAsync();
        var steps = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 1000], Gen.Int[100, 5000]).Array[1, 12];
        var histories = new List<(int, int, int)[]>();
        steps.Sample(h => histories.Add(h), iter: TestSize.Pick(8, 100), seed: "0000KOIPe036", threads: 1);
        foreach (var history in histories)
        {
            foreach (var (what, which, amount) in history)
            {
                await StepAsync(rails, what, which, amount);
                rails.Time.Advance(TimeSpan.FromMinutes(1));
            }
        }
        // Each history lasts months.
        var listed = await rails.ListAsync("stripe", days: 20_000);
        Assert.Equal(listed.Count, listed.DistinctBy(f => f.Key).Count());
        Assert.Equal(rails.Simulator.Stripe.Balance("eur"), listed.Sum(f => SimulatedRails.Effect(f).Minor));
        foreach (var session in rails.Simulator.Stripe.Sessions.TakeLast(5))
        {
            var fetched = await rails.FetchAsync("stripe", new RemoteRef("session", session.Id));
            Assert.All(fetched.Facts, f => Assert.Contains(f, listed));
        }
    }

    private static async Task StepAsync(SimulatedRails rails, int what, int which, int amount)
    {
        var stripe = rails.Simulator.Stripe;
        var charges = stripe.Charges.Where(c => c is { Status: "succeeded", Disputed: false }).ToList();
        var charge = charges.Count > 0 ? charges[which % charges.Count] : null;
        switch (what)
        {
            case <= 3:
                var started = await rails.BeginAsync("stripe", new Money(amount, "EUR"), what == 3 ? Interval.Monthly : Interval.Once);
                rails.Press("stripe", started.Remote, what == 2 ? "decline" : "pay");
                break;
            case 4 or 5 when charge is not null:
                await rails.Stripe.RefundAsync(new RefundRequest($"r{which}{amount}", charge.Id, new Money(amount, "EUR"), "asked"), TestContext.Current.CancellationToken);
                break;
            case 6 when charge is not null:
                stripe.CloseDispute(stripe.Dispute(charge.Id), which % 2 == 0);
                break;
            case 7:
                stripe.Payout("eur");
                break;
            case 8:
                stripe.Freeze(which % 2 == 0 ? amount : -amount, "eur");
                break;
            case 9:
                rails.Time.Advance(TimeSpan.FromDays(31));
                stripe.Renew(which % 3 > 0);
                break;
        }
    }

    private static async Task TheSameAsync(SimulatedRails rails, string name, IReadOnlyList<Fact> fetched)
    {
        var listed = await rails.ListAsync(name);
        Assert.Equal(fetched.OrderBy(f => f.Key.ToString()), listed.OrderBy(f => f.Key.ToString()));
        Assert.Equal(Balance(rails, name), listed.Sum(f => SimulatedRails.Effect(f).Minor));
    }

    private static long Balance(SimulatedRails rails, string name) => name == "stripe" ? rails.Simulator.Stripe.Balance("eur") : (long)(rails.Simulator.PayPal.Balance("EUR") * 100);
}
