using Broadside.Giving.Ledger;
using Broadside.Giving.Rails;
using Broadside.Kit;

namespace Broadside.Tests.Giving.Rails;

/// <summary>Recurring gifts, whose schedule the processor keeps.</summary>
public sealed class RailPlanTests
{
    private static readonly Money Ten = new(1000, "EUR");

    [Theory]
    [InlineData("stripe")]
    [InlineData("paypal")]
    public async Task A_monthly_gift_is_charged_while_we_are_away_and_every_charge_is_of_our_attempt(string name)
    {
        await using var rails = await SimulatedRails.StartAsync();
        var (started, plan) = await PlanAsync(rails, name);

        rails.Time.Advance(TimeSpan.FromDays(63));
        Renew(rails, name);
        var snapshot = await rails.FetchAsync(name, plan.Remote);

        Assert.Equal((PlanState.Active, Ten, Interval.Monthly), (snapshot.Plan!.State, snapshot.Plan.Amount, snapshot.Plan.Interval));
        Assert.Equal(3, snapshot.Facts.Count(f => f is { Kind: FactKind.Charge, Attempt: "attempt0000000000001", Gift: "gift0000000000000001" }));
        Assert.Equal(snapshot.Facts, (await rails.FetchAsync(name, started.Remote)).Facts);
        Assert.Equal(snapshot.Facts.OrderBy(f => f.RemoteId), (await rails.ListAsync(name)).OrderBy(f => f.RemoteId));
        Assert.True(snapshot.Plan.NextAt > rails.Time.GetUtcNow());
    }

    [Theory]
    [InlineData("stripe")]
    [InlineData("paypal")]
    public async Task A_plan_can_be_paused_resumed_and_cancelled_and_cancelling_twice_is_the_same(string name)
    {
        await using var rails = await SimulatedRails.StartAsync();
        var (_, plan) = await PlanAsync(rails, name);

        Assert.Equal(PlanState.Paused, await ActAsync(rails, name, plan, PlanAct.Pause));
        rails.Time.Advance(TimeSpan.FromDays(32));
        Renew(rails, name);
        Assert.Single((await rails.FetchAsync(name, plan.Remote)).Facts);
        Assert.Equal(PlanState.Active, await ActAsync(rails, name, plan, PlanAct.Resume));
        rails.Time.Advance(TimeSpan.FromDays(31));
        Renew(rails, name);
        Assert.Equal(2, (await rails.FetchAsync(name, plan.Remote)).Facts.Count);
        Assert.Equal(PlanState.Ended, await ActAsync(rails, name, plan, PlanAct.Cancel));
        Assert.Equal(PlanState.Ended, await ActAsync(rails, name, plan, PlanAct.Cancel));
        rails.Time.Advance(TimeSpan.FromDays(99));
        Renew(rails, name);
        Assert.Equal(2, (await rails.FetchAsync(name, plan.Remote)).Facts.Count);
    }

    [Fact]
    public async Task Stripe_takes_another_amount_from_the_next_time_on_and_PayPal_would_want_the_donors_own_consent()
    {
        await using var rails = await SimulatedRails.StartAsync();
        var (_, stripe) = await PlanAsync(rails, "stripe");
        var (_, paypal) = await PlanAsync(rails, "paypal");
        var twenty = new Money(2000, "EUR");

        var changed = await rails.Stripe.ChangePlanAsync(new PlanChange("c1", stripe.Remote, PlanAct.ChangeAmount, twenty), TestContext.Current.CancellationToken);
        var other = await rails.Stripe.ChangePlanAsync(new PlanChange("c2", stripe.Remote, PlanAct.ChangeAmount, new Money(2000, "USD")), TestContext.Current.CancellationToken);

        Assert.Equal(twenty, Assert.IsType<PlanResult.Changed>(changed).Plan.Amount);
        Assert.IsType<PlanResult.Refused>(other);
        Assert.IsType<PlanResult.NotSupported>(await rails.PayPal.ChangePlanAsync(new PlanChange("c3", paypal.Remote, PlanAct.ChangeAmount, twenty), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("stripe")]
    [InlineData("paypal")]
    public async Task A_renewal_that_fails_is_past_due_and_no_money(string name)
    {
        await using var rails = await SimulatedRails.StartAsync();
        var (_, plan) = await PlanAsync(rails, name);
        rails.Time.Advance(TimeSpan.FromDays(31));
        Renew(rails, name, succeeds: false);

        var snapshot = await rails.FetchAsync(name, plan.Remote);

        Assert.Equal(PlanState.PastDue, snapshot.Plan!.State);
        Assert.Single(snapshot.Facts);
    }

    private static async Task<(StartResult.Redirect Started, RemotePlan Plan)> PlanAsync(SimulatedRails rails, string name)
    {
        var started = await rails.BeginAsync(name, Ten, Interval.Monthly);
        rails.Press(name, started.Remote);
        return (started, (await rails.FetchAsync(name, started.Remote)).Plan!);
    }

    private static async Task<PlanState> ActAsync(SimulatedRails rails, string name, RemotePlan plan, PlanAct act) =>
        Assert.IsType<PlanResult.Changed>(await rails.Rail(name).ChangePlanAsync(new PlanChange($"{act}{rails.Time.GetUtcNow().Ticks}{Ids.NewBlockId()}", plan.Remote, act), TestContext.Current.CancellationToken)).Plan.State;

    private static void Renew(SimulatedRails rails, string name, bool succeeds = true)
    {
        if (name == "stripe")
        {
            rails.Simulator.Stripe.Renew(succeeds);
        }
        else
        {
            rails.Simulator.PayPal.Renew(succeeds);
        }
    }
}
