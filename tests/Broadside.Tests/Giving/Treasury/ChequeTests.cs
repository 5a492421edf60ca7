using Broadside.Giving.Cheques;
using Broadside.Giving.Ledger;
using Broadside.Giving.Receipts;
using Broadside.Giving.Statements;
using Broadside.Guard;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Giving.Treasury;

/// <summary>Cheques and cash from the drawer to the bank's own line, and back.</summary>
public sealed class ChequeTests
{
    private const string Line = "bbbbbbbbbbbbbbbbbbbb";

    private static readonly DateOnly Day = new(2026, 11, 20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_batch_goes_to_the_bank_and_the_banks_line_is_its(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await Treasurers.SetUpAsync(newsroom.Services);
        var known = await Givers.GiftAsync(newsroom, 4_000);
        var one = await TakeAsync(newsroom, 4_000, reference: known.Reference);
        var two = await TakeAsync(newsroom, 2_500, name: "Ana\u202E Prieto", email: "ana@example.org");
        var wrong = await TakeAsync(newsroom, 999);
        Assert.Equal(known.Id, one.Gift);
        Assert.Equal(7_499, await BalanceAsync(newsroom, Accounts.Undeposited));
        Assert.True((await newsroom.Get<WithdrawCheque>().RunAsync(wrong.Id, Actor.Operator, Cancel)).IsDone);
        Assert.Equal((6_500, -6_500), (await BalanceAsync(newsroom, Accounts.Undeposited), await BalanceAsync(newsroom, "income:gifts:general")));

        var slip = await newsroom.Get<DepositCheques>().RunAsync([one.Id, two.Id], Treasurers.Iban, Actor.Operator, Cancel);
        Assert.Equal(6_500, slip.Value!.Amount);
        Assert.Equal("cheques", (await newsroom.Get<DepositCheques>().RunAsync([one.Id], Treasurers.Iban, Actor.Operator, Cancel)).Refusal!.Code);
        Assert.Equal("gone", (await newsroom.Get<WithdrawCheque>().RunAsync(one.Id, Actor.Operator, Cancel)).Refusal!.Code);
        Assert.Equal((0, 6_500), (await BalanceAsync(newsroom, Accounts.Undeposited), await BalanceAsync(newsroom, "assets:transit:cheque")));

        await BankAsync(newsroom, 6_500, Line);
        var waits = Assert.Single(await newsroom.Get<StatementQueries>().WaitingAsync(10, Cancel));
        Assert.Equal(slip.Value.Id, waits.Slip?.Id);
        Assert.True((await newsroom.Get<SettleLine>().RunAsync(Line, new LineDecision.FromSlip(slip.Value.Id), Actor.Operator, Cancel)).IsDone);
        Assert.Equal((0, 6_500, 0), (await BalanceAsync(newsroom, "assets:transit:cheque"), await BalanceAsync(newsroom, Accounts.Bank(Treasurers.Bank)), await BalanceAsync(newsroom, Accounts.Suspense(Treasurers.Bank))));
        Assert.Equal(Line, (await newsroom.Get<ChequeQueries>().SlipAsync(slip.Value.Id, Cancel))!.Value.Slip.Line);

        await newsroom.Get<IssueReceipts>().RunAsync(Cancel);
        Assert.True((await newsroom.Get<BounceCheque>().RunAsync(two.Id, Treasurers.Euro(300), Actor.Operator, Cancel)).IsDone);
        Assert.Equal("gone", (await newsroom.Get<BounceCheque>().RunAsync(two.Id, null, Actor.Operator, Cancel)).Refusal!.Code);
        await BankAsync(newsroom, -2_800, "cccccccccccccccccccc");
        Assert.True((await newsroom.Get<SettleLine>().RunAsync("cccccccccccccccccccc", new LineDecision.FromRail("cheque"), Actor.Operator, Cancel)).IsDone);
        await newsroom.Get<IssueReceipts>().RunAsync(Cancel);
        Assert.Equal((0, 3_700, 2_500, 300), (await BalanceAsync(newsroom, "assets:transit:cheque"), await BalanceAsync(newsroom, Accounts.Bank(Treasurers.Bank)), await BalanceAsync(newsroom, Accounts.Refunds), await BalanceAsync(newsroom, Accounts.Disputes)));
        await using var db = newsroom.Db();
        Assert.Equal([(4_000L, false), (2_500L, true)], (await db.Set<Receipt>().OrderBy(r => r.Number).ToListAsync(Cancel)).Select(r => (r.Amount, r.VoidedAt is not null)));
        Assert.Equal("Ana Prieto", (await db.Set<Broadside.Giving.Gifts.GiftDetails>().SingleAsync(d => d.Gift == two.Gift, Cancel)).Name);
        Assert.Empty(await newsroom.Get<LedgerQueries>().CheckAsync(Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_line_that_was_settled_as_a_deposit_waits_again_when_it_is_reopened(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await Treasurers.SetUpAsync(newsroom.Services);
        var cheque = await TakeAsync(newsroom, 4_000);
        var slip = (await newsroom.Get<DepositCheques>().RunAsync([cheque.Id], Treasurers.Iban, Actor.Operator, Cancel)).Value!;
        await BankAsync(newsroom, 4_000, Line);
        await BankAsync(newsroom, 3_999, "dddddddddddddddddddd");
        Assert.Equal("slip_differs", (await newsroom.Get<SettleLine>().RunAsync("dddddddddddddddddddd", new LineDecision.FromSlip(slip.Id), Actor.Operator, Cancel)).Refusal!.Code);
        Assert.True((await newsroom.Get<SettleLine>().RunAsync(Line, new LineDecision.FromSlip(slip.Id), Actor.Operator, Cancel)).IsDone);
        Assert.Equal("line_settled", (await newsroom.Get<SettleLine>().RunAsync(Line, new LineDecision.ToAccount("expense:other"), Actor.Operator, Cancel)).Refusal!.Code);

        Assert.True((await newsroom.Get<ReopenLine>().RunAsync(Line, Actor.Operator, Cancel)).IsDone);

        Assert.Equal(4_000, await BalanceAsync(newsroom, "assets:transit:cheque"));
        Assert.Null((await newsroom.Get<ChequeQueries>().SlipAsync(slip.Id, Cancel))!.Value.Slip.Line);
        Assert.True((await newsroom.Get<SettleLine>().RunAsync(Line, new LineDecision.FromSlip(slip.Id), Actor.Operator, Cancel)).IsDone);
        Assert.Equal(0, await BalanceAsync(newsroom, "assets:transit:cheque"));
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_what_to_do()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var take = newsroom.Get<TakeCheque>();
        Assert.Equal("no_fund", (await take.RunAsync(new ChequeForm(ChequeSort.Cash, Treasurers.Euro(100), Day), Actor.Operator, Cancel)).Refusal!.Code);
        await Treasurers.SetUpAsync(newsroom.Services);
        Assert.Equal("amount", (await take.RunAsync(new ChequeForm(ChequeSort.Cash, Treasurers.Euro(0), Day), Actor.Operator, Cancel)).Refusal!.Field);
        Assert.Equal("day", (await take.RunAsync(new ChequeForm(ChequeSort.Cash, Treasurers.Euro(100), Day.AddYears(2)), Actor.Operator, Cancel)).Refusal!.Field);
        Assert.Equal("reference", (await take.RunAsync(new ChequeForm(ChequeSort.Cash, Treasurers.Euro(100), Day) { Reference = "RF00X" }, Actor.Operator, Cancel)).Refusal!.Field);
        Assert.Equal("email", (await take.RunAsync(new ChequeForm(ChequeSort.Cash, Treasurers.Euro(100), Day) { Email = "nobody" }, Actor.Operator, Cancel)).Refusal!.Field);
        Assert.Empty(await newsroom.Get<LedgerQueries>().BalancesAsync(Cancel));
    }

    private static async Task<Cheque> TakeAsync(TestNewsroom newsroom, long cents, string? reference = null, string? name = null, string? email = null)
    {
        var taken = await newsroom.Get<TakeCheque>().RunAsync(new ChequeForm(ChequeSort.Cheque, Treasurers.Euro(cents), Day) { Reference = reference, Name = name, Email = email }, Actor.Operator, Cancel);
        Assert.True(taken.IsDone, taken.Refusal?.Message);
        return taken.Value;
    }

    private static async Task BankAsync(TestNewsroom newsroom, long cents, string key)
    {
        var line = new StatementLine { Date = Day, Amount = Treasurers.Euro(cents), Counterparty = "Bank", Key = key };
        Assert.True((await newsroom.Get<PostLines>().RunAsync([new Statement(key, Treasurers.Iban, "EUR", null, null, [line])], key, "camt.053", Actor.Operator, Cancel)).IsDone);
    }

    private static Task<long> BalanceAsync(TestNewsroom newsroom, string account) => newsroom.Get<LedgerQueries>().BalanceAsync(account, "EUR", Cancel);
}
