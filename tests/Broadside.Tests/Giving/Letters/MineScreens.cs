using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Letters;
using Broadside.Giving.Mine;
using Broadside.Giving.Payees;
using Broadside.Giving.Rails;
using Broadside.Giving.Receipts;
using Broadside.Kit;
using Broadside.Tests.Desk;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Broadside.Tests.Giving.Letters;

/// <summary>A donor's own pages in a browser: axe at both widths, light and dark, in English and Spanish; and the whole way without a script.</summary>
[Trait("Suite", "slow")]
public sealed class MineScreens(Browser browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Looks))]
    public async Task Every_page_is_accessible(int width, bool dark, string language)
    {
        var axe = Repository.At("tools", "node_modules", "axe-core", "axe.min.js");
        Missing.SkipUnless(File.Exists(axe), Missing.Checkers);
        await using var desk = await TestDesk.StartAsync();
        var (plan, link) = await FillAsync(desk, language);
        var page = await browser.OpenPageAsync(width, dark, policy: false);
        var faults = new List<string>();
        foreach (var (name, path) in new[] { ("ask", $"/give/mine?lang={language}"), ("open", $"{link}?lang={language}"), ("", ""), ("mine", "/give/mine"), ("receipt", "/give/mine/receipt/outlet/2026/1"), ("statement", "/give/mine/statement/outlet/2026"), ("continue", plan), ("used", $"{link}?lang={language}"), ("gone", "/give/continue/none") })
        {
            if (name.Length == 0)
            {
                await page.GotoAsync(desk.Address + link);
                await page.Locator("main button[value=open]").ClickAsync();
                continue;
            }
            faults.AddRange(await DeskAxeTests.LookAsync(page, desk.Address + path, axe));
            await Pictures.TakeAsync(page, "mine-" + name, width, dark, language);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task One_comes_in_by_mail_changes_a_name_goes_on_by_bank_and_leaves_without_a_script()
    {
        await using var desk = await TestDesk.StartAsync();
        var (plan, link) = await FillAsync(desk, "en");
        var page = await browser.OpenPageAsync(360, scripts: false);

        await page.GotoAsync(desk.Address + link);
        await page.GetByRole(AriaRole.Button, new() { Name = "Open my page" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "My giving" })).ToBeVisibleAsync();
        await Expect(page.GetByText("15.00 EUR a month")).ToBeVisibleAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Ana Larga");
        await page.Locator("#visibility").SelectOptionAsync("first_name");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep this" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Kept.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Receipt 2026-1" }).ClickAsync();
        await Expect(page.GetByText("It is no tax receipt")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to my gifts" }).ClickAsync();

        // The plan's old rail is gone, as the treasurer says: two clicks, and the bank knows the rest.
        await desk.Get<MovePlan>().DeclareEndedAsync(PlanId, Broadside.Guard.Actor.Operator, Cancel);
        await using (var db = desk.Db())
        {
            var old = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(db.Set<RecurringPlan>(), Cancel);
            old.State = PlanState.Moving;
            await db.SaveChangesAsync(Cancel);
        }
        await page.GotoAsync(desk.Address + plan);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue with bank transfer" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "We write to you" })).ToBeVisibleAsync();
        await desk.Get<MovePlan>().DeclareEndedAsync(PlanId, Broadside.Guard.Actor.Operator, Cancel);
        await page.GotoAsync(desk.Address + plan);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue with bank transfer" }).ClickAsync();
        await Expect(page.GetByText("ES91 2100 0418 4502 0005 1332")).ToBeVisibleAsync();
        Assert.Contains("\nES9121000418450200051332\nEUR15.00\n", await Pay.Zbar.ReadAsync(await page.Locator("figure.code svg").First.EvaluateAsync<string>("code => code.outerHTML")), StringComparison.Ordinal);

        await page.GotoAsync(desk.Address + "/give/mine");
        await page.GetByRole(AriaRole.Button, new() { Name = "Close this page" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your page is closed" })).ToBeVisibleAsync();
        await page.GotoAsync(desk.Address + "/give/mine");
        await Expect(page.GetByLabel("Your e-mail address").First).ToBeVisibleAsync();
    }

    private const string PlanId = "01plan";

    private static async Task<(string Continue, string Link)> FillAsync(TestDesk desk, string language)
    {
        await MineHouse.SignAsync(desk.Get<ChangePayout>());
        await using var db = desk.Db();
        await MineHouse.SetUpAsync(db, desk.Time.GetUtcNow());
        Gift? gift = null;
        foreach (var (amount, repeats) in new[] { (2500L, Interval.Once), (1500L, Interval.Monthly), (123_400L, Interval.Once) })
        {
            var given = await MineHouse.GiveAsync(desk.Get<FindDonor>(), desk.Get<PostFacts>(), desk.Get<IssueReceipts>(), desk.Get<Ids>(), desk.Db, desk.Time, "ana@reader.example", amount, repeats, language);
            gift = repeats == Interval.Monthly ? given : gift;
        }
        var now = desk.Time.GetUtcNow();
        db.Add(new RecurringPlan { Id = PlanId, Gift = gift!.Id, Rail = "stripe", RailAccount = "acct", Remote = "subscription/1", State = PlanState.Active, Amount = gift.Amount, Currency = "EUR", Repeats = Interval.Monthly, ConsentText = "", ConsentAt = now, NextAt = now.AddDays(12), ChangedAt = now });
        var secret = desk.Get<MineLinks>().Add(db, gift.Donor!, MineLinkKind.Letter);
        await db.SaveChangesAsync(Cancel);
        return (new Uri(desk.Get<GiftLetters>().ContinueLink(PlanId)).AbsolutePath, "/give/mine/open/" + secret);
    }
}
