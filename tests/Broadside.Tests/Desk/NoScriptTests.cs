using Broadside.Guard;
using Broadside.Staff;
using Broadside.Tests.Staff;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Broadside.Tests.Desk;

/// <summary>A browser with scripts off does everything at the desk but make passkeys.</summary>
[Trait("Suite", "slow")]
public sealed class NoScriptTests(Browser browser)
{
    [Fact]
    public async Task An_owner_runs_the_newsroom_by_forms_alone()
    {
        await using var desk = await TestDesk.StartAsync();
        await desk.Services.JoinAsync(Role.Owner, "ana@example.org");
        await desk.Get<Alarms>().RaiseAsync("clock", "clock", "The clock was set forward.", default);
        var page = await browser.OpenPageAsync(scripts: false, width: 360);
        await page.GotoAsync(desk.Address + "/desk/sign-in?to=%2Fdesk%2Fstaff%2Finvite");
        await page.Locator("#f-email").FillAsync("ana@example.org");
        await page.Locator("#f-password").FillAsync(People.Password);
        await PressAsync(page, "Sign in");

        await page.GetByLabel("E-mail address").FillAsync("ben@example.org");
        await page.GetByLabel("Role").SelectOptionAsync("Editor");
        await PressAsync(page, "Make the link");
        var link = await page.GetByLabel("Link", new() { Exact = true }).InputValueAsync();
        await JoinAsync(link);

        await FollowAsync(page, "Staff");
        await FollowAsync(page, "Ben Okri");
        await page.GetByLabel("What they may do").SelectOptionAsync("Treasurer");
        await PressAsync(page, "Change the role");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The role is changed");
        await FollowAsync(page, "Ben Okri");
        await PressAsync(page, "Remove Ben Okri");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Off the staff");
        await page.GetByText("1 person has left").ClickAsync();
        await FollowAsync(page, "Ben Okri");
        await PressAsync(page, "Forget Ben Okri");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Forgotten");

        await FollowAsync(page, "Health");
        await PressAsync(page, "I have seen to it");
        await Expect(page.Locator("main")).ToContainTextAsync("No alarm stands");

        await FollowAsync(page, "Audit log");
        await page.GetByLabel("What", new() { Exact = true }).SelectOptionAsync("change role");
        await PressAsync(page, "Show");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await page.Locator("tbody a").ClickAsync();
        await FollowAsync(page, "Erase what this row tells");
        await page.GetByLabel("Why").FillAsync("They asked for it.");
        await PressAsync(page, "Erase the text of one row");
        await Expect(page.Locator("main")).ToContainTextAsync("Erased by Rosa Calle");
        await FollowAsync(page, "Audit log");
        await Expect(page.Locator("main")).ToContainTextAsync("a former colleague");
        await Expect(page.Locator("main")).Not.ToContainTextAsync("Ben Okri");
    }

    private async Task JoinAsync(string link)
    {
        var page = await browser.OpenPageAsync(scripts: false);
        await page.GotoAsync(link);
        await page.GetByLabel("Your name").FillAsync("Ben Okri");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(People.Password);
        await PressAsync(page, "Join with this password");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("You are on the staff now");
    }

    private static Task PressAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static Task FollowAsync(IPage page, string link) => page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).First.ClickAsync();
}
