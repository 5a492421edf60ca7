using Broadside.Giving.Gifts;
using Broadside.Giving.Plans;
using Broadside.Giving.Rails;
using Broadside.Jobs;
using Broadside.Mail.Letters;
using Broadside.Tests.Giving.Simulator;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Giving.Drills;

/// <summary>A donor begins a monthly gift by one way, turns back and takes another: one mandate is live at the end, whatever they pay on.</summary>
public sealed class TwoPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_page_that_was_left_is_ended_at_its_rail_as_soon_as_that_answers(string engine)
    {
        await using var house = await DrillHouse.OpenAsync(engine);
        var first = await house.GiveAsync(1000, "stripe", repeats: Interval.Monthly);
        house.Time!.Advance(TimeSpan.FromMinutes(1));
        house.Simulator.Stripe.Fault = Fault.Error500;
        var second = await house.AgainAsync(first, "paypal");
        await using var db = house.Newsroom.Db();
        Assert.Equal(1, await db.Set<Job>().CountAsync(j => j.Kind == CloseStarts.JobKind, Cancel));
        Assert.Equal(0, await house.Newsroom.Get<CloseStarts>().RunAsync(Cancel));
        var page = Assert.Single(house.Simulator.Stripe.Sessions);
        Assert.Equal((1, "open"), (house.Simulator.Stripe.Asked.Count(a => a.EndsWith("/expire", StringComparison.Ordinal)), page.Status));

        house.Simulator.Stripe.Fault = Fault.None;
        Assert.Equal(1, await house.Newsroom.Get<CloseStarts>().RunAsync(Cancel));
        Assert.Equal(0, await house.Newsroom.Get<CloseStarts>().RunAsync(Cancel));
        house.Simulator.Stripe.Press(page.Id, "pay");
        house.Pay(second);
        await house.TellAsync();

        Assert.Equal("expired", page.Status);
        Assert.Empty(house.Simulator.Stripe.Subscriptions);
        Assert.Equal("paypal", (await db.Set<RecurringPlan>().SingleAsync(p => p.State != PlanState.Ended, Cancel)).Rail);
        Assert.Equal([AttemptState.Expired, AttemptState.Succeeded], await db.Set<Attempt>().OrderBy(a => a.StartedAt).Select(a => a.State).ToListAsync(Cancel));
        Assert.DoesNotContain(await house.ItemsAsync(), i => i.Code == "two-plans");
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Who_pays_on_both_pages_all_the_same_keeps_the_plan_that_began_first_and_the_treasurer_hears_of_it(string engine)
    {
        await using var house = await DrillHouse.OpenAsync(engine);
        var first = await house.GiveAsync(1000, "stripe", repeats: Interval.Monthly, email: "ana@reader.example");
        house.Time!.Advance(TimeSpan.FromMinutes(1));
        var second = await house.AgainAsync(first, "paypal");
        house.Pay(first);
        await house.TellAsync();
        house.Time.Advance(TimeSpan.FromMinutes(1));
        house.Pay(second);
        await house.TellAsync();
        Assert.Equal(("active", "ACTIVE"), Plans(house));

        house.Simulator.PayPal.Fault = Fault.Error500;
        await house.Newsroom.Get<FollowPlans>().RunAsync(Cancel);
        await house.Newsroom.Get<FollowPlans>().RunAsync(Cancel);
        Assert.Equal(("active", "ACTIVE"), Plans(house));
        house.Simulator.PayPal.Fault = Fault.None;
        house.Time.Advance(TimeSpan.FromMinutes(3));
        await house.Newsroom.Get<FollowPlans>().RunAsync(Cancel);
        await house.TellAsync();

        Assert.Equal(("active", "CANCELLED"), Plans(house));
        await using var db = house.Newsroom.Db();
        Assert.Equal("stripe", (await db.Set<RecurringPlan>().SingleAsync(p => p.State != PlanState.Ended, Cancel)).Rail);
        Assert.Equal(1, await db.Set<AskedChange>().CountAsync(Cancel));
        Assert.Contains(await house.ItemsAsync(), i => i.Code == "two-plans");
        // Their gift goes on: no mail says that it ended.
        Assert.False(await db.Set<Letter>().AnyAsync(l => l.Kind == "gift ended", Cancel));
    }

    private static (string Stripe, string PayPal) Plans(DrillHouse house) => (house.Simulator.Stripe.Subscriptions.Single().Status, house.Simulator.PayPal.Subscriptions.Single().Status);
}
