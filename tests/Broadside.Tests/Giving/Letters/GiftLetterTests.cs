using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Letters;
using Broadside.Giving.Notices;
using Broadside.Giving.Payees;
using Broadside.Giving.Receipts;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Giving.Letters;

public sealed class GiftLetterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_posted_payment_is_thanked_for_once_with_its_receipt(string engine)
    {
        await using var house = await LetterHouse.OpenAsync(engine);
        var gift = await house.GiftAsync(123_450);
        await house.GiftAsync(2000, "nobody.paid@reader.example");

        Assert.Equal(0, await house.Get<PostGiftLetters>().RunAsync(Cancel));
        await house.PayAsync(gift);
        Assert.Equal(1, await house.Get<PostGiftLetters>().RunAsync(Cancel));
        Assert.Equal(0, await house.Get<PostGiftLetters>().RunAsync(Cancel));

        var letter = Assert.Single(await house.LettersAsync());
        Assert.Equal((LetterHouse.Email, "Thank you. Receipt 2026-1"), (letter.Recipient, letter.Subject));
        var text = LetterHouse.Text(letter);
        Assert.All((string[])["1,234.50 EUR", "22 November 2026", "Outlet e. V. received it: receipt 2026-1.", "It is no tax receipt", "/give/mine"], part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_is_paid_back_is_told_and_the_receipt_renewed(string engine)
    {
        await using var house = await LetterHouse.OpenAsync(engine);
        var gift = await house.GiftAsync(1000, language: "es");
        var charge = await house.PayAsync(gift);
        await house.Get<PostGiftLetters>().RunAsync(Cancel);

        await house.PostAsync(charge with { Kind = FactKind.Refund, RemoteId = "re_1", PaymentRemoteId = charge.RemoteId, Amount = new Money(300, "EUR"), Gift = null, Fund = null });
        Assert.Equal(2, await house.Get<PostGiftLetters>().RunAsync(Cancel));
        Assert.Equal(0, await house.Get<PostGiftLetters>().RunAsync(Cancel));

        var letters = await house.LettersAsync();
        Assert.Equal(["Gracias. Recibo 2026-1", "Recibo corregido 2026-2", "Devolución de 3,00 EUR"], letters.Select(l => l.Subject));
        Assert.Contains("Quedan 7,00 EUR; el recibo 2026-1 ya no vale", LetterHouse.Text(letters[1]), StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_transfer_that_has_not_come_is_asked_for_on_day_seven_and_never_again(string engine)
    {
        await using var house = await LetterHouse.OpenAsync(engine);
        await house.SignBankAsync();
        var (missing, paid) = (await house.GiftAsync(1000), await house.GiftAsync(2000, "ben@reader.example"));
        await using (var db = house.Newsroom.Db())
        {
            db.AddRange(new[] { missing, paid }.Select(g => new Attempt { Id = g.Id, Gift = g.Id, Rail = "bank:ES9121000418450200051332", RailAccount = "", Token = g.Id, State = AttemptState.Redirected, StartedAt = house.Newsroom.Time.GetUtcNow() }));
            await db.SaveChangesAsync(Cancel);
        }
        await house.PayAsync(paid);
        await house.Get<PostGiftLetters>().RunAsync(Cancel);

        house.Newsroom.Time.Jump(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        Assert.Equal(0, await house.Get<PostGiftLetters>().RunAsync(Cancel));
        house.Newsroom.Time.Jump(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await house.Get<PostGiftLetters>().RunAsync(Cancel));
        house.Newsroom.Time.Jump(TimeSpan.FromDays(7));
        Assert.Equal(0, await house.Get<PostGiftLetters>().RunAsync(Cancel));

        var letter = Assert.Single(await house.LettersAsync("gift reminder"));
        Assert.Equal(LetterHouse.Email, letter.Recipient);
        Assert.Contains($"Account: ES91 2100 0418 4502 0005 1332. Reference: {missing.Reference}.", LetterHouse.Text(letter), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", TaxStatus.None, "USD", 30_000, "This confirms what we received. It is no tax receipt: as far as we know, gifts to Sponsor cannot be deducted from tax.")]
    [InlineData("", TaxStatus.Deductible, "USD", 30_000, "Gifts to Sponsor can be deducted from tax. Keep this receipt with your papers.")]
    [InlineData("Sponsor is a 501(c)(3). {no-goods}", TaxStatus.Deductible, "USD", 25_000, "Sponsor is a 501(c)(3). No goods or services were provided in exchange for this contribution.")]
    [InlineData("Sponsor is a 501(c)(3). {no-goods}", TaxStatus.Deductible, "USD", 24_999, "Sponsor is a 501(c)(3).")]
    [InlineData("Sponsor is a 501(c)(3). {no-goods}", TaxStatus.Deductible, "EUR", 25_000, "Sponsor is a 501(c)(3).")]
    public async Task A_receipt_says_of_tax_what_its_recipient_may(string own, TaxStatus status, string currency, long amount, string said)
    {
        await using var house = await LetterHouse.OpenAsync(Engines.Sqlite);
        var receipt = new Receipt { Recipient = "sponsor", Year = 2026, Number = 1, Rail = "stripe", RailAccount = "", Payment = "p", Gift = "g", Amount = amount, Currency = currency };

        Assert.Equal(said, ReceiptText.Tax(receipt, new RecipientCard("sponsor", "Sponsor", null, status, own), house.Get<Theme>().Vocabulary.For("en")));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_years_statement_is_the_sum_of_its_receipts_and_of_the_books_and_goes_out_once(string engine)
    {
        await using var house = await LetterHouse.OpenAsync(engine);
        var (first, second, other) = (await house.GiftAsync(1000), await house.GiftAsync(2500), await house.GiftAsync(700, "ben@reader.example"));
        foreach (var gift in new[] { first, second, other })
        {
            await house.PayAsync(gift, at: new DateTimeOffset(2025, 5, 2, 0, 0, 0, TimeSpan.Zero));
        }
        await house.PayAsync(await house.GiftAsync(9900));

        Assert.Equal(new AnnualReport(2025, 2, 0), (await house.Get<AnnualRun>().RunAsync(2025, Actor.Operator, Cancel)).Value);
        Assert.Equal(new AnnualReport(2025, 0, 0), (await house.Get<AnnualRun>().RunAsync(2025, Actor.Operator, Cancel)).Value);

        var letter = (await house.LettersAsync("gift statement")).Single(l => l.Recipient == LetterHouse.Email);
        Assert.Contains("Together: 35.00 EUR.", LetterHouse.Text(letter), StringComparison.Ordinal);
        // A receipt that a person took back keeps its number, and is known; one that the books do not bear out stops the run.
        Assert.True((await house.Get<VoidReceipt>().RunAsync(Givers.Recipient, 2025, 1, "wrong name", Actor.Operator, Cancel)).IsDone);
        Assert.Empty(await house.Get<AnnualRun>().DifferencesAsync(2025, Cancel));
        Assert.Equal("gone", (await house.Get<VoidReceipt>().RunAsync(Givers.Recipient, 2025, 9, "wrong name", Actor.Operator, Cancel)).Refusal!.Code);
        await house.Get<PostFacts>().RunAsync([new Fact("stripe", FakeRail.Account, FactKind.Refund, "re_9", new Money(100, "EUR"), house.Newsroom.Time.GetUtcNow()) { PaymentRemoteId = "ch_" + other.Id }], Cancel);
        Assert.Single(await house.Get<AnnualRun>().DifferencesAsync(2025, Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_payment_that_differs_is_confirmed_over_what_came_once_somebody_has_looked_and_the_statements_go_out(string engine)
    {
        await using var house = await LetterHouse.OpenAsync(engine);
        var gift = await house.GiftAsync(1000);
        await house.PostAsync(new Fact("stripe", FakeRail.Account, FactKind.Charge, "ch_1", new Money(1200, "EUR"), new DateTimeOffset(2025, 5, 2, 0, 0, 0, TimeSpan.Zero)) { Gift = gift.Id, Fund = "general" });
        Assert.Equal(0, await house.Get<PostGiftLetters>().RunAsync(Cancel));

        Assert.True((await house.Get<SettleItem>().RunAsync(IssueReceipts.Differs, "ch_1", Actor.Operator, Cancel)).IsDone);

        Assert.Equal(1, await house.Get<PostGiftLetters>().RunAsync(Cancel));
        Assert.Contains("12.00 EUR", LetterHouse.Text(Assert.Single(await house.LettersAsync())), StringComparison.Ordinal);
        Assert.Equal(new AnnualReport(2025, 1, 0), (await house.Get<AnnualRun>().RunAsync(2025, Actor.Operator, Cancel)).Value);
        // Nothing is confirmed twice.
        Assert.Equal(0, await house.Get<IssueReceipts>().RunAsync(Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "outbound-switch")]
    public async Task A_restored_copy_writes_to_nobody_until_a_person_says_that_it_is_the_one(string engine)
    {
        await using var house = await LetterHouse.OpenAsync(engine);
        var plan = await house.PlanAsync();
        Assert.True(await house.Get<OutboundSwitch>().MayAsync(Cancel));
        File.Delete(Path.Combine(house.Newsroom.Folder, "outbound"));
        await house.PayAsync(await house.GiftAsync(1000));
        await house.CutAsync();

        Assert.Equal(0, await house.Get<PostGiftLetters>().RunAsync(Cancel));
        Assert.Equal(0, await house.FollowAsync());
        Assert.Equal("quiet", (await house.Get<AnnualRun>().RunAsync(2026, Actor.Operator, Cancel)).Refusal!.Code);
        Assert.Equal("quiet", (await house.Get<Broadside.Giving.Plans.ChangePlan>().RunAsync(plan.Id, new(Broadside.Giving.Rails.PlanAct.Cancel), Actor.Operator, Cancel)).Refusal!.Code);
        await house.Get<WatchOutbound>().RunAsync("{}", Cancel);
        Assert.Empty(await house.LettersAsync());
        Assert.Contains("outbound confirm", Assert.Single(await AlarmsAsync(house)), StringComparison.Ordinal);

        await house.Get<OutboundSwitch>().ConfirmAsync(Actor.Operator, Cancel);
        await house.Get<WatchOutbound>().RunAsync("{}", Cancel);
        Assert.Empty(await AlarmsAsync(house));
        Assert.Equal(1, await house.Get<PostGiftLetters>().RunAsync(Cancel));
        Assert.Equal(1, await house.FollowAsync());
    }

    private static async Task<List<string>> AlarmsAsync(LetterHouse house)
    {
        await using var db = house.Newsroom.Db();
        return await db.Set<Alarm>().Where(a => a.ClearedAt == null && a.Code == "outbound-quiet").Select(a => a.Message).ToListAsync(Cancel);
    }
}
