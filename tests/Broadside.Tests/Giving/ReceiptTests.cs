using Broadside.Giving.Ledger;
using Broadside.Giving.Notices;
using Broadside.Giving.Receipts;
using Broadside.Kit;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Giving;

public sealed class ReceiptTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_receipt_follows_its_payment_and_keeps_its_number(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var gift = await Givers.GiftAsync(newsroom, 1000);
        var charge = Charge(newsroom, "ch_1", 1000, gift.Id);

        Assert.Equal(1, await PostAsync(newsroom, charge));
        Assert.Equal(0, await PostAsync(newsroom, charge with { Fee = new Money(59, "EUR") }));
        Assert.Equal(1, await PostAsync(newsroom, Refund(charge, "re_1", 300)));
        Assert.Equal(0, await PostAsync(newsroom, Refund(charge, "re_2", 700)));
        Assert.Equal(1, await PostAsync(newsroom, Refund(charge, "re_2", 700) with { Kind = FactKind.RefundFailed }));

        Assert.Equal([(1, 1000, "amount changed"), (2, 700, "paid back"), (3, 700, null)], (await ReceiptsAsync(newsroom)).Select(r => (r.Number, r.Amount, r.VoidReason)));
        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => newsroom.AlterAsync("DELETE FROM receipts"));
        Assert.Contains("a receipt keeps its number", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_a_rail_took_otherwise_than_chosen_is_confirmed_only_after_a_look(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var gift = await Givers.GiftAsync(newsroom, 1000);

        Assert.Equal(0, await PostAsync(newsroom, Charge(newsroom, "ch_1", 1200, gift.Id)));

        await using var db = newsroom.Db();
        var item = await db.Set<GivingItem>().SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("amount-differs", "12.00 EUR", "10.00 EUR"), (item.Code, item.Theirs, item.Ours));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Numbers_have_no_gap_and_live_receipts_come_to_what_was_raised(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var gifts = 0;
        await Gen.Select(Gen.Long[500, 5_000], Gen.Int[0, 3], Gen.Int[2024, 2026], Gen.Bool).List[1, 6].SampleAsync(async payments =>
        {
            foreach (var (amount, refunds, year, isAtOnce) in payments)
            {
                var id = $"g{gifts++}";
                var gift = await Givers.GiftAsync(newsroom, amount, id);
                var charge = Charge(newsroom, id, amount, gift.Id) with { At = new DateTimeOffset(year, 6, 1, 0, 0, 0, TimeSpan.Zero) };
                Fact[] facts = [.. Enumerable.Range(0, refunds).Select(n => Refund(charge, $"{id}/{n}", amount / 3)), charge];
                foreach (var fact in isAtOnce ? facts : facts.Reverse())
                {
                    await newsroom.Get<PostFacts>().RunAsync([fact], TestContext.Current.CancellationToken);
                    if (!isAtOnce)
                    {
                        await newsroom.Get<IssueReceipts>().RunAsync(TestContext.Current.CancellationToken);
                    }
                }
            }
            await newsroom.Get<IssueReceipts>().RunAsync(TestContext.Current.CancellationToken);

            var receipts = await ReceiptsAsync(newsroom);
            Assert.All(receipts.GroupBy(r => (r.Recipient, r.Year)), g => Assert.Equal(Enumerable.Range(1, g.Count()), g.Select(r => r.Number).Order()));
            Assert.Equal((await newsroom.Get<LedgerQueries>().RaisedInAllAsync(TestContext.Current.CancellationToken)).Sum(m => m.Minor), receipts.Where(r => r.VoidedAt is null).Sum(r => r.Amount));
        }, iter: TestSize.Pick(8, 300), threads: 1);
    }

    private static Fact Charge(TestNewsroom newsroom, string id, long amount, string gift) =>
        new("stripe", FakeRail.Account, FactKind.Charge, id, new Money(amount, "EUR"), newsroom.Time.GetUtcNow()) { Gift = gift, Fund = "general" };

    private static Fact Refund(Fact charge, string id, long amount) => charge with { Kind = FactKind.Refund, RemoteId = id, PaymentRemoteId = charge.RemoteId, Amount = new Money(amount, "EUR"), Gift = null, Fund = null };

    private static async Task<int> PostAsync(TestNewsroom newsroom, Fact fact)
    {
        await newsroom.Get<PostFacts>().RunAsync([fact], TestContext.Current.CancellationToken);
        return await newsroom.Get<IssueReceipts>().RunAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<List<Receipt>> ReceiptsAsync(TestNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        return await db.Set<Receipt>().AsNoTracking().OrderBy(r => r.Number).ToListAsync(TestContext.Current.CancellationToken);
    }
}
