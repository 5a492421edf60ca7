using Broadside.Staff;
using Broadside.Tests.Staff;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Broadside.Tests.Desk;

/// <summary>The desk without a mouse: every step by Tab, Enter and letters, and the focus is always to be seen.</summary>
[Trait("Suite", "slow")]
public sealed class KeyboardTests(Browser browser)
{
    private const int MostTabs = 60;

    [Fact]
    public async Task A_person_signs_in_invites_and_signs_out_by_keys_alone()
    {
        await using var desk = await TestDesk.StartAsync();
        await desk.Services.JoinAsync(Role.Owner, "ana@example.org");
        var page = await browser.OpenPageAsync();
        await page.GotoAsync(desk.Address + "/desk/sign-in");

        await ToAsync(page, "E-mail address");
        await page.Keyboard.TypeAsync("ana@example.org");
        await ToAsync(page, "Password");
        await page.Keyboard.TypeAsync(People.Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Good to see you");

        await ToAsync(page, "Staff");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(desk.Address + "/desk/staff");
        await ToAsync(page, "Invite somebody");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(desk.Address + "/desk/staff/invite");
        await ToAsync(page, "E-mail address");
        await page.Keyboard.TypeAsync("ben@example.org");
        await ToAsync(page, "Role");
        await page.Keyboard.TypeAsync("E");
        await ToAsync(page, "Make the link");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Link", new() { Exact = true })).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("/desk/join/"));

        await ToAsync(page, "Sign out");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("You are signed out.");
        Assert.Equal(Role.Editor, Assert.Single(await desk.Get<StaffQueries>().InvitationsAsync(default)).Role);
    }

    [Fact]
    public async Task The_first_key_leads_past_the_navigation()
    {
        await using var desk = await TestDesk.StartAsync();
        await desk.Services.JoinAsync(Role.Owner, "ana@example.org");
        var page = await browser.OpenPageAsync();
        await page.GotoAsync(desk.Address + "/desk/sign-in");
        await page.GetByLabel("E-mail address").FillAsync("ana@example.org");
        await page.GetByLabel("Password").FillAsync(People.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.ToStandAtAsync("/desk");
        await page.GotoAsync(desk.Address + "/desk/staff");

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the page", await FocusedAsync(page));
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");

        Assert.Equal("Invite somebody", await FocusedAsync(page));
    }

    // Tab by Tab until the control of that name has the focus; each stop on the way shows that it has it.
    private static async Task ToAsync(IPage page, string name)
    {
        for (var tabs = 0; tabs < MostTabs; tabs++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = await FocusedAsync(page);
            Assert.True(await page.EvaluateAsync<bool>("() => document.activeElement === document.body || getComputedStyle(document.activeElement).outlineStyle !== 'none'"), $"“{focused}” does not show its focus");
            if (focused == name)
            {
                return;
            }
        }
        Assert.Fail($"No Tab leads to “{name}”");
    }

    private static Task<string> FocusedAsync(IPage page) =>
        page.EvaluateAsync<string>("() => { const e = document.activeElement; return (e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent ?? '').trim(); }");
}
