using Broadside.Giving.Gifts;
using Broadside.Giving.Notices;
using Broadside.Giving.Rails;
using Broadside.Storage;
using Broadside.Tests.Giving.Simulator;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Giving.Drills;

/// <summary>What goes wrong between a rail and the newsroom while money is under way.</summary>
public sealed class OutageTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Four_days_away_without_a_notice_polling_brings_all_of_it(string engine)
    {
        await using var house = await DrillHouse.OpenAsync(engine);
        foreach (var rail in new[] { "stripe", "paypal", "btcpay" })
        {
            house.Pay(await house.GiveAsync(2000, rail));
        }
        await house.TellAsync(NoticeFault.Drop);
        house.Time!.Advance(TimeSpan.FromDays(4));

        await house.PollAsync();

        await house.BooksAgreeAsync();
        await using var db = house.Newsroom.Db();
        Assert.Equal([AttemptState.Succeeded, AttemptState.Succeeded, AttemptState.Succeeded], await db.Set<Attempt>().Select(a => a.State).ToListAsync(Cancel));
        Assert.All(await house.ReconcileAsync(), r => Assert.Equal(0, r.Done!.Differences));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Who_pays_twice_because_the_first_page_never_answered_is_two_payments_and_one_thing_to_look_at(string engine)
    {
        await using var house = await DrillHouse.OpenAsync(engine, isPatient: false);
        house.Simulator.Stripe.Fault = Fault.AcceptThenTimeout;
        var token = (await house.TokensAsync(1))[0];
        var giving = house.GiveAsync(3000, "stripe", token);
        while (!giving.IsCompleted && house.Simulator.Stripe.Hanging == 0)
        {
            await Task.Delay(5, Cancel);
        }
        house.Time!.Advance(TimeSpan.FromSeconds(4));
        var first = await giving;
        await house.Simulator.Stripe.HealAsync();
        var second = await house.AgainAsync(first);
        house.Pay(second);
        // The first page was made all the same, and the donor finds it in another window.
        house.Simulator.Stripe.Press(house.Simulator.Stripe.Sessions.Single().Id, "pay");

        await house.TellAsync();
        await house.PollAsync();
        await house.ReconcileAsync();

        Assert.IsType<StartResult.Unknown>(first.Result);
        Assert.Equal(-6000, await house.BalanceAsync("income:gifts:general"));
        Assert.Equal("possible-duplicate", Assert.Single(await house.ItemsAsync()).Code);
        await house.BooksAgreeAsync();
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Forged_notices_change_nothing_and_repeated_ones_change_it_once(string engine)
    {
        await using var house = await DrillHouse.OpenAsync(engine);
        foreach (var fault in new[] { NoticeFault.WrongSignature, NoticeFault.OldTimestamp, NoticeFault.OtherAccount, NoticeFault.OtherMode, NoticeFault.EvilCertificateHost, NoticeFault.SelfSigned })
        {
            house.Pay(await house.GiveAsync(1000, fault is NoticeFault.EvilCertificateHost or NoticeFault.SelfSigned ? "paypal" : "stripe"));
            // What is truly Stripe's and of its other mode is not sent again and again.
            Assert.All(await house.TellAsync(fault), a => Assert.Equal(fault == NoticeFault.OtherMode ? NoticeAnswer.Dropped : NoticeAnswer.Refused, a));
            Assert.Equal(0, await house.BalanceAsync("income:gifts:general"));
        }
        Assert.Empty(house.Simulator.PayPal.Captures);

        house.Pay(await house.GiveAsync(1000, "stripe"));
        await house.TellAsync(NoticeFault.Dup);

        Assert.Equal(-1000, await house.BalanceAsync("income:gifts:general"));
        await using var db = house.Newsroom.Db();
        Assert.Equal("stripe", (await db.Set<Broadside.Guard.Alarm>().SingleAsync(a => a.Code == TakeNotice.OtherMode, Cancel)).Subject);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_clock_that_is_an_hour_off_loses_nothing(int hours)
    {
        await using var house = await DrillHouse.OpenAsync(Engines.Sqlite);
        var started = await house.GiveAsync(1000, "stripe");
        house.Pay(started);
        var notices = house.Simulator.Stripe.TakeNotices();
        house.Time!.Jump(TimeSpan.FromHours(hours));
        foreach (var notice in notices)
        {
            await house.Newsroom.Get<TakeNotice>().RunAsync("stripe", new RawNotice(notice.Headers, notice.Body, house.Time.GetUtcNow()), Cancel);
        }

        await house.PollAsync();
        await house.ReconcileAsync();

        await house.BooksAgreeAsync();
        Assert.Equal(-1000, await house.BalanceAsync("income:gifts:general"));
    }

    [Fact]
    public async Task A_full_disk_under_a_notice_keeps_no_half_of_it_and_the_rail_is_told_to_come_again()
    {
        await using var house = await DrillHouse.OpenAsync(Engines.Sqlite);
        house.Pay(await house.GiveAsync(1000, "stripe"));
        var notices = house.Simulator.Stripe.TakeNotices();
        await house.Newsroom.AlterAsync("CREATE TRIGGER full_disk BEFORE INSERT ON notices BEGIN SELECT RAISE(ABORT, 'disk full'); END");

        foreach (var notice in notices)
        {
            // What the rail hears is 500: anything but "taken".
            await Assert.ThrowsAnyAsync<Exception>(() => house.Newsroom.Get<TakeNotice>().RunAsync("stripe", new RawNotice(notice.Headers, notice.Body, house.Time!.GetUtcNow()), Cancel));
        }

        await using var db = house.Newsroom.Db();
        Assert.Equal(0, await db.Set<Notice>().CountAsync(Cancel));
        await house.Newsroom.AlterAsync("DROP TRIGGER full_disk");
        await house.Newsroom.AlterAsync("CREATE TRIGGER full_disk BEFORE INSERT ON postings BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        await Assert.ThrowsAnyAsync<Exception>(() => house.PollAsync());
        Assert.Equal(0, await db.Set<Broadside.Giving.Ledger.EntryRow>().CountAsync(Cancel));
        await house.Newsroom.AlterAsync("DROP TRIGGER full_disk");
        house.Time!.Advance(TimeSpan.FromMinutes(3));
        await house.PollAsync();
        Assert.Equal(-1000, await house.BalanceAsync("income:gifts:general"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Disputes_and_refunds_that_cross_and_a_refund_that_fails_late_end_as_the_rail_says(string engine)
    {
        await using var house = await DrillHouse.OpenAsync(engine);
        house.Pay(await house.GiveAsync(10_000, "stripe"));
        house.Pay(await house.GiveAsync(4000, "stripe"));
        await house.TellAsync();
        var stripe = house.Simulator.Stripe;
        var (first, second) = (stripe.Charges[0], stripe.Charges[1]);
        var refund = stripe.Refund(first.Id, 3000);
        var dispute = stripe.Dispute(first.Id, 5000);
        stripe.Refund(second.Id, 1500);
        await house.TellAsync(NoticeFault.Reorder | NoticeFault.Dup);
        stripe.FailRefund(refund);
        stripe.CloseDispute(dispute, won: false);
        await house.TellAsync(NoticeFault.Drop);
        house.Time!.Advance(TimeSpan.FromDays(1));

        await house.ReconcileAsync();

        await house.BooksAgreeAsync();
        Assert.Equal(6500, await house.BalanceAsync("contra:refunds"));
        Assert.Equal(-14_000, await house.BalanceAsync("income:gifts:general"));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
