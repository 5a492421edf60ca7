using System.Text;
using Broadside.Giving.Ledger;
using Broadside.Giving.Receipts;
using Broadside.Kit;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Giving;

public sealed class LedgerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string> Rows { get; } = new()
    {
        { "charge", "assets:clearing:stripe 941 EUR, expense:fees:stripe 59 EUR, income:gifts:general -1000 EUR" },
        { "payout arrived", "assets:bank:ES91 941 EUR, assets:clearing:stripe -941 EUR" },
        { "payout sent", "assets:clearing:stripe -941 EUR, assets:transit:stripe 941 EUR" },
        { "refund", "assets:clearing:stripe -300 EUR, contra:refunds 300 EUR" },
        { "refund failed", "assets:clearing:stripe 300 EUR, contra:refunds -300 EUR" },
        { "dispute", "assets:clearing:stripe -2500 EUR, contra:refunds 1000 EUR, expense:disputes 1500 EUR" },
        { "dispute won", "assets:clearing:stripe 1000 EUR, contra:refunds -1000 EUR" },
        { "dispute lost", "" },
        { "frozen", "assets:clearing:stripe -700 EUR, assets:reserve:stripe 700 EUR" },
        { "released", "assets:clearing:stripe 700 EUR, assets:reserve:stripe -700 EUR" },
        { "bank line", "assets:bank:ES91 500 EUR, suspense:bank:ES91 -500 EUR" },
        { "bank matched", "income:gifts:legal -500 EUR, suspense:bank:ES91 500 EUR" },
        { "cheque", "assets:undeposited 2000 USD, income:gifts:general -2000 USD" },
        { "cheque deposited", "assets:bank:US1 2000 USD, assets:undeposited -2000 USD" },
        { "cheque bounced", "assets:bank:US1 -2035 USD, contra:refunds 2000 USD, expense:disputes 35 USD" },
        { "other currency", "assets:clearing:stripe 1044 USD, equity:fx -1080 USD, equity:fx 1000 EUR, expense:fees:stripe 36 USD, income:gifts:general -1000 EUR" },
        { "coin", "assets:btc 50000 SAT, income:gifts:general -50000 SAT" },
        { "nobody's", "assets:clearing:stripe 941 EUR, expense:fees:stripe 59 EUR, suspense:stripe -1000 EUR" },
        { "fee covered", "assets:clearing:stripe 1000 EUR, expense:fees:stripe 61 EUR, income:fee-cover -61 EUR, income:gifts:general -1000 EUR" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_fact_is_posted_as_the_table_says(string name, string expected)
    {
        var entry = LedgerRules.Entry(Named(name));

        Assert.True(entry.IsBalanced);
        Assert.Equal(expected, string.Join(", ", entry.Postings.Select(p => $"{p.Account} {p.Money.Minor} {p.Money.Currency}").Order(StringComparer.Ordinal)));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_gift_by_bank_goes_from_the_line_to_the_receipt(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var gift = await Givers.GiftAsync(newsroom, 500, fund: "legal");
        var line = Named("bank line");
        var match = new Fact(line.Rail, "", FactKind.BankMatched, "line-1", line.Amount, Noon) { PaymentRemoteId = "line-1", Gift = gift.Id, Fund = gift.Fund };

        var posted = await newsroom.Get<PostFacts>().RunAsync([line, match], Cancel);
        var again = await newsroom.Get<PostFacts>().RunAsync([match, line, match], Cancel);
        var issued = await newsroom.Get<IssueReceipts>().RunAsync(Cancel);

        Assert.Equal((new Posted(2, 0, 0), new Posted(0, 0, 3), 1), (posted, again, issued));
        var ledger = newsroom.Get<LedgerQueries>();
        Assert.Equal((500, 0, -500), (await ledger.BalanceAsync("assets:bank:ES91", "EUR", Cancel), await ledger.BalanceAsync("suspense:bank:ES91", "EUR", Cancel), await ledger.BalanceAsync("income:gifts:legal", "EUR", Cancel)));
        Assert.Equal([new Trial("EUR", 500, 500)], await ledger.TrialBalanceAsync(Cancel));
        Assert.Equal([new Raised(null, "legal", new Money(500, "EUR"))], await ledger.RaisedAsync(Cancel));
        Assert.Empty(await ledger.CheckAsync(Cancel));
        await using var db = newsroom.Db();
        var receipt = await db.Set<Receipt>().SingleAsync(Cancel);
        Assert.Equal((2026, 1, 500, gift.Id), (receipt.Year, receipt.Number, receipt.Amount, receipt.Gift));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_is_told_otherwise_is_taken_back_and_posted_anew(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var charge = Named("charge");

        await newsroom.Get<PostFacts>().RunAsync([charge with { Fee = null }], Cancel);
        var told = await newsroom.Get<PostFacts>().RunAsync([charge], Cancel);
        var silent = await newsroom.Get<PostFacts>().RunAsync([charge with { Fee = null }], Cancel);

        Assert.Equal((new Posted(0, 1, 0), new Posted(0, 0, 1)), (told, silent));
        Assert.Equal(941, await newsroom.Get<LedgerQueries>().BalanceAsync("assets:clearing:stripe", "EUR", Cancel));
        var book = new Book();
        book.Post(charge);
        Assert.Equal(book.Hash(), await newsroom.Get<LedgerQueries>().HashAsync(Cancel));
        await using var db = newsroom.Db();
        Assert.Equal([(1, 0), (2, 1), (3, 0)], (await db.Set<EntryRow>().OrderBy(e => e.Seq).ToListAsync(Cancel)).Select(e => (e.Revision, e.Reverses)));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_database_itself_refuses_to_change_the_books(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.Get<PostFacts>().RunAsync([Named("charge")], Cancel);

        foreach (var sql in (string[])["UPDATE entries SET memo = 'x'", "DELETE FROM entries", "UPDATE postings SET amount = 0", "DELETE FROM postings"])
        {
            var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => newsroom.AlterAsync(sql));
            Assert.Contains("the ledger is append-only", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_sum_that_was_changed_behind_the_program_is_found(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.Get<PostFacts>().RunAsync([Named("charge")], Cancel);
        await newsroom.AlterAsync("UPDATE account_sums SET amount = amount + 1 WHERE account = 'income:gifts:general'");

        Assert.Equal(["The sum of income:gifts:general is kept as -9.99 EUR, its postings come to -10.00 EUR."], await newsroom.Get<LedgerQueries>().CheckAsync(Cancel));
    }

    [Theory]
    [InlineData(LedgerFormat.Csv, "2026-11-27,12:00:00,stripe,charge,ch_1,1,0,g1,assets:clearing:stripe,9.41,,EUR\n")]
    [InlineData(LedgerFormat.Beancount, "2026-11-27 * \"stripe charge ch_1\"\n")]
    [InlineData(LedgerFormat.Beancount, "  Income:Gifts:General  -10.00 EUR\n")]
    [InlineData(LedgerFormat.LedgerCli, "    income:gifts:general  -10.00 EUR\n")]
    [InlineData(LedgerFormat.Json, "{\"account\":\"expense:fees:stripe\",\"amount\":\"0.59\",\"currency\":\"EUR\"}")]
    public async Task The_books_go_out_as_files(LedgerFormat format, string holds)
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await newsroom.Get<PostFacts>().RunAsync([Named("charge")], Cancel);

        using var file = new MemoryStream();
        await newsroom.Get<ExportLedger>().RunAsync(file, format, Cancel);

        Assert.Contains(holds, Encoding.UTF8.GetString(file.ToArray()), StringComparison.Ordinal);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Money Eur(long minor) => new(minor, "EUR");

    private static Money Usd(long minor) => new(minor, "USD");

    private static Fact Named(string name)
    {
        var charge = new Fact("stripe", "acct", FactKind.Charge, "ch_1", Eur(1000), Noon) { Fee = Eur(59), Gift = "g1" };
        Fact Of(FactKind kind, Money amount) => new("stripe", "acct", kind, "x_1", amount, Noon) { PaymentRemoteId = "ch_1" };
        var cheque = new Fact("cheque", "", FactKind.ChequeTaken, "c1", Usd(2000), Noon) { Gift = "g1" };
        return name switch
        {
            "charge" => charge,
            "payout arrived" => Of(FactKind.Payout, Eur(941)) with { Account = "assets:bank:ES91" },
            "payout sent" => Of(FactKind.Payout, Eur(941)),
            "refund" => Of(FactKind.Refund, Eur(300)),
            "refund failed" => Of(FactKind.RefundFailed, Eur(300)),
            "dispute" => Of(FactKind.DisputeOpened, Eur(1000)) with { Fee = Eur(1500) },
            "dispute won" => Of(FactKind.DisputeWon, Eur(1000)),
            "dispute lost" => Of(FactKind.DisputeLost, Eur(1000)),
            "frozen" => Of(FactKind.Reserve, Eur(700)),
            "released" => Of(FactKind.ReserveReleased, Eur(700)),
            "bank line" => new Fact("bank:ES91", "", FactKind.BankLine, "line-1", Eur(500), Noon),
            "bank matched" => new Fact("bank:ES91", "", FactKind.BankMatched, "line-1", Eur(500), Noon) { PaymentRemoteId = "line-1", Gift = "g1", Fund = "legal" },
            "cheque" => cheque,
            "cheque deposited" => cheque with { Kind = FactKind.ChequeDeposited, Account = "assets:bank:US1" },
            "cheque bounced" => cheque with { Kind = FactKind.ChequeBounced, Account = "assets:bank:US1", Fee = Usd(35) },
            "other currency" => charge with { Settled = Usd(1080), Fee = Usd(36) },
            "coin" => charge with { Rail = "btcpay", Amount = new Money(50_000, "SAT"), Fee = null },
            "nobody's" => charge with { Gift = null },
            _ => charge with { Amount = Eur(1061), Fee = Eur(61), Cover = Eur(61) },
        };
    }
}
