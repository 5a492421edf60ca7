using Broadside.Giving.Ledger;
using Broadside.Giving.Statements;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Giving.Treasury;

/// <summary>The bank at the desk: a file is looked at, posted, its lines settled, and all of it taken back.</summary>
public sealed class BankDeskTests
{
    private const string Here = "/desk/giving/bank";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_file_is_looked_at_posted_settled_and_undone(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var treasurer = await desk.SignedInAsync(Role.Treasurer);
        await Treasurers.SetUpAsync(desk.Services);
        var camt = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Giving", "Statements", "Examples", "v8.xml"), Cancel);

        var file = (await treasurer.SendFilesAsync(Here, [("november.xml", camt)])).To!;
        var look = await treasurer.GetAsync(file);
        Assert.Contains("Post 3 lines", look.Text, StringComparison.Ordinal);
        Assert.Equal(0, await BalanceAsync(desk, Accounts.Bank(Treasurers.Bank)));
        Assert.Equal(Here + "?done=statement_posted", (await treasurer.SubmitAsync(file, file + "?handler=Post")).To);
        Assert.Equal(404, (await treasurer.GetAsync(file)).Status);

        var waits = await treasurer.GetAsync(Here);
        Assert.Contains("3 lines wait", waits.Text, StringComparison.Ordinal);
        Assert.Equal(16650, await BalanceAsync(desk, Accounts.Bank(Treasurers.Bank)));
        var lines = waits.Document.QuerySelectorAll("a[href*='/lines/']").ToDictionary(a => a.TextContent, a => a.GetAttribute("href")!);
        Assert.Equal(302, (await treasurer.SubmitAsync(lines["50.00\u00a0EUR"], lines["50.00\u00a0EUR"] + "?handler=New", ("Fund", "general"), ("Name", "Ana Prieto"))).Status);
        Assert.Equal(302, (await treasurer.SubmitAsync(lines["−13.50\u00a0EUR"], lines["−13.50\u00a0EUR"] + "?handler=Account", ("Account", "expense:bank-fees"))).Status);
        var wrong = await treasurer.SubmitAsync(lines["130.00\u00a0EUR"], lines["130.00\u00a0EUR"] + "?handler=Split", ("Parts", "30 expense:other\n90 liability:loan"));
        Assert.Equal(422, wrong.Status);
        Assert.Contains("do not come to the line", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("90 liability:loan", wrong.Body, StringComparison.Ordinal);
        Assert.Equal(302, (await treasurer.SubmitAsync(lines["130.00\u00a0EUR"], lines["130.00\u00a0EUR"] + "?handler=Split", ("Parts", "30 expense:other\n100.00 liability:loan"))).Status);

        Assert.Contains("Every line of the bank belongs", (await treasurer.GetAsync(Here)).Text, StringComparison.Ordinal);
        Assert.Equal((0, -5000, 1350), (await BalanceAsync(desk, Accounts.Suspense(Treasurers.Bank)), await BalanceAsync(desk, "income:gifts:general"), await BalanceAsync(desk, "expense:bank-fees")));
        Assert.Equal(422, (await treasurer.SubmitAsync(lines["50.00\u00a0EUR"], lines["50.00\u00a0EUR"] + "?handler=Rail", ("Rail", "cheque"))).Status);
        Assert.Equal(302, (await treasurer.SubmitAsync(lines["130.00\u00a0EUR"], lines["130.00\u00a0EUR"] + "?handler=Reopen")).Status);
        Assert.Equal(-13000, await BalanceAsync(desk, Accounts.Suspense(Treasurers.Bank)));
        Assert.Equal(302, (await treasurer.SubmitAsync(lines["130.00\u00a0EUR"], lines["130.00\u00a0EUR"] + "?handler=Split", ("Parts", "30 expense:other\n100 liability:loan"))).Status);

        var import = (await treasurer.GetAsync(Here)).Document.QuerySelector("a[href*='/imports/']")!.GetAttribute("href")!;
        Assert.Equal(302, (await treasurer.SubmitAsync(import, import + "?handler=Undo")).Status);
        Assert.Contains("undone", (await treasurer.GetAsync(import)).Text, StringComparison.Ordinal);
        Assert.All(await desk.Get<LedgerQueries>().BalancesAsync(Cancel), b => Assert.Equal(0, b.Amount));
        Assert.Empty(await desk.Get<LedgerQueries>().CheckAsync(Cancel));
        Assert.Equal(404, (await treasurer.SubmitAsync(import, import + "?handler=Undo")).Status);
        Assert.Equal(["import statement", "settle line", "settle line", "settle line", "reopen line", "settle line", "undo statement"], (await desk.LogAsync()).Select(a => a.What).Where(w => w.EndsWith("line", StringComparison.Ordinal) || w.EndsWith("statement", StringComparison.Ordinal)));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(desk.Folder, "giving", "statements")));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_line_split_between_gifts_has_a_receipt_for_each(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await Treasurers.SetUpAsync(newsroom.Services);
        var (one, two) = (await Givers.GiftAsync(newsroom, 3000), await Givers.GiftAsync(newsroom, 10000));
        var line = new StatementLine { Date = new DateOnly(2026, 11, 20), Amount = Treasurers.Euro(13000), BankReference = "B-2", Counterparty = "Two people" };
        var statement = new Statement("1", Treasurers.Iban, "EUR", null, null, [line with { Key = "aaaaaaaaaaaaaaaaaaaa" }]);
        await newsroom.Get<PostLines>().RunAsync([statement], "a.xml", "camt.053", Broadside.Guard.Actor.Operator, Cancel);

        var settled = await newsroom.Get<SettleLine>().RunAsync("aaaaaaaaaaaaaaaaaaaa", new LineDecision.InParts([new(Treasurers.Euro(3000), one.Id, null), new(Treasurers.Euro(10000), two.Reference, null)]), Broadside.Guard.Actor.Operator, Cancel);
        Assert.True(settled.IsDone, settled.Refusal?.Message);
        await newsroom.Get<Broadside.Giving.Receipts.IssueReceipts>().RunAsync(Cancel);

        await using var db = newsroom.Db();
        Assert.Equal([(one.Id, 3000L), (two.Id, 10000L)], (await db.Set<Broadside.Giving.Receipts.Receipt>().OrderBy(r => r.Amount).ToListAsync(Cancel)).Select(r => (r.Gift, r.Amount)));
        var again = await newsroom.Get<PostLines>().RunAsync([statement], "a.xml", "camt.053", Broadside.Guard.Actor.Operator, Cancel);
        Assert.Equal(new PostedLines(0, 1, 0), again.Value);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_transfer_that_pays_a_donor_back_lowers_what_was_raised_and_is_told(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var treasurer = await desk.SignedInAsync(Role.Treasurer);
        await Treasurers.SetUpAsync(desk.Services);
        await PostAsync(desk, ("in", 5000, "for you"));
        Assert.True((await desk.Get<SettleLine>().RunAsync(Key("in"), new LineDecision.ToNewGift("general", "Ana Prieto", "ana@readers.example"), Broadside.Guard.Actor.Operator, Cancel)).IsDone);
        var gift = await GiftAsync(desk);
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        await PostAsync(desk, ("back", -2000, $"Devolución {gift.Reference}"), ("more", -4000, "again"));
        await IssueAsync(desk);
        var line = "/desk/giving/bank/lines/" + Key("back");

        Assert.Contains($"value=\"{gift.Reference}\"", (await treasurer.GetAsync(line)).Body, StringComparison.Ordinal);
        Assert.Equal(302, (await treasurer.SubmitAsync(line, line + "?handler=Back", ("Gift", gift.Reference))).Status);
        await IssueAsync(desk);
        var more = "/desk/giving/bank/lines/" + Key("more");
        Assert.Contains("more than is left", (await treasurer.SubmitAsync(more, more + "?handler=Back", ("Gift", gift.Reference))).Text, StringComparison.Ordinal);

        Assert.Equal((-5000, 2000, 4000), (await BalanceAsync(desk, "income:gifts:general"), await BalanceAsync(desk, Accounts.Refunds), await BalanceAsync(desk, Accounts.Suspense(Treasurers.Bank))));
        Assert.Contains("paid back in part", (await treasurer.GetAsync("/desk/giving/gifts/" + gift.Id)).Text, StringComparison.Ordinal);
        Assert.Equal([(5000L, true), (3000L, false)], await ReceiptsAsync(desk));
        await desk.Get<Broadside.Giving.Letters.PostGiftLetters>().RunAsync(Cancel);
        await using (var db = desk.Db())
        {
            Assert.Equal(1, await db.Set<Broadside.Giving.Letters.GiftLetter>().CountAsync(l => l.Kind == Broadside.Giving.Letters.GiftLetterKind.Refund && l.IsSent, Cancel));
        }

        // Its payment cannot be another's as long as this stands.
        var came = "/desk/giving/bank/lines/" + Key("in");
        Assert.Contains("something was paid back", (await treasurer.SubmitAsync(came, came + "?handler=Reopen")).Text, StringComparison.Ordinal);

        Assert.Equal(302, (await treasurer.SubmitAsync(line, line + "?handler=Reopen")).Status);
        await IssueAsync(desk);
        Assert.Equal([(5000L, true), (3000L, true), (5000L, false)], await ReceiptsAsync(desk));
        Assert.Equal(302, (await treasurer.SubmitAsync(line, line + "?handler=Back", ("Gift", gift.Reference))).Status);
        foreach (var import in (await treasurer.GetAsync(Here)).Document.QuerySelectorAll("a[href*='/imports/']").Select(a => a.GetAttribute("href")!).ToList())
        {
            Assert.Equal(302, (await treasurer.SubmitAsync(import, import + "?handler=Undo")).Status);
        }
        Assert.All(await desk.Get<LedgerQueries>().BalancesAsync(Cancel), b => Assert.Equal(0, b.Amount));
        Assert.Empty(await desk.Get<LedgerQueries>().CheckAsync(Cancel));
    }

    [Fact]
    public async Task A_table_without_known_names_is_read_once_somebody_said_what_is_what()
    {
        await using var desk = await TestDesk.StartAsync();
        using var treasurer = await desk.SignedInAsync(Role.Treasurer);
        await Treasurers.SetUpAsync(desk.Services);
        var table = DeskFiles.Bytes("When,Sum,Whom\n20/11/2026,\"25,50\",Ana\n21/11/2026,\"-3,00\",Bank\n");

        var file = (await treasurer.SendFilesAsync(Here, [("t.csv", table)], ("Account", Treasurers.Iban))).To!;
        Assert.Contains("say which columns hold what", (await treasurer.GetAsync(file)).Text, StringComparison.Ordinal);
        Assert.Equal(302, (await treasurer.SubmitAsync(file, file + "?handler=Columns", ("Date", "When"), ("Amount", "Sum"), ("Counterparty", "Whom"))).Status);
        Assert.Contains("Post 2 lines", (await treasurer.GetAsync(file)).Text, StringComparison.Ordinal);
        Assert.Equal(302, (await treasurer.SubmitAsync(file, file + "?handler=Post")).Status);

        var next = (await treasurer.SendFilesAsync(Here, [("t2.csv", table)], ("Account", Treasurers.Iban))).To!;
        Assert.Contains("25.50\u00a0EUR", (await treasurer.GetAsync(next)).Text, StringComparison.Ordinal);
        Assert.Equal(2250, await BalanceAsync(desk, Accounts.Bank(Treasurers.Bank)));
    }

    private static string Key(string name) => name.PadRight(20, 'a');

    private static async Task PostAsync(TestDesk desk, params (string Name, long Cents, string Text)[] lines)
    {
        var statement = new Statement("1", Treasurers.Iban, "EUR", null, null, [.. lines.Select(l => new StatementLine { Date = new DateOnly(2026, 11, 20), Amount = Treasurers.Euro(l.Cents), Counterparty = "Ana Prieto", Remittance = l.Text, Key = Key(l.Name) })]);
        var posted = await desk.Get<PostLines>().RunAsync([statement], "a.xml", "camt.053", Broadside.Guard.Actor.Operator, Cancel);
        Assert.Equal(lines.Length, posted.Value!.Posted);
    }

    private static async Task<Broadside.Giving.Gifts.Gift> GiftAsync(TestDesk desk)
    {
        await using var db = desk.Db();
        return await db.Set<Broadside.Giving.Gifts.Gift>().SingleAsync(Cancel);
    }

    private static Task IssueAsync(TestDesk desk) => desk.Get<Broadside.Giving.Receipts.IssueReceipts>().RunAsync(Cancel);

    private static async Task<IEnumerable<(long Amount, bool IsVoid)>> ReceiptsAsync(TestDesk desk)
    {
        await using var db = desk.Db();
        return (await db.Set<Broadside.Giving.Receipts.Receipt>().OrderBy(r => r.Number).ToListAsync(Cancel)).Select(r => (r.Amount, r.VoidedAt is not null));
    }

    private static Task<long> BalanceAsync(TestDesk desk, string account) => desk.Get<LedgerQueries>().BalanceAsync(account, "EUR", Cancel);
}
