using System.Text.Json;
using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Letters;
using Broadside.Giving.Rails;
using Broadside.Giving.Receipts;
using Broadside.Giving.Statements;
using Broadside.Guard;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Giving.Treasury;

/// <summary>Gifts, donors, campaigns and receipts at the desk.</summary>
public sealed class DonorDeskTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Two_rows_become_one_person_who_takes_their_data_out_and_is_erased_and_no_sum_changes(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var treasurer = await desk.SignedInAsync(Role.Treasurer);
        await Treasurers.SetUpAsync(desk.Services);
        await CashAsync(treasurer, "25,50", "Ana Prieto", "ana@example.org");
        await CashAsync(treasurer, "10", "A. Prieto", "prieto@example.org");
        await CashAsync(treasurer, "5", "", "");
        var raised = (await desk.Get<LedgerQueries>().RaisedInAllAsync(Cancel)).Single();
        Assert.Equal(4050, raised.Minor);

        var list = (await treasurer.GetAsync("/desk/giving/donors")).Document.QuerySelectorAll("td a").ToDictionary(a => a.TextContent, a => a.GetAttribute("href")!);
        Assert.Equal(["ana@example.org", "prieto@example.org"], list.Keys);
        Assert.Equal(422, (await treasurer.SubmitAsync(list["prieto@example.org"], list["prieto@example.org"] + "?handler=Merge", ("Into", "nobody@example.org"))).Status);
        Assert.Equal(list["ana@example.org"] + "?done=donors_merged", (await treasurer.SubmitAsync(list["prieto@example.org"], list["prieto@example.org"] + "?handler=Merge", ("Into", "ANA@example.org"))).To);
        Assert.Contains("2 gifts", (await treasurer.GetAsync(list["ana@example.org"])).Text, StringComparison.Ordinal);

        var file = await treasurer.SubmitAsync(list["ana@example.org"], list["ana@example.org"] + "?handler=Export");
        Assert.Equal("application/json", file.Header("Content-Type"));
        Assert.Equal(2, JsonDocument.Parse(file.Body).RootElement.GetProperty("gifts").GetArrayLength());
        Assert.Equal(302, (await treasurer.SubmitAsync(list["ana@example.org"], list["ana@example.org"] + "?handler=Erase")).Status);

        Assert.Contains("Nobody has left an address", (await treasurer.GetAsync("/desk/giving/donors")).Text, StringComparison.Ordinal);
        Assert.Contains("not known any more", (await treasurer.GetAsync(list["ana@example.org"])).Text, StringComparison.Ordinal);
        Assert.Equal(raised, (await desk.Get<LedgerQueries>().RaisedInAllAsync(Cancel)).Single());
        await using var db = desk.Db();
        Assert.DoesNotContain(await db.Set<Broadside.Guard.AuditText>().Select(t => t.Detail).ToListAsync(Cancel), d => d.Contains("prieto", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Who_is_erased_is_gone_from_letters_plans_and_the_banks_own_words_and_the_books_stay(string engine)
    {
        const string Key = "lineofanaprietoaaaaa";
        await using var desk = await TestDesk.StartAsync(engine);
        using var treasurer = await desk.SignedInAsync(Role.Treasurer);
        await Treasurers.SetUpAsync(desk.Services);
        var statement = new Statement("1", Treasurers.Iban, "EUR", null, null, [new StatementLine { Date = new DateOnly(2026, 11, 20), Amount = Treasurers.Euro(5_000), Counterparty = "Ana Prieto", Remittance = "For Ida, from Ana", Key = Key }]);
        Assert.True((await desk.Get<PostLines>().RunAsync([statement], "a.xml", "camt.053", Actor.Operator, Cancel)).IsDone);
        Assert.True((await desk.Get<SettleLine>().RunAsync(Key, new LineDecision.ToNewGift("general", "Ana Prieto", "ana@reader.example"), Actor.Operator, Cancel)).IsDone);
        await desk.Get<IssueReceipts>().RunAsync(Cancel);
        Assert.Equal(1, await desk.Get<PostGiftLetters>().RunAsync(Cancel));
        await using var db = desk.Db();
        var (gift, now) = (await db.Set<Gift>().AsNoTracking().SingleAsync(Cancel), desk.Time.GetUtcNow());
        db.Add(new RecurringPlan { Id = "plan", Gift = gift.Id, Rail = "stripe", RailAccount = "", Remote = "subscription/1", State = PlanState.Active, Amount = 5_000, Currency = "EUR", Repeats = Interval.Monthly, Instrument = "visa 4242 12/29", ConsentText = "", ConsentAt = now, ChangedAt = now });
        await db.SaveChangesAsync(Cancel);
        var (page, before) = ("/desk/giving/donors/" + gift.Donor, await desk.Get<LedgerQueries>().HashAsync(Cancel));

        var refused = await treasurer.SubmitAsync(page, page + "?handler=Erase");
        Assert.Equal(422, refused.Status);
        Assert.Contains("End their recurring gifts first", refused.Text, StringComparison.Ordinal);
        await db.Set<RecurringPlan>().ExecuteUpdateAsync(p => p.SetProperty(x => x.State, PlanState.Ended), Cancel);
        Assert.Equal("/desk/giving/donors?done=donor_erased", (await treasurer.SubmitAsync(page, page + "?handler=Erase")).To);

        Assert.False(await db.Set<Broadside.Mail.Letters.Letter>().AnyAsync(l => l.Recipient == "ana@reader.example", Cancel));
        Assert.Null((await db.Set<RecurringPlan>().AsNoTracking().SingleAsync(Cancel)).Instrument);
        var line = await db.Set<StatementRow>().AsNoTracking().SingleAsync(Cancel);
        Assert.Equal((null, null, "gift/" + gift.Id), (line.Counterparty, line.Remittance, line.Matched));
        Assert.Equal(before, await desk.Get<LedgerQueries>().HashAsync(Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_campaign_is_made_changed_and_shows_what_it_raised_day_by_day(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var treasurer = await desk.SignedInAsync(Role.Treasurer);
        await Treasurers.SetUpAsync(desk.Services);
        const string New = "/desk/giving/campaigns/new";
        // One or a thousand: nobody can know.
        Assert.Equal(422, (await treasurer.SubmitAsync(New, New, ("Title", "Boats"), ("Fund", "general"), ("Goal", "1.000"), ("Currency", "EUR"), ("Starts", "2026-11-01"))).Status);
        var wrong = await treasurer.SubmitAsync(New, New, ("Title", "Boats"), ("Fund", "general"), ("Goal", "1,000"), ("Currency", "EUR"), ("Starts", "2026-11-20"), ("Ends", "2026-11-19"));
        Assert.Equal((422, "Boats"), (wrong.Status, wrong.Document.QuerySelector("#f-title")!.GetAttribute("value")));
        Assert.NotNull(wrong.Document.QuerySelector("#f-ends-error"));
        Assert.Equal("/desk/giving/campaigns/boats?done=campaign_kept", (await treasurer.SubmitAsync(New, New, ("Title", "Boats"), ("Fund", "general"), ("Goal", "1,000"), ("Currency", "EUR"), ("Starts", "2026-11-01"))).To);
        await CashAsync(treasurer, "100", "", "", "2026-11-18", "boats");
        await CashAsync(treasurer, "50", "", "", "2026-11-20", "boats");
        await CashAsync(treasurer, "7", "", "", "2026-11-20");
        var page = "/desk/giving/campaigns/boats";
        Assert.Equal(422, (await treasurer.SubmitAsync(page, page, ("Title", "Boats"), ("Fund", "general"), ("Goal", "2000"), ("Starts", "2026-11-01"), ("Offline", "30"))).Status);
        Assert.Equal(302, (await treasurer.SubmitAsync(page, page, ("Title", "Boats"), ("Fund", "general"), ("Goal", "2000"), ("Starts", "2026-11-01"), ("Offline", "30"), ("OfflineNote", "Collection box"))).Status);

        var shown = await treasurer.GetAsync(page);
        Assert.Contains("180.00\u00a0EUR of 2,000.00\u00a0EUR", shown.Text, StringComparison.Ordinal);
        Assert.Equal(["50.00\u00a0EUR 150.00\u00a0EUR", "0.00\u00a0EUR 100.00\u00a0EUR", "100.00\u00a0EUR 100.00\u00a0EUR"], shown.Document.QuerySelectorAll("tbody tr").Select(r => $"{r.Children[1].TextContent} {r.Children[2].TextContent}"));
        Assert.Equal(3, shown.Document.QuerySelectorAll("svg.plot rect").Length);
        Assert.Contains("180.00\u00a0EUR of 2,000.00\u00a0EUR", (await treasurer.GetAsync("/desk/giving")).Text, StringComparison.Ordinal);
        Assert.Equal(2, (await treasurer.GetAsync("/desk/giving/gifts?campaign=boats&state=paid")).Document.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("None.", (await treasurer.GetAsync("/desk/giving/gifts?find=nobody")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_receipt_is_taken_back_with_a_reason_and_keeps_its_number(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var treasurer = await desk.SignedInAsync(Role.Treasurer);
        await Treasurers.SetUpAsync(desk.Services);
        Assert.Contains("No receipt yet", (await treasurer.GetAsync("/desk/giving/receipts")).Text, StringComparison.Ordinal);
        await CashAsync(treasurer, "25", "Ana", "");
        await desk.Get<IssueReceipts>().RunAsync(Cancel);

        var page = (await treasurer.GetAsync("/desk/giving/receipts")).Document.QuerySelector("td a")!.GetAttribute("href")!;
        Assert.Equal(422, (await treasurer.SubmitAsync(page, page, ("Reason", ""))).Status);
        Assert.Equal(302, (await treasurer.SubmitAsync(page, page, ("Reason", "Issued twice on paper"))).Status);
        Assert.Equal(404, (await treasurer.SubmitAsync(page, "/desk/giving/receipts/outlet/2026/7", ("Reason", "Again"))).Status);
        Assert.Contains("Issued twice on paper", (await treasurer.GetAsync(page)).Text, StringComparison.Ordinal);
        Assert.Contains("taken back", (await treasurer.GetAsync("/desk/giving/receipts")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_years_statements_go_out_by_a_press_once_and_not_while_receipts_and_books_differ(string engine)
    {
        const string Page = "/desk/giving/receipts";
        await using var desk = await TestDesk.StartAsync(engine);
        using var treasurer = await desk.SignedInAsync(Role.Treasurer);
        await Treasurers.SetUpAsync(desk.Services);
        await CashAsync(treasurer, "25", "Ana", "ana@reader.example");
        await CashAsync(treasurer, "40", "Ben", "");
        await desk.Get<IssueReceipts>().RunAsync(Cancel);
        Assert.Contains("0 were sent", (await treasurer.GetAsync(Page)).Text, StringComparison.Ordinal);
        await using (var db = desk.Db())
        {
            Assert.Equal(1, await db.Set<Receipt>().Where(r => r.Number == 1).ExecuteUpdateAsync(r => r.SetProperty(x => x.Amount, x => x.Amount + 1), Cancel));
        }
        var refused = await treasurer.SubmitAsync(Page, Page + "?handler=Statements");
        Assert.Equal(422, refused.Status);
        Assert.Contains("these receipts and the books differ", refused.Text, StringComparison.Ordinal);
        await using (var db = desk.Db())
        {
            await db.Set<Receipt>().Where(r => r.Number == 1).ExecuteUpdateAsync(r => r.SetProperty(x => x.Amount, x => x.Amount - 1), Cancel);
        }

        for (var press = 0; press < 2; press++)
        {
            Assert.EndsWith("done=statements_asked", (await treasurer.SubmitAsync(Page, Page + "?handler=Statements")).To, StringComparison.Ordinal);
            await Treasurers.WorkAsync(desk);
        }

        Assert.Contains("One was sent", (await treasurer.GetAsync(Page)).Text, StringComparison.Ordinal);
        await using var after = desk.Db();
        Assert.Equal("ana@reader.example", (await after.Set<Broadside.Mail.Letters.Letter>().SingleAsync(l => l.Kind == "gift statement", Cancel)).Recipient);
    }

    [Fact]
    public async Task The_books_are_taken_out_in_each_form_and_by_days()
    {
        await using var desk = await TestDesk.StartAsync();
        using var treasurer = await desk.SignedInAsync(Role.Treasurer);
        await Treasurers.SetUpAsync(desk.Services);
        await CashAsync(treasurer, "25", "Ana Prieto", "ana@example.org", "2026-11-18");
        await CashAsync(treasurer, "40", "", "", "2026-11-20");
        const string Books = "/desk/giving/books";
        foreach (var (format, begins) in new[] { ("Csv", "entry,date,"), ("Beancount", "option "), ("LedgerCli", "\n2026-11-18"), ("Json", "[\n{") })
        {
            var file = await treasurer.SubmitAsync(Books, Books, ("Format", format));
            Assert.StartsWith(begins, file.Body, StringComparison.Ordinal);
            Assert.Contains("attachment; filename=\"gifts-2026-11-22.", file.Header("Content-Disposition"), StringComparison.Ordinal);
            Assert.DoesNotContain("Prieto", file.Body, StringComparison.Ordinal);
        }
        var later = await treasurer.SubmitAsync(Books, Books, ("Format", "Json"), ("From", "2026-11-19"), ("To", "2026-11-20"));
        Assert.Equal("40.00", JsonDocument.Parse(later.Body).RootElement.EnumerateArray().Single().GetProperty("postings")[0].GetProperty("amount").GetString());
        Assert.Equal(422, (await treasurer.SubmitAsync(Books, Books, ("Format", "Json"), ("From", "2026-11-20"), ("To", "2026-11-19"))).Status);
    }

    private static async Task CashAsync(DeskClient treasurer, string amount, string name, string email, string day = "2026-11-20", string campaign = "")
    {
        const string Cheques = "/desk/giving/cheques";
        var answer = await treasurer.SubmitAsync(Cheques, Cheques + "?handler=Take", ("Sort", "Cash"), ("Amount", amount), ("Currency", "EUR"), ("Day", day), ("Name", name), ("Email", email), ("Fund", ""), ("Campaign", campaign), ("Reference", ""), ("Number", ""));
        Assert.True(answer.Status == 302, answer.Text);
    }
}
