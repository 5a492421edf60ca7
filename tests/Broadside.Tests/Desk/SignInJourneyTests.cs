using Broadside.Guard;
using Broadside.Staff;
using Broadside.Staff.Signing;
using Broadside.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Broadside.Tests.Desk;

[Trait("Suite", "slow")]
public sealed class SignInJourneyTests(Browser browser)
{
    [Fact]
    public async Task A_newsroom_is_set_up_and_entered_by_passkey()
    {
        await using var desk = await TestDesk.StartAsync();
        var page = await browser.OpenWithPasskeysAsync();

        await page.GotoAsync((await desk.Get<MakeSetUpLink>().RunAsync(default))!);
        await page.GetByLabel("Name of your outlet").FillAsync("The Tide");
        await page.GetByLabel("Your name").FillAsync("Ana Ruiz");
        await page.GetByLabel("Your e-mail address").FillAsync("ana@example.org");
        await page.SendFormAsync("Make a passkey", "/desk?done=set_up");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Good to see you, Ana");
        await page.SendFormAsync("Sign out", "/desk/sign-in");
        await page.SendFormAsync("Sign in with a passkey", "/desk");
        await Expect(page.Locator(".side .outlet")).ToHaveTextAsync("The Tide");
        await using var db = desk.Db();
        var passkey = await db.Set<Passkey>().SingleAsync();
        Assert.True(passkey is { SignCount: > 0, UsedAt: not null, UserVerified: true });
        Assert.Contains("passkey", (await desk.LogAsync()).Last(a => a.What == "sign in").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_scripts_a_newsroom_is_set_up_and_entered_by_password()
    {
        await using var desk = await TestDesk.StartAsync();
        var page = await browser.OpenPageAsync(scripts: false);

        await page.GotoAsync((await desk.Get<MakeSetUpLink>().RunAsync(default))!);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Make a passkey" })).ToBeHiddenAsync();
        await page.GetByLabel("Name of your outlet").FillAsync("La Marea");
        await page.GetByLabel("Language of your outlet").SelectOptionAsync("es");
        await page.GetByLabel("Your name").FillAsync("Ana Ruiz");
        await page.GetByLabel("Your e-mail address").FillAsync("ana@example.org");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("too short");
        await page.GetByLabel("Password", new() { Exact = true }).EvaluateAsync("f => f.removeAttribute('minlength')");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set up with this password" }).ClickAsync();
        await Expect(page.Locator("#f-password-error")).ToContainTextAsync("at least 12 characters");
        await Expect(page.GetByLabel("Name of your outlet")).ToHaveValueAsync("La Marea");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(People.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set up with this password" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Qué bueno verte, Ana");
        await page.GetByRole(AriaRole.Button, new() { Name = "Salir" }).ClickAsync();
        await page.Locator("#f-email").FillAsync("ana@example.org");
        await page.Locator("#f-password").FillAsync(People.Password);
        await page.Locator("form:not([data-passkey]) button").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Qué bueno verte, Ana");
    }

    [Fact]
    public async Task Codes_are_set_up_and_then_asked_for_and_a_recovery_code_stands_in()
    {
        await using var desk = await TestDesk.StartAsync();
        var page = await SignedInAsync(desk, Role.Writer, "ana@example.org");

        await page.GotoAsync(desk.Address + "/desk/account");
        await page.GetByRole(AriaRole.Link, new() { Name = "Codes" }).ClickAsync();
        var secret = (await page.Locator(".qr + .hint code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await page.GetByLabel("The six digits that the app shows").FillAsync(SignInTests.CodeOf(secret, desk.Time));
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn codes on" }).ClickAsync();
        var recovery = await page.Locator(".words code").AllInnerTextsAsync();
        Assert.Equal(10, recovery.Count);

        await page.SendFormAsync("Sign out", "/desk/sign-in");
        await FillAsync(page, "ana@example.org", "");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("password or code is wrong");
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        await FillAsync(page, "ana@example.org", SignInTests.CodeOf(secret, desk.Time));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Good to see you");
        await page.SendFormAsync("Sign out", "/desk/sign-in");
        await FillAsync(page, "ana@example.org", recovery[0]);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Good to see you");
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_the_other_browser_at_its_next_click()
    {
        await using var desk = await TestDesk.StartAsync();
        var here = await SignedInAsync(desk, Role.Writer, "ana@example.org");
        var there = await browser.OpenPageAsync();
        await there.GotoAsync(desk.Address + "/desk/sign-in");
        await FillAsync(there, "ana@example.org", "");
        await Expect(there.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Good to see you");

        await here.GotoAsync(desk.Address + "/desk/account");
        await here.SendFormAsync("Sign out everywhere (3 browsers)", "/desk/sign-in");

        await there.GetByRole(AriaRole.Link, new() { Name = "Home" }).ClickAsync();
        await Expect(there.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Sign in");
    }

    [Fact]
    public async Task An_owner_invites_after_showing_once_more_that_it_is_they_and_the_invited_join_by_passkey()
    {
        await using var desk = await TestDesk.StartAsync();
        var owner = await SignedInAsync(desk, Role.Owner, "ana@example.org");
        desk.Time.Advance(TimeSpan.FromMinutes(11));

        await owner.GotoAsync(desk.Address + "/desk/staff");
        await owner.GetByRole(AriaRole.Link, new() { Name = "Invite somebody" }).ClickAsync();
        await Expect(owner.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Is it you?");
        await owner.GetByLabel("Password").FillAsync(People.Password);
        await owner.SendFormAsync("Go on", "/desk/staff/invite");
        await owner.GetByLabel("E-mail address").FillAsync("ben@example.org");
        await owner.GetByLabel("Role").SelectOptionAsync("Editor");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Make the link" }).ClickAsync();
        var link = await owner.GetByLabel("Link", new() { Exact = true }).InputValueAsync();

        var ben = await browser.OpenWithPasskeysAsync();
        await ben.GotoAsync(link);
        await ben.GetByLabel("Your name").FillAsync("Ben Okri");
        await ben.SendFormAsync("Make a passkey", "/desk?done=joined");
        await Expect(ben.Locator(".side nav")).Not.ToContainTextAsync("Staff");
        await ben.GotoAsync(desk.Address + "/desk/staff");
        await Expect(ben.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Not yours to do");
        await ben.GotoAsync(link);
        await Expect(ben.Locator("main")).ToContainTextAsync("used already");

        await owner.GotoAsync(desk.Address + "/desk");
        await Expect(owner.Locator("main")).ToContainTextAsync("Ben Okri joined");
        await owner.GetByRole(AriaRole.Button, new() { Name = "I have seen this" }).ClickAsync();
        await Expect(owner.Locator("main")).Not.ToContainTextAsync("Ben Okri joined");
    }

    [Fact]
    public async Task A_passkey_is_named_and_removed_but_not_while_it_is_the_only_way_in()
    {
        await using var desk = await TestDesk.StartAsync();
        var page = await browser.OpenWithPasskeysAsync();
        var invited = await desk.Get<InvitePerson>().RunAsync("Ana Ruiz", "ana@example.org", Role.Writer, Actor.Operator, default);
        await page.GotoAsync(invited.Value!.Link);
        await page.SendFormAsync("Make a passkey", "/desk?done=joined");
        await page.GotoAsync(desk.Address + "/desk/account/passkeys");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the passkey" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("your only way to sign in");

        await page.GetByLabel("Name of the passkey").FillAsync("Blue laptop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await Expect(page.GetByLabel("Name of the passkey")).ToHaveValueAsync("Blue laptop");
        // The same machine has one for this person already and makes no second.
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(page.Locator("form[data-passkey] [data-trouble]")).ToContainTextAsync("The passkey did not work");

        await page.GotoAsync(desk.Address + "/desk/account/password");
        await page.GetByLabel("New password").FillAsync(People.Password);
        await page.SendFormAsync("Set the password", "/desk/account?done=password");
        await page.GotoAsync(desk.Address + "/desk/account/passkeys");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the passkey Blue laptop" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("lets nobody in any more");
    }

    [Fact]
    public async Task A_passkey_shown_to_a_neighbour_on_the_same_name_is_no_passkey_here()
    {
        await using var desk = await TestDesk.StartAsync();
        await using var neighbour = await TestDesk.StartAsync();
        var page = await browser.OpenWithPasskeysAsync();
        var invited = await desk.Get<InvitePerson>().RunAsync("Ana Ruiz", "ana@example.org", Role.Owner, Actor.Operator, default);
        await page.GotoAsync(invited.Value!.Link);
        await page.SendFormAsync("Make a passkey", "/desk?done=joined");
        using var thief = desk.Stranger();
        var token = DeskClient.TokenOf((await thief.GetAsync("/desk/sign-in")).Body);
        var asked = System.Text.Json.JsonDocument.Parse((await thief.PostAsync("/desk/sign-in/passkey", ("__RequestVerificationToken", token))).Body).RootElement;

        // The neighbour's page (another port of localhost) has the person show the passkey for the challenge that the thief got here.
        await page.GotoAsync(neighbour.Address + "/desk/sign-in");
        var shown = await page.EvaluateAsync<string>(
            """
            async options => {
              const json = JSON.parse(options);
              const credential = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(json) });
              return JSON.stringify(credential.toJSON());
            }
            """,
            asked.GetProperty("options").GetString());

        var answer = await thief.PostAsync("/desk/sign-in?handler=Passkey", ("Ceremony", asked.GetProperty("ceremony").GetString()!), ("Credential", shown), ("__RequestVerificationToken", token));
        Assert.Equal(422, answer.Status);
        Assert.Contains("was not accepted", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Defence", "passkey-replay")]
    public async Task A_passkeys_answer_works_once()
    {
        await using var desk = await TestDesk.StartAsync();
        var page = await browser.OpenWithPasskeysAsync();
        var invited = await desk.Get<InvitePerson>().RunAsync("Ana Ruiz", "ana@example.org", Role.Owner, Actor.Operator, default);
        await page.GotoAsync(invited.Value!.Link);
        await page.SendFormAsync("Make a passkey", "/desk?done=joined");
        await page.SendFormAsync("Sign out", "/desk/sign-in");
        string? sent = null;
        page.Request += (_, request) => sent = request.Url.Contains("handler=Passkey", StringComparison.Ordinal) ? request.PostData : sent;
        await page.SendFormAsync("Sign in with a passkey", "/desk");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Good to see you");
        using var thief = desk.Stranger();
        var token = DeskClient.TokenOf((await thief.GetAsync("/desk/sign-in")).Body);

        // Passkeys that a password manager keeps do not count how often they were shown.
        await using (var db = desk.Db())
        {
            await db.Set<Passkey>().ExecuteUpdateAsync(p => p.SetProperty(x => x.SignCount, 0));
        }

        var fields = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(sent).Where(f => f.Key != "__RequestVerificationToken").Select(f => (f.Key, f.Value.ToString()));
        var answer = await thief.PostAsync("/desk/sign-in?handler=Passkey", [.. fields, ("__RequestVerificationToken", token)]);

        Assert.Equal(422, answer.Status);
    }

    private async Task<IPage> SignedInAsync(TestDesk desk, Role role, string email)
    {
        await desk.Services.JoinAsync(role, email);
        var page = await browser.OpenPageAsync();
        await page.GotoAsync(desk.Address + "/desk/sign-in");
        await FillAsync(page, email, "");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Good to see you");
        return page;
    }

    private static async Task FillAsync(IPage page, string email, string code)
    {
        await page.GetByLabel("E-mail address").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(People.Password);
        await page.GetByLabel("Code").FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }
}
