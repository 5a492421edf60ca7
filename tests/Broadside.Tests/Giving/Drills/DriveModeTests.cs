using Broadside.Giving.Health;
using Broadside.Giving.Payees;
using Broadside.Guard;
using Broadside.Tests.Giving.Simulator;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Giving.Drills;

public sealed class DriveModeTests
{
    private static readonly Actor Owner = Actor.Operator with { IsFreshByPasskey = true };

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task While_a_drive_runs_where_money_goes_stays_as_it_is(string engine)
    {
        await using var house = await DrillHouse.OpenAsync(engine);
        var (drive, change) = (house.Newsroom.Get<DriveMode>(), house.Newsroom.Get<ChangePayout>());
        await using (var db = house.Newsroom.Db())
        {
            // Agreed to before the drive, due in the middle of it.
            db.Add(new PayoutChange { Id = "1", Subject = "bank", Summary = "", Edit = $$"""{"drop_bank":"{{DrillHouse.Iban}}"}""", AskedBy = "a", AgreedBy = "b", AgreedAt = house.Time!.GetUtcNow(), DueAt = house.Time.GetUtcNow() });
            await db.SaveChangesAsync(Cancel);
        }
        await drive.SetAsync(true, Owner, Cancel);

        Assert.Equal("drive", (await change.RunAsync(new PayoutEdit { DropCheque = "outlet" }, Owner, Cancel)).Refusal?.Code);
        Assert.Equal(0, await change.ApplyDueAsync(Cancel));
        Assert.Equal(DrillHouse.Iban, Assert.Single(Banks(house)));

        await drive.SetAsync(false, Owner, Cancel);
        Assert.Equal(1, await change.ApplyDueAsync(Cancel));
        Assert.Empty(Banks(house));
    }

    [Fact]
    public async Task Rails_are_looked_at_once_a_minute_and_four_times_while_a_drive_runs()
    {
        await using var house = await DrillHouse.OpenAsync(Engines.Sqlite);
        var probe = house.Newsroom.Get<ProbeRails>();
        await probe.RunAsync("", Cancel);
        Assert.Equal(1, Looks(house));

        await house.Newsroom.Get<DriveMode>().SetAsync(true, Owner, Cancel);
        var running = probe.RunAsync("", Cancel);
        while (!running.IsCompleted)
        {
            house.Time!.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, Cancel);
        }
        await running;
        Assert.Equal(5, Looks(house));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_rail_on_whose_page_nobody_pays_whose_notices_fail_or_that_pays_nothing_out_is_an_alarm_until_it_is_so_no_longer(string engine)
    {
        await using var house = await DrillHouse.OpenAsync(engine);
        var watch = house.Newsroom.Get<WatchRails>();
        for (var i = 0; i < 20; i++)
        {
            await house.GiveAsync(1000, "stripe");
        }
        await watch.RunAsync(Cancel);
        Assert.Equal(["rail-nobody-pays"], await AlarmsAsync(house));

        house.Pay(await house.GiveAsync(1000, "stripe"));
        await house.TellAsync(NoticeFault.Drop);
        await house.PollAsync();
        await watch.RunAsync(Cancel);
        Assert.Equal(["rail-silent"], await AlarmsAsync(house));

        house.Time!.Advance(TimeSpan.FromDays(15));
        await watch.RunAsync(Cancel);
        Assert.Equal(["rail-pays-not-out"], await AlarmsAsync(house));

        house.Simulator.Stripe.Payout("eur");
        house.Time.Advance(TimeSpan.FromMinutes(1));
        await house.ReconcileAsync();
        await watch.RunAsync(Cancel);
        Assert.Empty(await AlarmsAsync(house));
    }

    private static IEnumerable<string> Banks(DrillHouse house) => house.Newsroom.Get<SiteRecord>().Read<PayoutDetails>(PayoutDetails.Part).Banks.Select(b => b.Number);

    private static int Looks(DrillHouse house) => house.Simulator.Stripe.Asked.Count(a => a.EndsWith(" /v1/account", StringComparison.Ordinal));

    private static async Task<List<string>> AlarmsAsync(DrillHouse house)
    {
        await using var db = house.Newsroom.Db();
        return await db.Set<Alarm>().Where(a => a.ClearedAt == null && a.Code.StartsWith("rail-")).Select(a => a.Code).ToListAsync(Cancel);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
