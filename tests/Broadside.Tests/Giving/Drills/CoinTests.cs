using Broadside.Giving.Gifts;
using Broadside.Giving.Letters;
using Broadside.Giving.Rails;
using Broadside.Giving.Receipts;
using Broadside.Kit;
using Broadside.Tests.Giving.Letters;
using Broadside.Tests.Giving.Simulator;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Giving.Drills;

/// <summary>Bitcoin that was asked for in euros, as it is unless somebody sets it up otherwise.</summary>
public sealed class CoinTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_gift_whose_invoice_was_paid_in_full_is_confirmed_in_what_came_and_nobody_has_to_look(string engine)
    {
        await using var house = await DrillHouse.OpenAsync(engine);
        house.Pay(await house.GiveAsync(2000, "btcpay", email: "ana@reader.example"));
        await house.TellAsync();

        Assert.Equal(1, await IssueAsync(house));

        Assert.Equal([(50_000L, "SAT")], await ReceiptsAsync(house));
        Assert.Empty(await house.ItemsAsync());
        Assert.Empty(await house.Newsroom.Get<AnnualRun>().DifferencesAsync(2026, Cancel));
        Assert.Equal(1, await house.Newsroom.Get<PostGiftLetters>().RunAsync(Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Part_of_it_waits_for_the_rest_or_for_a_look_and_is_confirmed_with_the_last_part(string engine)
    {
        await using var house = await DrillHouse.OpenAsync(engine);
        var invoice = Invoice(await house.GiveAsync(2000, "btcpay"));
        house.Simulator.BtcPay.Pay(invoice, 0.5m);
        await house.TellAsync();
        Assert.Equal(0, await IssueAsync(house));
        Assert.Equal(IssueReceipts.Differs, Assert.Single(await house.ItemsAsync()).Code);

        house.Simulator.BtcPay.Pay(invoice, 0.5m);
        await house.TellAsync();

        Assert.Equal(2, await IssueAsync(house));
        Assert.Equal([(25_000L, "SAT"), (25_000L, "SAT")], await ReceiptsAsync(house));
        Assert.DoesNotContain(await house.ItemsAsync(), i => i.Code == IssueReceipts.Differs);
        Assert.Equal(0, await IssueAsync(house));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_only_the_rails_list_told_is_confirmed_once_its_invoice_was_asked(string engine)
    {
        await using var house = await DrillHouse.OpenAsync(engine);
        house.Pay(await house.GiveAsync(2000, "btcpay"));
        await house.TellAsync(NoticeFault.Drop);
        house.Time!.Advance(TimeSpan.FromMinutes(1));
        await house.ReconcileAsync();
        Assert.Equal(0, await IssueAsync(house));

        await house.PollAsync();

        Assert.Equal(1, await IssueAsync(house));
        Assert.Empty(await house.ItemsAsync());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Nothing_repeats_by_it_and_none_is_offered(string engine)
    {
        await using var house = await DrillHouse.OpenAsync(engine);
        var form = new GiftForm((await house.TokensAsync(1))[0], new Money(2000, "EUR"), "btcpay", LetterHouse.Pages) { Repeats = Interval.Monthly };

        Assert.Equal("rail", (await house.Newsroom.Get<StartGift>().RunAsync(form, Cancel)).Refusal!.Code);
        Assert.Empty(house.Simulator.BtcPay.Invoices);
        Assert.Equal(Recurring.None, house.Board.Find("btcpay")!.Describe().Recurring);
    }

    private static string Invoice(StartedGift started) => Assert.IsType<StartResult.Redirect>(started.Result).Remote.Id;

    private static Task<int> IssueAsync(DrillHouse house) => house.Newsroom.Get<IssueReceipts>().RunAsync(Cancel);

    private static async Task<IEnumerable<(long, string)>> ReceiptsAsync(DrillHouse house)
    {
        await using var db = house.Newsroom.Db();
        return (await db.Set<Receipt>().AsNoTracking().Where(r => r.VoidedAt == null).OrderBy(r => r.Number).ToListAsync(Cancel)).Select(r => (r.Amount, r.Currency));
    }
}
