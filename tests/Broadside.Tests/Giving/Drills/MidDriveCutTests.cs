using System.Collections.Concurrent;
using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Rails;
using Broadside.Giving.Rails.Cheque;
using Broadside.Tests.Giving.Simulator;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Giving.Drills;

/// <summary>A drive during which processors walk away.</summary>
public sealed class MidDriveCutTests(ITestOutputHelper output)
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Donors_who_come_while_rails_go_down_lose_no_gift_and_the_books_are_the_rails(string engine)
    {
        await using var house = await DrillHouse.OpenAsync(engine, realTime: true);
        var donors = TestSize.Pick(40, 200);
        var between = TimeSpan.FromMilliseconds(TestSize.Pick(40, 100));
        var tokens = await house.TokensAsync(donors);
        var done = new ConcurrentBag<(int Donor, StartedGift Started)>();
        var comings = new List<Task>();
        for (var i = 0; i < donors; i++)
        {
            var donor = i;
            if (i == donors / 4)
            {
                // The first processor's line goes dead in the middle of a press.
                house.Simulator.Stripe.Fault = Fault.Blackhole;
            }
            if (i == donors / 2)
            {
                // It comes back and says that the account is closed; the second one fails meanwhile.
                house.Simulator.Stripe.Fault = Fault.ChargesDisabled;
                house.Simulator.PayPal.Fault = Fault.Error500;
            }
            if (i == donors * 3 / 4)
            {
                house.Simulator.PayPal.Fault = Fault.None;
            }
            comings.Add(Task.Run(async () => done.Add((donor, await ComeAsync(house, 1000 + donor, tokens[donor]))), Cancel));
            await Task.Delay(between, Cancel);
        }
        await Task.WhenAll(comings);

        // Half of the notices are lost; the rails heal by morning.
        await house.TellAsync(NoticeFault.Reorder | NoticeFault.Dup);
        await Task.WhenAll(house.Simulator.Hosts.Select(h => h.HealAsync()));
        await house.PollAsync();
        await house.ReconcileAsync();

        Assert.Equal(donors, done.Count);
        await using var db = house.Newsroom.Db();
        Assert.Equal(Enumerable.Range(0, donors).Select(d => 1000L + d).ToList(), await db.Set<Gift>().OrderBy(g => g.Amount).Select(g => g.Amount).ToListAsync(Cancel));
        await house.BooksAgreeAsync();
        var online = done.Where(d => d.Started.Result is StartResult.Redirect).ToList();
        var paid = await db.Set<Broadside.Giving.Ledger.EntryRow>().Where(e => e.Kind == Broadside.Giving.Ledger.FactKind.Charge && e.Reverses == 0 && e.Gift != null).Select(e => e.Gift!).Distinct().ToListAsync(Cancel);
        Assert.Subset(paid.ToHashSet(), online.Select(d => d.Started.Gift.Id).ToHashSet());
        output.WriteLine($"{donors} donors: {string.Join(", ", done.GroupBy(d => d.Started.Attempt.Rail).Select(g => $"{g.Count()} by {g.Key}"))}");
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task With_every_processor_cut_bank_and_cheque_take_every_gift(string engine)
    {
        await using var house = await DrillHouse.OpenAsync(engine);
        foreach (var rail in new[] { "stripe", "paypal", "btcpay" })
        {
            await house.Board.SignalAsync(rail, null, null, new RailSignal.CutNow("drill"), Broadside.Guard.Actor.Operator, Cancel);
        }

        var bank = await house.GiveAsync(2500, "bank:" + DrillHouse.Iban);
        var cheque = await house.GiveAsync(5000, ChequeRail.Id);
        var card = await house.GiveAsync(1000, "stripe");
        var instead = await house.AgainAsync(card);

        var instructions = Assert.IsType<StartResult.Instructions>(bank.Result);
        Assert.Equal(("DE89 3704 0044 0532 0130 00", bank.Gift.Reference), (instructions.Payload["number"], instructions.Reference));
        Assert.Contains("Main Street 1", Assert.IsType<StartResult.Instructions>(cheque.Result).Payload["address"], StringComparison.Ordinal);
        Assert.IsType<StartResult.Unavailable>(card.Result);
        Assert.Equal("bank:" + DrillHouse.Iban, card.Next);
        Assert.IsType<StartResult.Instructions>(instead.Result);
        Assert.All(house.Simulator.Hosts, h => Assert.DoesNotContain(h.Asked, a => a.StartsWith("POST /v1/checkout", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Fault.Unauthorized401, HealthState.Cut)]
    [InlineData(Fault.ChargesDisabled, HealthState.Cut)]
    public async Task A_key_that_was_revoked_or_an_account_that_was_closed_is_met_by_one_donor_and_no_other(Fault fault, HealthState state)
    {
        await using var house = await DrillHouse.OpenAsync(Engines.Sqlite);
        house.Simulator.Stripe.Fault = fault;

        var first = await house.GiveAsync(1000, "stripe");
        var asked = house.Simulator.Stripe.Asked.Count;
        var second = await house.GiveAsync(1000, "stripe");

        Assert.Equal((state, "paypal"), (house.Board.State("stripe", "EUR", null), first.Next));
        Assert.Equal(("paypal", asked), (second.Next, house.Simulator.Stripe.Asked.Count));
        Assert.IsType<StartResult.Redirect>((await house.AgainAsync(second)).Result);
    }

    [Fact]
    public async Task An_account_closed_between_the_donors_yes_and_the_capture_cuts_the_rail_and_takes_nothing()
    {
        await using var house = await DrillHouse.OpenAsync(Engines.Sqlite);
        var started = await house.GiveAsync(1000, "paypal");
        house.Pay(started);
        house.Simulator.PayPal.Fault = Fault.PayeeRestricted;

        await house.TellAsync();
        await house.PollAsync();

        Assert.Equal((HealthState.Cut, 0), (house.Board.State("paypal", "EUR", null), await house.BalanceAsync("income:gifts:general")));
        Assert.Empty(house.Simulator.PayPal.Captures);
    }

    // As a donor does: what is offered instead is taken, until something works.
    private static async Task<StartedGift> ComeAsync(DrillHouse house, long amount, string token)
    {
        var started = await house.GiveAsync(amount, "stripe", token);
        for (var tries = 0; started.Result is StartResult.Unavailable or StartResult.Unknown && tries < 5; tries++)
        {
            started = await house.AgainAsync(started);
        }
        if (started.Result is StartResult.Redirect)
        {
            house.Pay(started);
        }
        return started;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
