using Broadside.Giving.Rails;
using Broadside.Kit;
using Broadside.Tests.Giving.Simulator;

namespace Broadside.Tests.Giving.Rails;

/// <summary>What a donor's start answers when a rail fails, and that it asks once.</summary>
public sealed class RailStartTests
{
    private static readonly Money Ten = new(1000, "EUR");

    [Theory]
    [InlineData("stripe")]
    [InlineData("paypal")]
    [InlineData("btcpay")]
    public async Task A_rail_that_works_sends_the_donor_to_its_page(string name)
    {
        await using var rails = await SimulatedRails.StartAsync();

        var started = await rails.BeginAsync(name, Ten);

        Assert.Equal(rails.Rail(name).Describe().Hosts.Single(), started.Url.Authority);
        using var http = new HttpClient();
        Assert.Contains("<button id=\"pay\">", await http.GetStringAsync(started.Url, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(RemoteState.Open, (await rails.FetchAsync(name, started.Remote)).State);
        Assert.Null((await rails.Rail(name).ProbeAsync(TestContext.Current.CancellationToken)).Trouble);
    }

    [Theory]
    [InlineData("stripe", nameof(Fault.Error500), RailTrouble.Transient, 500, "api_error")]
    [InlineData("stripe", nameof(Fault.Throttled429), RailTrouble.Throttled, 429, "rate_limit")]
    [InlineData("stripe", nameof(Fault.Html502), RailTrouble.Transient, 502, "html")]
    [InlineData("stripe", nameof(Fault.Unauthorized401), RailTrouble.RailCut, 401, "api_key_expired")]
    [InlineData("stripe", nameof(Fault.ChargesDisabled), RailTrouble.RailCut, 400, "account_invalid")]
    [InlineData("paypal", nameof(Fault.Error500), RailTrouble.Transient, 500, "INTERNAL_SERVER_ERROR")]
    [InlineData("paypal", nameof(Fault.Throttled429), RailTrouble.Throttled, 429, "RATE_LIMIT_REACHED")]
    [InlineData("paypal", nameof(Fault.Html502), RailTrouble.Transient, 502, "html")]
    [InlineData("paypal", nameof(Fault.Unauthorized401), RailTrouble.Misconfigured, 401, "invalid_client")]
    [InlineData("paypal", nameof(Fault.PayeeRestricted), RailTrouble.RailCut, 422, "PAYEE_ACCOUNT_RESTRICTED")]
    [InlineData("btcpay", nameof(Fault.Error500), RailTrouble.Transient, 500, "internal")]
    [InlineData("btcpay", nameof(Fault.Throttled429), RailTrouble.Throttled, 429, "html")]
    [InlineData("btcpay", nameof(Fault.Html502), RailTrouble.Transient, 502, "html")]
    [InlineData("btcpay", nameof(Fault.Unauthorized401), RailTrouble.Misconfigured, 401, "unauthenticated")]
    public async Task A_rail_that_answers_with_a_failure_is_unavailable_for_a_known_reason(string name, string fault, RailTrouble trouble, int status, string code)
    {
        await using var rails = await SimulatedRails.StartAsync();
        rails.Far(name).Fault = Enum.Parse<Fault>(fault);

        var answer = Assert.IsType<StartResult.Unavailable>(await rails.Rail(name).StartAsync(rails.Request(Ten), TestContext.Current.CancellationToken));

        Assert.Equal((trouble, status, code), (answer.Trouble, answer.Evidence.Status, answer.Evidence.Code));
        Assert.Equal(64, answer.Evidence.BodySha256!.Length);
        Assert.All(rails.Far(name).Asked.GroupBy(a => a), questions => Assert.Single(questions));
    }

    [Theory]
    [InlineData("stripe")]
    [InlineData("paypal")]
    [InlineData("btcpay")]
    public async Task A_port_that_refuses_is_unavailable_and_heals(string name)
    {
        await using var rails = await SimulatedRails.StartAsync();
        await rails.Far(name).RefuseAsync();

        var answer = Assert.IsType<StartResult.Unavailable>(await rails.Rail(name).StartAsync(rails.Request(Ten), TestContext.Current.CancellationToken));
        var probe = await rails.Rail(name).ProbeAsync(TestContext.Current.CancellationToken);
        await rails.Far(name).HealAsync();

        Assert.Equal((RailTrouble.Transient, "refused"), (answer.Trouble, answer.Evidence.Code));
        Assert.Equal(RailTrouble.Transient, probe.Trouble);
        await rails.BeginAsync(name, Ten);
    }

    [Theory]
    [InlineData("stripe")]
    [InlineData("paypal")]
    [InlineData("btcpay")]
    public async Task A_rail_that_never_answers_is_unknown_after_three_seconds(string name)
    {
        await using var rails = await SimulatedRails.StartAsync();
        rails.Far(name).Fault = Fault.Blackhole;

        var answer = await rails.TimeOutAsync(name, () => rails.Rail(name).StartAsync(rails.Request(Ten), TestContext.Current.CancellationToken));

        Assert.Equal("timeout", Assert.IsType<StartResult.Unknown>(answer).Evidence.Code);
        Assert.Single(rails.Far(name).Asked);
    }

    [Theory]
    [InlineData("stripe")]
    [InlineData("paypal")]
    [InlineData("btcpay")]
    public async Task A_slow_rail_is_waited_for(string name)
    {
        await using var rails = await SimulatedRails.StartAsync();
        rails.Far(name).Fault = Fault.Slow;

        await rails.BeginAsync(name, Ten);
    }

    [Theory]
    [InlineData("stripe", true)]
    [InlineData("stripe", false)]
    [InlineData("paypal", true)]
    [InlineData("paypal", false)]
    [InlineData("btcpay", true)]
    [InlineData("btcpay", false)]
    public async Task What_was_done_and_not_answered_is_unknown_and_found_again(string name, bool timesOut)
    {
        await using var rails = await SimulatedRails.StartAsync();
        var (rail, far, request) = (rails.Rail(name), rails.Far(name), rails.Request(Ten));
        far.Fault = timesOut ? Fault.AcceptThenTimeout : Fault.TruncatedBody;
        far.Meets = call => call.Method == "POST" && call.Parts[^1] is "sessions" or "orders" or "invoices";

        var lost = timesOut ? await rails.TimeOutAsync(name, () => rail.StartAsync(request, TestContext.Current.CancellationToken)) : await rail.StartAsync(request, TestContext.Current.CancellationToken);
        await far.HealAsync();
        var found = await rail.FetchAsync(new RemoteRef("attempt", request.Attempt), TestContext.Current.CancellationToken);
        var again = Assert.IsType<StartResult.Redirect>(await rail.StartAsync(request, TestContext.Current.CancellationToken));

        Assert.IsType<StartResult.Unknown>(lost);
        Assert.Equal(1, Begun(rails, name));
        // PayPal cannot be asked for an order by our number; nobody can pay it without the address that was lost.
        Assert.Equal(name != "paypal", found is { State: RemoteState.Open } && found.Attempt == request.Attempt);
        Assert.Equal(request.Attempt, (await rails.FetchAsync(name, again.Remote)).Attempt);
    }

    [Theory]
    [InlineData("stripe", Interval.Once)]
    [InlineData("stripe", Interval.Monthly)]
    [InlineData("paypal", Interval.Once)]
    [InlineData("paypal", Interval.Annual)]
    [InlineData("btcpay", Interval.Once)]
    public async Task The_same_attempt_begins_one_thing_even_at_the_same_moment(string name, Interval interval)
    {
        await using var rails = await SimulatedRails.StartAsync();
        var request = rails.Request(Ten, interval);

        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => rails.Rail(name).StartAsync(request, TestContext.Current.CancellationToken)));

        Assert.Single(all.Select(a => Assert.IsType<StartResult.Redirect>(a).Remote).Distinct());
        Assert.Equal(1, Begun(rails, name));
    }

    [Fact]
    public async Task A_token_of_PayPals_is_kept_until_it_ends_and_renewed_when_it_is_taken_back()
    {
        await using var rails = await SimulatedRails.StartAsync();
        await rails.BeginAsync("paypal", Ten);
        await rails.BeginAsync("paypal", Ten);
        var first = rails.Simulator.PayPal.Asked.Count(a => a.EndsWith("/token", StringComparison.Ordinal));
        rails.Simulator.PayPal.ForgetTokens();
        await rails.BeginAsync("paypal", Ten);
        rails.Time.Advance(TimeSpan.FromHours(10));
        await rails.BeginAsync("paypal", Ten);

        Assert.Equal(1, first);
        Assert.Equal(3, rails.Simulator.PayPal.Asked.Count(a => a.EndsWith("/token", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("stripe", 100_000_000, "EUR")]
    [InlineData("stripe", 1234567, "KWD")]
    [InlineData("stripe", 49, "EUR")]
    [InlineData("paypal", 1000, "ISK")]
    [InlineData("paypal", 1050, "HUF")]
    public async Task An_amount_that_a_rail_cannot_say_exactly_or_does_not_take_is_the_donors_to_change(string name, long minor, string currency)
    {
        await using var rails = await SimulatedRails.StartAsync();

        Assert.IsType<StartResult.DonorProblem>(await rails.Rail(name).StartAsync(rails.Request(new Money(minor, currency)), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Stripe_says_that_it_does_not_charge_for_us_any_more()
    {
        await using var rails = await SimulatedRails.StartAsync();
        rails.Simulator.Stripe.Fault = Fault.ChargesDisabled;

        var probe = await rails.Stripe.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.Equal((RailTrouble.RailCut, "rejected.fraud"), (probe.Trouble, probe.Evidence.Code));
        var told = await Assert.ThrowsAsync<RailUnreachable>(() => rails.Stripe.FetchAsync(new RemoteRef("account", StripeSim.Account), TestContext.Current.CancellationToken));
        Assert.Equal(RailTrouble.RailCut, told.Trouble);
    }

    [Fact]
    public async Task Stripes_page_can_be_ended_while_it_is_open_and_the_others_cannot()
    {
        await using var rails = await SimulatedRails.StartAsync();
        var (open, paid) = (await rails.BeginAsync("stripe", Ten), await rails.BeginAsync("stripe", Ten));
        rails.Press("stripe", paid.Remote);

        Assert.Equal(ExpireResult.Expired, await rails.Stripe.ExpireAsync(open.Remote, TestContext.Current.CancellationToken));
        Assert.Equal(RemoteState.Expired, (await rails.FetchAsync("stripe", open.Remote)).State);
        Assert.All(
            await Task.WhenAll(new[] { open.Remote, paid.Remote, new RemoteRef("session", "cs_test_none") }.Select(r => rails.Stripe.ExpireAsync(r, TestContext.Current.CancellationToken))),
            r => Assert.Equal(ExpireResult.Over, r));
        rails.Simulator.Stripe.Fault = Fault.Error500;
        Assert.Equal(ExpireResult.Unanswered, await rails.Stripe.ExpireAsync(open.Remote, TestContext.Current.CancellationToken));
        foreach (var name in new[] { "paypal", "btcpay" })
        {
            Assert.Equal(ExpireResult.NotSupported, await rails.Rail(name).ExpireAsync((await rails.BeginAsync(name, Ten)).Remote, TestContext.Current.CancellationToken));
        }
    }

    private static int Begun(SimulatedRails rails, string name) => name switch
    {
        "stripe" => rails.Simulator.Stripe.Sessions.Count,
        "paypal" => rails.Simulator.PayPal.Orders.Count + rails.Simulator.PayPal.Subscriptions.Count,
        _ => rails.Simulator.BtcPay.Invoices.Count,
    };
}
