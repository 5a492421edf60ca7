using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Notices;
using Broadside.Giving.Payees;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Staff;
using Broadside.Staff.Acts;
using Broadside.Tests.Staff;
using Broadside.Tests.Subscribers;
using Broadside.Themes.DeskFrame;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Giving.Treasury;

/// <summary>Paying back: one person up to the limit, above it two; agreed to once, paid back once.</summary>
public sealed class RefundDeskTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "refund-second-person")]
    public async Task Above_the_limit_a_second_person_agrees_and_it_is_paid_back_once(string engine)
    {
        var rail = new FakeRail();
        await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.AddSingleton<IRail>(rail));
        var key = await ChargeAsync(newsroom, 50_000);
        var (asker, other) = (await newsroom.Services.JoinAsync(Role.Owner), await newsroom.Services.JoinAsync(Role.Owner));
        var (who, second) = (await newsroom.Services.ActorAsync(asker), await newsroom.Services.ActorAsync(other));
        var ask = newsroom.Get<AskRefund>();

        Assert.True((await ask.RunAsync(key, Treasurers.Euro(6_000), "Twice by mistake", who, Cancel)).Value);
        Assert.Single(rail.Refunds);
        // In small steps it would be the same money.
        Assert.False((await ask.RunAsync(key, Treasurers.Euro(6_000), "Again", who, Cancel)).Value);
        Assert.Single(rail.Refunds);
        await using var db = newsroom.Db();
        var act = await db.Set<PendingAct>().SingleAsync(Cancel);
        Assert.Equal("second_person", (await newsroom.Get<ApproveAct>().RunAsync(act.Id, who, Cancel)).Refusal!.Code);
        Assert.True((await newsroom.Get<ApproveAct>().RunAsync(act.Id, second, Cancel)).IsDone);
        await newsroom.Get<JobRunner>().WorkAsync();
        Assert.Equal(2, rail.Refunds.Count);

        // Heard twice, as after a crash: the rail is asked under the same key, and nothing more goes out of what is left.
        var heard = System.Text.Json.JsonSerializer.Serialize(new ActApproved(act.Id, act.Kind, act.Subject, act.Payload, act.AskedBy), CanonicalJson.Options);
        await newsroom.Services.GetServices<IEventHandler>().OfType<HearRefundAgreed>().Single().RunAsync(heard, Cancel);
        Assert.Equal(act.Id, rail.Refunds.Last().Id);
        Assert.Equal(2, rail.Refunds.Select(r => r.Id).Distinct().Count());
        Assert.Equal([6_000, 6_000], await db.Set<AskedRefund>().Select(r => r.Amount).ToListAsync(Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "refund-second-person")]
    public async Task What_a_person_sent_back_by_the_bank_counts_for_the_limit_too(string engine)
    {
        var rail = new FakeRail();
        await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.AddSingleton<IRail>(rail));
        var key = await ChargeAsync(newsroom, 50_000);
        var asker = await newsroom.Services.JoinAsync(Role.Owner);
        await newsroom.Services.JoinAsync(Role.Owner);
        var (who, ask) = (await newsroom.Services.ActorAsync(asker), newsroom.Get<AskRefund>());
        var back = new Fact(key.Rail, key.RailAccount, FactKind.PaidBack, "bank/line", Treasurers.Euro(6_000), newsroom.Time.GetUtcNow()) { PaymentRemoteId = key.RemoteId, Account = Accounts.Suspense(Treasurers.Bank) };
        await newsroom.Get<PostFacts>().RunAsync([back], Cancel);

        Assert.True((await ask.RunAsync(key, Treasurers.Euro(4_000), "Twice by mistake", who, Cancel)).Value);
        Assert.False((await ask.RunAsync(key, Treasurers.Euro(1), "Again", who, Cancel)).Value);

        Assert.Equal(4_000, Assert.Single(rail.Refunds).Amount.Minor);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_was_agreed_to_and_cannot_be_done_waits_where_the_treasurer_looks(string engine)
    {
        var rail = new FakeRail();
        await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.AddSingleton<IRail>(rail));
        var key = await ChargeAsync(newsroom, 50_000);
        var wish = new AskRefund.Wish(key.Rail, key.RailAccount, key.RemoteId, 60_000, "EUR", "Too much");
        var heard = System.Text.Json.JsonSerializer.Serialize(new ActApproved("a1", AskRefund.ActKind, "payment", System.Text.Json.JsonSerializer.Serialize(wish, CanonicalJson.Options), "ana"), CanonicalJson.Options);

        await newsroom.Services.GetServices<IEventHandler>().OfType<HearRefundAgreed>().Single().RunAsync(heard, Cancel);

        await using var db = newsroom.Db();
        var item = await db.Set<GivingItem>().SingleAsync(Cancel);
        Assert.Equal(("refund-not-done", "too-much", "600.00 EUR"), (item.Code, item.Theirs, item.Ours));
        Assert.True((await newsroom.Get<SettleItem>().RunAsync(item.Code, item.Subject, Actor.Operator, Cancel)).IsDone);
        Assert.Equal("gone", (await newsroom.Get<SettleItem>().RunAsync(item.Code, item.Subject, Actor.Operator, Cancel)).Refusal!.Code);
        Assert.Empty(rail.Refunds);
    }

    [Fact]
    public async Task Without_a_reason_or_an_amount_nothing_is_asked()
    {
        var rail = new FakeRail();
        await using var newsroom = await TestNewsroom.OpenAsync(change: services => services.AddSingleton<IRail>(rail));
        var key = await ChargeAsync(newsroom, 5_000);
        var ask = newsroom.Get<AskRefund>();

        Assert.Equal("refund_reason", (await ask.RunAsync(key, Treasurers.Euro(100), " ", Actor.Operator, Cancel)).Refusal!.Code);
        Assert.Equal("too-much", (await ask.RunAsync(key, null, "Why", Actor.Operator, Cancel)).Refusal!.Code);
        var refused = (await ask.RunAsync(key, Treasurers.Euro(5_001), "Why", Actor.Operator, Cancel)).Refusal!;
        Assert.Equal(("too-much", 409), (refused.Code, DeskAnswer.StatusOf(refused)));
        Assert.Equal("by-hand", (await ask.RunAsync(key with { Kind = FactKind.ChequeTaken }, Treasurers.Euro(100), "Why", Actor.Operator, Cancel)).Refusal!.Code);
        Assert.Empty(rail.Refunds);
    }

    private static async Task<FactKey> ChargeAsync(TestNewsroom newsroom, long cents)
    {
        var gift = await Givers.GiftAsync(newsroom, cents);
        var charge = new Fact("stripe", FakeRail.Account, FactKind.Charge, "ch_1", Treasurers.Euro(cents), newsroom.Time.GetUtcNow()) { Gift = gift.Id, Fund = "general" };
        await newsroom.Get<PostFacts>().RunAsync([charge], Cancel);
        return charge.Key;
    }
}
