using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Ledger;
using Broadside.Giving.Letters;
using Broadside.Giving.Notices;
using Broadside.Giving.Plans;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Kit;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Giving.Letters;

/// <summary>Regular gifts whose rail is cut, fails, or is left: one mail each, and never two mandates.</summary>
public sealed class PlanTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_cut_rail_interrupts_its_plans_and_their_donors_are_written_to_on_three_days(string engine)
    {
        await using var house = await LetterHouse.OpenAsync(engine);
        var plan = await house.PlanAsync();
        await house.PlanAsync(2000);
        var other = await house.PlanAsync(rail: "paypal", email: "ben@reader.example");

        await house.CutAsync();
        foreach (var (days, sum) in new[] { (0, 1), (6, 1), (1, 2), (13, 2), (1, 3), (40, 3) })
        {
            house.Newsroom.Time.Jump(TimeSpan.FromDays(days));
            await house.FollowAsync();
            await house.FollowAsync();
            Assert.Equal(sum, (await house.LettersAsync()).Count);
        }

        Assert.Equal((PlanState.Interrupted, PlanState.Active), ((await house.NowAsync(plan)).State, (await house.NowAsync(other)).State));
        var letters = await house.LettersAsync("plan cut");
        Assert.All(letters, l => Assert.Equal((LetterHouse.Email, Broadside.Mail.Letters.Doubt.Hold), (l.Recipient, l.Doubt)));
        // One mail for two plans, a link for each.
        Assert.Contains("Continue: 20.00 EUR a month", LetterHouse.Text(letters[0]), StringComparison.Ordinal);
        Assert.Equal(2, LetterHouse.Text(letters[0]).Split("/give/continue/").Length - 1);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_rail_that_is_back_takes_its_plans_back_as_it_knows_them_and_waiting_mails_are_dropped(string engine)
    {
        await using var house = await LetterHouse.OpenAsync(engine);
        var (active, failed, ended) = (await house.PlanAsync(), await house.PlanAsync(2000, "ben@reader.example"), await house.PlanAsync(3000, "cara@reader.example"));
        await house.CutAsync();
        await house.FollowAsync();
        house.Tell(failed, PlanState.PastDue);
        house.Tell(ended, PlanState.Ended);

        await house.Get<ProbeRails>().RunAsync("{}", Cancel);
        Assert.Equal(HealthState.Healthy, await house.Get<RailBoard>().SignalAsync("stripe", null, null, new RailSignal.Restore(), Actor.Operator, Cancel));
        house.Newsroom.Time.Jump(TimeSpan.FromDays(21));
        await house.FollowAsync();

        Assert.Equal([PlanState.Active, PlanState.PastDue, PlanState.Ended], [(await house.NowAsync(active)).State, (await house.NowAsync(failed)).State, (await house.NowAsync(ended)).State]);
        Assert.Equal(3, (await house.LettersAsync("plan cut")).Count);
        Assert.Equal("ben@reader.example", Assert.Single(await house.LettersAsync("plan failed")).Recipient);
        Assert.Equal("cara@reader.example", Assert.Single(await house.LettersAsync("gift ended")).Recipient);
        // Cut again, it is another reason.
        house.Newsroom.Time.Jump(TimeSpan.FromMinutes(1));
        await house.CutAsync();
        await house.FollowAsync();
        Assert.Equal(5, (await house.LettersAsync("plan cut")).Count);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_failed_renewal_is_told_on_three_days_and_no_more_once_it_is_paid(string engine)
    {
        await using var house = await LetterHouse.OpenAsync(engine);
        var (paid, open) = (await house.PlanAsync(), await house.PlanAsync(2000, "ben@reader.example", "es"));
        house.Tell(paid, PlanState.PastDue);
        house.Tell(open, PlanState.PastDue);

        house.Newsroom.Time.Jump(TimeSpan.FromDays(21));
        Assert.Equal(2, await house.Get<PlanWatch>().RunAsync(Cancel));
        Assert.Equal(2, await house.FollowAsync());
        house.Tell(paid, PlanState.Active);
        await house.Get<PlanWatch>().RunAsync(Cancel);
        foreach (var day in new[] { 1, 2, 3, 4, 5, 6, 7, 8, 30 })
        {
            house.Newsroom.Time.Jump(TimeSpan.FromDays(1));
            await house.FollowAsync();
        }

        var letters = await house.LettersAsync("plan failed");
        Assert.Equal((1, 3), (letters.Count(l => l.Recipient == LetterHouse.Email), letters.Count(l => l.Recipient == "ben@reader.example")));
        Assert.Contains("No se pudo cobrar", letters.First(l => l.Recipient == "ben@reader.example").Subject, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_plan_goes_on_elsewhere_once_its_old_rail_has_let_it_go(string engine)
    {
        await using var house = await LetterHouse.OpenAsync(engine);
        var plan = await house.PlanAsync(1200);
        await house.CutAsync();
        await house.FollowAsync();
        var gift = await GiftAsync(house, plan);
        Assert.Equal(["paypal", "bank:ES91"], house.Get<ContinuePlan>().Offered(await house.NowAsync(plan), gift).Select(d => d.Id));
        house.LetsGo(house.Stripe);

        var token = house.FormToken();
        var done = (await house.Get<ContinuePlan>().RunAsync(plan.Id, "paypal", token, LetterHouse.Pages, Cancel)).Value!;

        Assert.IsType<StartResult.Redirect>(done.Started!.Result);
        var asked = Assert.Single(house.PayPal.Started);
        Assert.Equal((new Money(1200, "EUR"), Interval.Monthly, LetterHouse.Email), (asked.Amount, asked.Interval, asked.Email));
        Assert.Null((await house.Get<ContinuePlan>().RunAsync(plan.Id, "paypal", token, LetterHouse.Pages, Cancel)).Value!.Started!.Result);
        Assert.Single(house.PayPal.Started);
        Assert.Equal(PlanState.Ended, (await house.NowAsync(plan)).State);
        var next = await house.MirrorSuccessorAsync(plan);
        Assert.Equal(1, await house.Get<FinishMoves>().RunAsync(Cancel));
        house.Newsroom.Time.Jump(TimeSpan.FromDays(30));
        await house.FollowAsync();

        Assert.Equal(plan.Id, (await house.NowAsync(next)).Continues);
        Assert.Equal("moved", (await house.Get<ContinuePlan>().RunAsync(plan.Id, "paypal", house.FormToken(), LetterHouse.Pages, Cancel)).Refusal!.Code);
        // No mail says that it ended: it goes on.
        Assert.Equal(["plan cut"], (await house.LettersAsync()).Select(l => l.Kind));
        Assert.Equal((gift.Fund, gift.Recipient, gift.Donor), await ChosenAsync(house, next.Gift));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "one-mandate")]
    public async Task While_the_old_rail_does_not_answer_nothing_new_begins_and_the_donor_is_written_to_afterwards(string engine)
    {
        await using var house = await LetterHouse.OpenAsync(engine);
        var plan = await house.PlanAsync();
        await house.CutAsync();
        await house.FollowAsync();
        house.Stripe.OnPlan = new PlanResult.Unavailable(RailTrouble.Misconfigured, new Evidence(401, "key"));

        Assert.Null((await house.Get<ContinuePlan>().RunAsync(plan.Id, "paypal", house.FormToken(), LetterHouse.Pages, Cancel)).Value!.Started);
        await house.FollowAsync();
        Assert.Equal((PlanState.Moving, 0), ((await house.NowAsync(plan)).State, house.PayPal.Started.Count));
        await using (var db = house.Newsroom.Db())
        {
            Assert.Equal("plan-moves", (await db.Set<GivingItem>().SingleAsync(Cancel)).Code);
        }

        house.LetsGo(house.Stripe);
        house.Newsroom.Time.Jump(TimeSpan.FromMinutes(11));
        await house.FollowAsync();
        await house.FollowAsync();
        var ready = Assert.Single(await house.LettersAsync("plan ready"));
        Assert.Equal(plan.Id, house.Get<PlanTokens>().Plan(LetterHouse.Link(ready, "/give/continue/").Split('/')[^1]));
        Assert.IsType<StartResult.Redirect>((await house.Get<ContinuePlan>().RunAsync(plan.Id, "paypal", house.FormToken(), LetterHouse.Pages, Cancel)).Value!.Started!.Result);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Of_many_plans_that_are_cut_each_donor_has_one_mail_and_none_two_mandates_whatever_moment_it_dies_at(string engine)
    {
        await using var house = await LetterHouse.OpenAsync(engine);
        var count = TestSize.Pick(12, 500);
        var plans = new List<RecurringPlan>();
        for (var i = 0; i < count; i++)
        {
            plans.Add(await house.PlanAsync(1000 + i, $"reader{i}@reader.example"));
        }
        await house.CutAsync();
        house.LetsGo(house.Stripe);
        // Keys and marks that are made at the first use; a program that dies over them begins anew.
        Assert.True(await house.Get<OutboundSwitch>().MayAsync(Cancel));
        Assert.NotNull(house.Get<PlanTokens>().Make("any") + house.FormToken());

        await Dying.RunAsync(async () => await house.FollowAsync());
        Assert.Equal(count, (await house.LettersAsync("plan cut")).Select(l => l.Recipient).Distinct().Count());
        Assert.Equal(count, (await house.LettersAsync()).Count);

        foreach (var plan in plans.Take(6))
        {
            await Dying.RunAsync(async () =>
            {
                Assert.True((await house.Get<ContinuePlan>().RunAsync(plan.Id, "paypal", house.FormToken(), LetterHouse.Pages, Cancel)) is { IsDone: true } or { Refusal.Code: "two-plans" });
            });
            await house.MirrorSuccessorAsync(plan);
            await Dying.RunAsync(async () => await house.Get<FinishMoves>().RunAsync(Cancel));
            Assert.False((await house.Get<ContinuePlan>().RunAsync(plan.Id, "paypal", house.FormToken(), LetterHouse.Pages, Cancel)).IsDone);
        }

        await using var db = house.Newsroom.Db();
        var all = await db.Set<RecurringPlan>().AsNoTracking().ToListAsync(Cancel);
        Assert.Equal(6, all.Count(p => p.IsLive));
        Assert.Equal(6, all.Where(p => p.Continues is not null).Select(p => p.Continues).Distinct().Count());
        Assert.Equal(count, (await house.LettersAsync()).Count);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_donors_wish_is_kept_before_the_rail_is_asked_and_an_end_sticks(string engine)
    {
        await using var house = await LetterHouse.OpenAsync(engine);
        var plan = await house.PlanAsync();
        var change = house.Get<ChangePlan>();
        var who = new Actor("donor/x", "donor");

        Assert.Equal("amount", (await change.RunAsync(plan.Id, new PlanWish(PlanAct.ChangeAmount, new Money(100, "EUR")), who, Cancel)).Refusal!.Code);
        Assert.Equal("until", (await change.RunAsync(plan.Id, new PlanWish(PlanAct.Pause), who, Cancel)).Refusal!.Code);
        Assert.Equal("not-here", (await change.RunAsync(plan.Id, new PlanWish(PlanAct.ChangeAmount, new Money(2000, "EUR")), who, Cancel)).Refusal!.Code);
        house.Stripe.OnPlan = new PlanResult.Changed(new RemotePlan(new RemoteRef("s", "x"), PlanState.Active, new Money(2000, "EUR"), Interval.Monthly));
        Assert.True((await change.RunAsync(plan.Id, new PlanWish(PlanAct.ChangeAmount, new Money(2000, "EUR")), who, Cancel)).IsDone);
        Assert.Equal(2000, (await house.NowAsync(plan)).Amount);

        // A pause at a rail that knows no day is ended from here.
        house.Stripe.OnPlan = new PlanResult.Changed(new RemotePlan(new RemoteRef("s", "x"), PlanState.Paused, new Money(2000, "EUR"), Interval.Monthly));
        Assert.True((await change.RunAsync(plan.Id, new PlanWish(PlanAct.Pause, Until: house.Newsroom.Time.GetUtcNow().AddDays(10)), who, Cancel)).IsDone);
        Assert.Equal(0, await house.Get<FinishChanges>().RunAsync(Cancel));
        house.Newsroom.Time.Jump(TimeSpan.FromDays(10));
        house.Stripe.OnPlan = new PlanResult.Changed(new RemotePlan(new RemoteRef("s", "x"), PlanState.Active, new Money(2000, "EUR"), Interval.Monthly));
        Assert.Equal(1, await house.Get<FinishChanges>().RunAsync(Cancel));
        Assert.Equal(PlanState.Active, (await house.NowAsync(plan)).State);

        house.Stripe.OnPlan = new PlanResult.Unknown(new Evidence(0, "timeout"));
        Assert.Equal(AskedChangeState.Unknown, (await change.RunAsync(plan.Id, new PlanWish(PlanAct.Cancel), who, Cancel)).Value!.State);
        house.LetsGo(house.Stripe);
        house.Newsroom.Time.Jump(TimeSpan.FromMinutes(3));
        await house.FollowAsync();
        Assert.Equal(PlanState.Ended, (await house.NowAsync(plan)).State);
        Assert.Single(await house.LettersAsync("gift ended"));
        await using var db = house.Newsroom.Db();
        Assert.False(await db.Set<AskedChange>().AnyAsync(a => a.DoneAt == null, Cancel));
    }

    [Fact]
    public async Task A_plans_link_is_good_for_sixty_days_and_for_nothing_that_was_made_elsewhere()
    {
        await using var house = await LetterHouse.OpenAsync(Engines.Sqlite);
        var tokens = house.Get<PlanTokens>();
        var (own, other) = (tokens.Make("01abc"), tokens.Make("01abd"));

        Assert.Equal("01abc", tokens.Plan(own.ToUpperInvariant()));
        Assert.All([null, "", "x", own + "0", own[..^1] + (own[^1] == '0' ? '1' : '0'), "01abc" + other[5..], own.Replace("01abc-2", "01abc-3", StringComparison.Ordinal)], forged => Assert.Null(tokens.Plan(forged)));
        house.Newsroom.Time.Jump(TimeSpan.FromDays(60));
        Assert.NotNull(tokens.Plan(own));
        house.Newsroom.Time.Jump(TimeSpan.FromDays(1));
        Assert.Null(tokens.Plan(own));
    }

    private static async Task<Gift> GiftAsync(LetterHouse house, RecurringPlan plan)
    {
        await using var db = house.Newsroom.Db();
        return await db.Set<Gift>().AsNoTracking().SingleAsync(g => g.Id == plan.Gift, Cancel);
    }

    private static async Task<(string, string, string?)> ChosenAsync(LetterHouse house, string gift)
    {
        await using var db = house.Newsroom.Db();
        var row = await db.Set<Gift>().AsNoTracking().SingleAsync(g => g.Id == gift, Cancel);
        return (row.Fund, row.Recipient, row.Donor);
    }
}
