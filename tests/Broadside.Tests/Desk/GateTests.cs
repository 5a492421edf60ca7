using Broadside.Guard;
using Broadside.Staff;
using Broadside.Staff.Signing;
using Broadside.Tests.Staff;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Desk;

public sealed class GateTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Signing_in_by_form_gives_a_strict_cookie_and_leads_to_the_page_that_was_asked_for(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        await desk.Services.JoinAsync(Role.Owner, "ana@example.org");
        using var browser = desk.Stranger();

        var answer = await browser.SubmitAsync("/desk/sign-in", "/desk/sign-in", ("Email", "ana@example.org"), ("Password", People.Password), ("To", "/desk/staff"));

        Assert.Equal((302, "/desk/staff"), (answer.Status, answer.To));
        var cookie = answer.Message.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("__Host-broadside=", StringComparison.Ordinal));
        Assert.All(["secure", "httponly", "samesite=strict", "path=/"], part => Assert.Contains(part, cookie.ToLowerInvariant(), StringComparison.Ordinal));
        Assert.DoesNotContain("domain", cookie.ToLowerInvariant(), StringComparison.Ordinal);
        Assert.Contains("ana@example.org", (await browser.GetAsync("/desk/staff")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/desk")]
    [InlineData("/desk/../../admin")]
    [InlineData("/deskevil")]
    [InlineData("/desk/\r\nSet-Cookie: a=b")]
    [InlineData("javascript:alert(1)")]
    public async Task Signing_in_leads_nowhere_but_to_the_desk(string to)
    {
        await using var desk = await TestDesk.StartAsync();
        await desk.Services.JoinAsync(Role.Owner, "ana@example.org");
        using var browser = desk.Stranger();

        var answer = await browser.SubmitAsync("/desk/sign-in", "/desk/sign-in", ("Email", "ana@example.org"), ("Password", People.Password), ("To", to));

        Assert.Equal((302, "/desk"), (answer.Status, answer.To));
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_page()
    {
        await using var desk = await TestDesk.StartAsync();
        await desk.Services.JoinAsync(Role.Owner, "ana@example.org");
        using var browser = desk.Stranger();

        var known = await browser.SubmitAsync("/desk/sign-in", "/desk/sign-in", ("Email", "ana@example.org"), ("Password", "not this one, surely"));
        var unknown = await browser.SubmitAsync("/desk/sign-in", "/desk/sign-in", ("Email", "eva@example.org"), ("Password", "not this one, surely"));

        Assert.Equal((422, 422), (known.Status, unknown.Status));
        Assert.Equal(Bare(known, "ana"), Bare(unknown, "eva"));
        Assert.Equal(known.Message.Headers.Select(h => h.Key).Order(), unknown.Message.Headers.Select(h => h.Key).Order());

        static string Bare(DeskClient.Answer answer, string name) =>
            System.Text.RegularExpressions.Regex.Replace(answer.Body, "CfDJ8[A-Za-z0-9_-]+", "TOKEN").Replace(name, "NAME", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_somebody_planted_before_is_not_the_one_that_is_signed_in()
    {
        await using var desk = await TestDesk.StartAsync();
        await desk.Services.JoinAsync(Role.Owner, "ana@example.org");
        using var browser = desk.Stranger();
        browser.Cookies["__Host-broadside"] = "planted";

        await browser.SubmitAsync("/desk/sign-in", "/desk/sign-in", ("Email", "ana@example.org"), ("Password", People.Password));

        Assert.NotEqual("planted", browser.Cookies["__Host-broadside"]);
        using var thief = desk.Stranger();
        thief.Cookies["__Host-broadside"] = "planted";
        Assert.Equal(302, (await thief.GetAsync("/desk")).Status);
    }

    [Fact]
    public async Task A_cookie_of_a_session_that_ended_lets_nobody_in()
    {
        await using var desk = await TestDesk.StartAsync();
        using var browser = await desk.SignedInAsync(Role.Owner);
        var session = browser.Cookies["__Host-broadside"];

        var left = await browser.SubmitAsync("/desk", "/desk/sign-out");

        Assert.Equal("/desk/sign-in?done=signed_out", left.To);
        Assert.False(browser.Cookies.ContainsKey("__Host-broadside"));
        browser.Cookies["__Host-broadside"] = session;
        Assert.Equal((302, "/desk/sign-in"), ((await browser.GetAsync("/desk")) is var answer ? answer.Status : 0, answer.To));
    }

    [Fact]
    public async Task A_role_that_was_changed_holds_from_the_next_click_on()
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);
        await desk.SignedInAsync(Role.Owner);
        Assert.Equal(200, (await owner.GetAsync("/desk/staff")).Status);

        await desk.Get<ChangeRole>().RunAsync(owner.Member!.Id, Role.Writer, Actor.Operator, default);

        Assert.Equal(403, (await owner.GetAsync("/desk/staff")).Status);
        await desk.Get<RemoveMember>().RunAsync(owner.Member.Id, Actor.Operator, default);
        Assert.Equal(302, (await owner.GetAsync("/desk")).Status);
    }

    [Fact]
    public async Task Every_answer_of_the_desk_has_its_strict_headers()
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);

        foreach (var path in new[] { "/desk", "/desk/staff", "/desk/sign-in", "/desk/no-such-page", "/desk/audit/export" })
        {
            var answer = await owner.GetAsync(path);
            var policy = answer.Header("Content-Security-Policy")!;
            Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; ", policy, StringComparison.Ordinal);
            Assert.Contains("require-trusted-types-for 'script'; trusted-types ProseMirrorClipboard", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Contains("no-store", answer.Header("Cache-Control"), StringComparison.Ordinal);
            Assert.Equal(("noindex, nofollow", "SAMEORIGIN", "nosniff", "same-origin"), (answer.Header("X-Robots-Tag"), answer.Header("X-Frame-Options"), answer.Header("X-Content-Type-Options"), answer.Header("Referrer-Policy")));
        }
    }

    [Fact]
    public async Task Every_form_has_its_token_and_no_page_a_script_or_a_style_in_it()
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);

        foreach (var path in new[] { "/desk", "/desk/staff", "/desk/staff/invite", "/desk/account", "/desk/account/passkeys", "/desk/account/codes", "/desk/health", "/desk/audit", "/desk/confirm" })
        {
            using var page = (await owner.GetAsync(path)).Document;
            Assert.All(page.QuerySelectorAll("script"), s => Assert.True(s.HasAttribute("src") || s.GetAttribute("type") == "application/json", path));
            Assert.All(page.QuerySelectorAll("form[method=post]"), f => Assert.True(f.QuerySelector("[name=__RequestVerificationToken]") is not null, $"{path}: a form without a token"));
            Assert.Empty(page.QuerySelectorAll("style, [style], [onclick], [onload], [onsubmit], a[href^='javascript:']"));
        }
    }

    [Fact]
    public async Task A_link_from_elsewhere_loads_once_more_so_that_the_strict_cookie_comes_along()
    {
        await using var desk = await TestDesk.StartAsync();
        using var stranger = desk.Stranger();
        stranger.Headers["Sec-Fetch-Site"] = "cross-site";

        var first = await stranger.GetAsync("/desk/health");
        stranger.Headers["Sec-Fetch-Site"] = "same-origin";
        var second = await stranger.GetAsync("/desk/health");

        Assert.Equal(200, first.Status);
        Assert.NotNull(first.Document.QuerySelector("meta[http-equiv=refresh][content='0']"));
        Assert.Equal(302, second.Status);
    }

    [Fact]
    public async Task What_another_site_sends_is_refused_though_it_knows_the_token()
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);
        var token = DeskClient.TokenOf((await owner.GetAsync("/desk")).Body);
        owner.Headers["Sec-Fetch-Site"] = "cross-site";

        Assert.Equal(403, (await owner.PostAsync("/desk/sign-out", ("__RequestVerificationToken", token))).Status);
    }

    [Fact]
    public async Task A_form_that_is_older_than_the_sign_in_is_offered_again_without_what_is_secret()
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);
        owner.Headers["Sec-Fetch-Site"] = "same-origin";
        await owner.GetAsync("/desk");

        var stale = await owner.PostAsync("/desk/account", ("Name", "Ana <b>& Co"), ("Language", "es"), ("Password", "secret words here"), ("__RequestVerificationToken", "old"));

        Assert.Equal(400, stale.Status);
        Assert.DoesNotContain("secret words here", stale.Body, StringComparison.Ordinal);
        var fields = stale.Document.QuerySelectorAll("form input").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!)).ToArray();
        Assert.Contains(("Name", "Ana <b>& Co"), fields);
        Assert.Equal("/desk/account?done=preferences", (await owner.PostAsync("/desk/account", fields)).To);
        // A stranger gets nothing to press.
        using var stranger = desk.Stranger();
        await stranger.GetAsync("/desk/sign-in");
        stranger.Headers["Sec-Fetch-Site"] = "same-origin";
        Assert.Empty((await stranger.PostAsync("/desk/sign-in", ("To", "/desk"), ("__RequestVerificationToken", "old"))).Document.QuerySelectorAll("form"));
    }

    [Fact]
    public async Task Without_any_cookie_the_answer_says_that_the_browser_keeps_none()
    {
        await using var desk = await TestDesk.StartAsync();
        using var stranger = desk.Stranger();

        var answer = await stranger.PostAsync("/desk/sign-in", ("Email", "a@example.org"));

        Assert.Equal(400, answer.Status);
        Assert.Contains("cookie", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_cannot_send_more_than_a_form_needs()
    {
        await using var desk = await TestDesk.StartAsync();
        using var stranger = desk.Stranger();

        var answer = await stranger.SubmitAsync("/desk/sign-in", "/desk/sign-in", ("Email", new string('a', 70_000)));

        Assert.Equal(413, answer.Status);
        Assert.Contains("Too large", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_an_address_of_its_own_the_desk_answers_there_alone()
    {
        await using var desk = await TestDesk.StartAsync(settings: ("Desk:Address", "https://desk.example.org"));
        using var there = desk.Stranger();
        there.Headers["Host"] = "desk.example.org";
        using var elsewhere = desk.Stranger();

        Assert.Equal(200, (await there.GetAsync("/desk/sign-in")).Status);
        Assert.Equal(404, (await elsewhere.GetAsync("/desk/sign-in")).Status);
        Assert.Equal(405, (await elsewhere.PostAsync("/desk/sign-in")).Status);
        Assert.Null((await elsewhere.GetAsync("/desk/sign-in")).Header("X-Robots-Tag"));
    }

    [Fact]
    public async Task Where_codes_are_required_a_password_leads_to_them_first()
    {
        await using var desk = await TestDesk.StartAsync(settings: ("Desk:RequireCodes", "true"));
        using var owner = await desk.SignedInAsync(Role.Owner);

        Assert.Equal("/desk/account/codes?done=codes_required", (await owner.GetAsync("/desk/staff")).To);
        var codes = await owner.GetAsync("/desk/account/codes");
        Assert.Equal(200, codes.Status);
        var secret = codes.Document.QuerySelector(".qr + .hint code")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        await owner.SubmitAsync("/desk/account/codes", "/desk/account/codes", ("Code", SignInTests.CodeOf(secret, desk.Time)));
        Assert.Equal(200, (await owner.GetAsync("/desk/staff")).Status);
    }

    [Fact]
    public async Task Scripts_are_answered_in_JSON()
    {
        await using var desk = await TestDesk.StartAsync();
        using var stranger = desk.Stranger();
        stranger.Headers["Accept"] = "application/json";

        var answer = await stranger.GetAsync("/desk/staff");

        Assert.Equal((401, "application/json"), (answer.Status, answer.Message.Content.Headers.ContentType?.MediaType));
        Assert.Contains("\"code\":\"signed_out\"", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_desk_speaks_the_language_of_whoever_asks()
    {
        await using var desk = await TestDesk.StartAsync();
        using var stranger = desk.Stranger();
        stranger.Headers["Accept-Language"] = "fr-CA, es-MX;q=0.8, en;q=0.5";
        using var owner = await desk.SignedInAsync(Role.Owner);

        Assert.Contains("Entrar", (await stranger.GetAsync("/desk/sign-in")).Text, StringComparison.Ordinal);
        await owner.SubmitAsync("/desk/account", "/desk/account", ("Name", "Ana"), ("Language", "es"), ("Scheme", "Dark"));
        var home = await owner.GetAsync("/desk");
        Assert.Equal(("es", "dark"), (home.Document.DocumentElement.GetAttribute("lang"), home.Document.DocumentElement.GetAttribute("data-scheme")));
    }

    [Fact]
    public async Task The_keys_of_form_tokens_lie_with_the_other_keys()
    {
        await using var desk = await TestDesk.StartAsync();
        using var stranger = desk.Stranger();
        Assert.False(Directory.Exists(Path.Combine(desk.Folder, "keys", "forms")));

        await stranger.GetAsync("/desk/sign-in");

        Assert.NotEmpty(Directory.GetFiles(Path.Combine(desk.Folder, "keys", "forms")));
    }

    [Fact]
    public async Task The_desk_is_no_part_of_the_readers_site()
    {
        await using var desk = await TestDesk.StartAsync();
        using var stranger = desk.Stranger();

        Assert.Equal(404, (await stranger.GetAsync("/deskside")).Status);
        Assert.Equal(200, (await stranger.GetAsync("/")).Status);
        Assert.DoesNotContain("Set-Cookie", (await stranger.GetAsync("/")).Message.Headers.Select(h => h.Key));
    }
}
