using Broadside.Giving.Cheques;
using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Notices;
using Broadside.Giving.Rails;
using Broadside.Giving.Receipts;
using Broadside.Giving.Statements;
using Broadside.Guard;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Broadside.Tests.Staff;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Giving.Treasury;

/// <summary>axe looks at the treasurer's pages, full and empty, at both widths, in light and dark, in English and Spanish.</summary>
[Trait("Suite", "slow")]
public sealed class GivingScreens(Browser browser)
{
    private static readonly (string Template, string Address)[] Pages =
    [
        ("/desk/giving", "/desk/giving"), ("/desk/giving/rails", "/desk/giving/rails"), ("/desk/giving/gifts", "/desk/giving/gifts"), ("/desk/giving/gifts/{id}", "/desk/giving/gifts/{gift}"),
        ("/desk/giving/gifts/{id}/refund", "/desk/giving/gifts/{gift}/refund?payment=ch_1"), ("/desk/giving/donors", "/desk/giving/donors"), ("/desk/giving/donors/{id}", "/desk/giving/donors/{donor}"),
        ("/desk/giving/plans", "/desk/giving/plans"), ("/desk/giving/bank", "/desk/giving/bank"), ("/desk/giving/bank/files/{id}", "/desk/giving/bank/files/{file}"), ("/desk/giving/bank/imports/{id}", "/desk/giving/bank/imports/{import}"),
        ("/desk/giving/bank/lines/{key}", "/desk/giving/bank/lines/{line}"), ("/desk/giving/cheques", "/desk/giving/cheques"), ("/desk/giving/cheques/{id}", "/desk/giving/cheques/{slip}"),
        ("/desk/giving/campaigns", "/desk/giving/campaigns"), ("/desk/giving/campaigns/{id}", "/desk/giving/campaigns/winter"), ("/desk/giving/campaigns/{id}", "/desk/giving/campaigns/new"), ("/desk/giving/receipts", "/desk/giving/receipts"),
        ("/desk/giving/receipts/{recipient}/{year}/{number}", "/desk/giving/receipts/outlet/2026/1"), ("/desk/giving/reconcile", "/desk/giving/reconcile"), ("/desk/giving/books", "/desk/giving/books"),
        ("/desk/giving/details", "/desk/giving/details"), ("/desk/giving/details/change", "/desk/giving/details/change?what=bank"), ("/desk/giving/details/change", "/desk/giving/details/change?what=cheque"), ("/desk/giving/hooks", "/desk/giving/hooks"), ("/desk/giving/log", "/desk/giving/log"),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static IEnumerable<string> Templates => Pages.Select(p => p.Template);

    [Theory]
    [ClassData(typeof(Looks))]
    public async Task Every_page_is_accessible(int width, bool dark, string language)
    {
        var axe = Repository.At("tools", "node_modules", "axe-core", "axe.min.js");
        Missing.SkipUnless(File.Exists(axe), Missing.Checkers);
        await using var desk = await TestDesk.StartAsync();
        await desk.Services.JoinAsync(Role.Owner, "ana@example.org");
        var page = await browser.OpenPageAsync(width, dark, policy: false);
        await DeskAxeTests.SignInAsync(page, desk, language);
        var faults = new List<string>();
        foreach (var address in Pages.Select(p => p.Address))
        {
            faults.AddRange(await DeskAxeTests.LookAsync(page, desk.Address + address, axe));
        }
        var ids = await FillAsync(desk);
        foreach (var address in Pages.Select(p => p.Address))
        {
            var path = ids.Aggregate(address, (a, id) => a.Replace($"{{{id.Key}}}", id.Value, StringComparison.Ordinal));
            faults.AddRange(await DeskAxeTests.LookAsync(page, desk.Address + path, axe));
            await Pictures.TakeAsync(page, address, width, dark, language);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct()));
    }

    /// <summary>Something on every page: gifts by all ways, a campaign, a plan, an item, a file that waits, lines of the bank, cheques.</summary>
    private static async Task<Dictionary<string, string>> FillAsync(TestDesk desk)
    {
        await Treasurers.SetUpAsync(desk.Services);
        var now = desk.Time.GetUtcNow();
        await using var db = desk.Db();
        db.Add(new Campaign { Id = "winter", Title = "Boats for the winter", Fund = "general", Goal = 1_000_000, Currency = "EUR", StartsAt = now.AddDays(-20), EndsAt = now.AddDays(20), Offline = 5_000, OfflineNote = "Collection box" });
        await db.SaveChangesAsync(Cancel);
        string donor = "", gift = "";
        for (var i = 0; i < 12; i++)
        {
            var at = now.AddDays(i - 12);
            var taken = (await desk.Get<TakeCheque>().RunAsync(new ChequeForm(i % 3 == 0 ? ChequeSort.Cash : ChequeSort.Cheque, Treasurers.Euro(1_000 * (i + 1)), DateOnly.FromDateTime(at.UtcDateTime)) { Campaign = "winter", Name = $"Reader Number {i}", Email = $"reader.{i}@example.org", Number = $"00{i}" }, Actor.Operator, Cancel)).Value!;
            gift = taken.Gift;
        }
        donor = (await db.Set<Gift>().AsNoTracking().SingleAsync(g => g.Id == gift, Cancel)).Donor!;
        await desk.Get<PostFacts>().RunAsync([new Fact("stripe", "acct", FactKind.Charge, "ch_1", Treasurers.Euro(12_000), now) { Gift = gift, Fund = "general", Fee = Treasurers.Euro(378) }], Cancel);
        db.Add(new Attempt { Id = "a1", Gift = gift, Rail = "stripe", RailAccount = "acct", Token = "t", State = AttemptState.Succeeded, StartedAt = now });
        db.Add(new RecurringPlan { Id = "p1", Gift = gift, Rail = "stripe", RailAccount = "acct", Remote = "subscription/s1", State = PlanState.Interrupted, Amount = 1_000, Currency = "EUR", Repeats = Interval.Monthly, ConsentText = "", ConsentAt = now, ChangedAt = now, NextAt = now.AddDays(9) });
        db.Add(new GivingItem { Code = "balance-differs", Subject = "stripe/EUR", Rail = "stripe", Theirs = "100.00 EUR", Ours = "116.22 EUR", RaisedAt = now });
        db.Add(new Reconciliation { Id = "r1", Rail = "stripe", WindowFrom = now.AddDays(-3), WindowUntil = now, Seen = 12, Posted = 1, Differences = 1, EndedAt = now });
        await db.SaveChangesAsync(Cancel);
        var ids = await db.Set<Cheque>().OrderBy(c => c.Id).Select(c => c.Id).Take(3).ToListAsync(Cancel);
        var slip = (await desk.Get<DepositCheques>().RunAsync(ids, Treasurers.Iban, Actor.Operator, Cancel)).Value!.Id;
        await desk.Get<IssueReceipts>().RunAsync(Cancel);
        var camt = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Giving", "Statements", "Examples", "v8.xml"), Cancel);
        var waiting = desk.Get<WaitingStatements>();
        await waiting.PostAsync((await waiting.SendAsync(new MemoryStream(camt), "november.xml", "", Actor.Operator, Cancel)).Value!.Id, Actor.Operator, Cancel);
        var file = (await waiting.SendAsync(new MemoryStream(DeskFiles.Bytes("When,Sum,Whom\n20/11/2026,\"25,50\",Ana\n")), "t.csv", Treasurers.Iban, Actor.Operator, Cancel)).Value!.Id;
        return new()
        {
            ["gift"] = gift,
            ["donor"] = donor,
            ["slip"] = slip,
            ["file"] = file,
            ["import"] = (await db.Set<StatementImport>().SingleAsync(Cancel)).Id,
            ["line"] = (await db.Set<StatementRow>().FirstAsync(l => l.Amount == 5_000, Cancel)).Key,
        };
    }
}
