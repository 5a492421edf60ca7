using Broadside.Giving.Health;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Tests.Giving.Drills;
using Broadside.Tests.Giving.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Giving;

public sealed class CheckGivingTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_doctor_says_what_is_wrong_with_money_and_nothing_when_all_is_well(string engine)
    {
        await using var house = await DrillHouse.OpenAsync(engine);
        house.Pay(await house.GiveAsync(1000, "stripe"));
        await house.TellAsync();
        await house.ReconcileAsync();
        Assert.Empty(await FoundAsync(house));

        await house.Board.SignalAsync("stripe", null, null, new RailSignal.CutNow("drill"), Actor.Operator, TestContext.Current.CancellationToken);
        await house.Newsroom.AlterAsync("UPDATE legal_recipients SET name = 'Somebody else'");
        await house.Newsroom.AlterAsync("UPDATE account_sums SET amount = amount + 1 WHERE account = 'assets:clearing:stripe'");
        house.Time!.Advance(TimeSpan.FromDays(3));

        var found = string.Join('\n', await FoundAsync(house));
        Assert.Contains("the rail stripe is cut", found, StringComparison.Ordinal);
        Assert.Contains("the recipient outlet stands in the database otherwise than signed", found, StringComparison.Ordinal);
        Assert.Contains("The sum of assets:clearing:stripe is kept as", found, StringComparison.Ordinal);
        Assert.Contains("paypal was last compared on", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_drill_says_where_donors_would_go_and_what_to_put_right()
    {
        await using var house = await DrillHouse.OpenAsync(Engines.Sqlite);
        house.Simulator.PayPal.Fault = Fault.Error500;

        var report = await house.Newsroom.Get<RehearseCut>().RunAsync(TestContext.Current.CancellationToken);

        Assert.False(report.IsReady);
        Assert.Equal(("paypal", "paypal"), (Next(report, "stripe", "once"), Next(report, "stripe", "monthly")));
        Assert.Equal("stripe", Next(report, "btcpay", "once"));
        Assert.Contains(report.Wrong, w => w.StartsWith("paypal would take no money now", StringComparison.Ordinal));
        Assert.Contains(report.Wrong, w => w.StartsWith("stripe takes play money", StringComparison.Ordinal));
        Assert.DoesNotContain(report.Cuts, c => c.Next is null);
    }

    private static string? Next(CutReport report, string rail, string repeats) => report.Cuts.Single(c => c.Rail == rail && c.Repeats == repeats).Next;

    private static async Task<List<string>> FoundAsync(DrillHouse house)
    {
        var found = new List<string>();
        await foreach (var line in house.Newsroom.Services.GetServices<ICheck>().Single(c => c.Name == "giving").RunAsync(TestContext.Current.CancellationToken))
        {
            found.Add(line);
        }
        return found;
    }
}
