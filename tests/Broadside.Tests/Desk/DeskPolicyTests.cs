using Broadside.Guard;
using Broadside.Staff;
using Broadside.Tests.Articles.Hostile;
using Broadside.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Broadside.Tests.Desk;

/// <summary>In a real browser: nothing that anybody wrote runs at the desk, and the policy would stop it if it tried.</summary>
[Trait("Suite", "slow")]
public sealed class DeskPolicyTests(Browser browser)
{
    private static readonly string[] Pages = ["/desk", "/desk/account", "/desk/account/passkeys", "/desk/staff", "/desk/health", "/desk/audit", "/desk/inbox"];

    [Fact]
    public async Task No_vector_runs_wherever_it_was_written()
    {
        await using var desk = await TestDesk.StartAsync();
        var vectors = Vectors.All().Select(v => v.Html.Replace("\0", "", StringComparison.Ordinal)).ToList();
        Assert.True(vectors.Count > 200);
        await WriteAsync(desk, vectors);
        var page = await browser.OpenPageAsync();
        var watch = Watch(page, desk);
        await SignInAsync(page, desk);

        foreach (var path in Pages.Append("/desk/audit?q=" + Uri.EscapeDataString(vectors[0])))
        {
            await page.GotoAsync(desk.Address + path);
        }
        for (var older = "/desk/audit"; older is not null; older = await page.Locator("a[rel=next]").CountAsync() > 0 ? await page.Locator("a[rel=next]").GetAttributeAsync("href") : null)
        {
            await page.GotoAsync(desk.Address + older);
        }

        Assert.Contains(vectors[^1].Trim()[..Math.Min(20, vectors[^1].Trim().Length)], await page.Locator("body").InnerTextAsync() + string.Concat(vectors), StringComparison.Ordinal);
        Assert.Empty(watch);
    }

    [Fact]
    public async Task The_policy_stops_what_is_written_into_a_page_as_HTML_or_script()
    {
        await using var desk = await TestDesk.StartAsync();
        await desk.Services.JoinAsync(Role.Owner, "ana@example.org");
        var page = await browser.OpenPageAsync();
        await SignInAsync(page, desk);

        var outcomes = await page.EvaluateAsync<string[]>(
            """
            async () => {
              // What a debugger runs may evaluate text; what a page runs later may not.
              await new Promise(later => setTimeout(later));
              const tried = [
                () => { document.body.innerHTML = "<b>x</b>"; },
                () => { document.createElement("script").src = "/desk/assets/desk.js"; },
                () => { document.createElement("script").text = "window.ran = 1"; },
                () => { document.write("<p>x</p>"); },
                () => { eval("window.ran = 1"); },
                () => { new Function("window.ran = 1")(); },
                () => { trustedTypes.createPolicy("other", {}); },
                () => { document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.ran = 1'>"); },
              ];
              const outcomes = tried.map(act => { try { act(); return "done"; } catch (error) { return error.name; } });
              const style = document.createElement("style");
              style.textContent = "body { color: red }";
              document.head.append(style);
              outcomes.push(style.sheet === null ? "no style" : "style");
              outcomes.push(window.ran === undefined ? "never ran" : "ran");
              return outcomes;
            }
            """);

        Assert.DoesNotContain("done", outcomes);
        Assert.Equal(["no style", "never ran"], outcomes[^2..]);
        Assert.Equal("blocked", await page.EvaluateAsync<string>("() => fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'blocked')"));
    }

    // Names, a passkey's name, an alarm, details and subjects in the log, an invitation.
    private static async Task WriteAsync(TestDesk desk, IReadOnlyList<string> vectors)
    {
        var owner = await desk.Services.JoinAsync(Role.Owner, "ana@example.org");
        await desk.Get<InvitePerson>().RunAsync(vectors[1], "ben@example.org", Role.Writer, Actor.Operator, default);
        await desk.Get<Alarms>().RaiseAsync("clock", vectors[2], string.Join('\n', vectors.Take(100)), default);
        await using var db = desk.Db();
        await using var writing = await db.BeginWritingAsync(default);
        (await db.Set<StaffMember>().SingleAsync(m => m.Id == owner.Member.Id)).Name = vectors.First(v => v.Contains("onerror", StringComparison.OrdinalIgnoreCase));
        db.Add(new Broadside.Staff.Signing.Passkey { Id = "x", StaffId = owner.Member.Id, Name = vectors.First(v => v.Contains("<script", StringComparison.OrdinalIgnoreCase)), PublicKey = "x", Transports = "internal", MadeAt = desk.Time.GetUtcNow() });
        foreach (var vector in vectors)
        {
            await desk.Get<AuditLog>().AddAsync(db, new Actor(vector, vector), vector, vector, vector, default);
        }
        await db.SaveChangesAsync();
        await writing.CommitAsync(default);
    }

    private static List<string> Watch(IPage page, TestDesk desk)
    {
        var seen = new List<string>();
        page.Dialog += async (_, dialog) =>
        {
            seen.Add("dialog: " + dialog.Message);
            await dialog.DismissAsync();
        };
        page.PageError += (_, error) => seen.Add("error: " + error);
        page.Console += (_, message) => seen.AddRange(message.Text.Contains("Content Security Policy", StringComparison.Ordinal) ? ["policy: " + message.Text] : []);
        page.Request += (_, request) => seen.AddRange(request.Url.StartsWith(desk.Address + "/desk", StringComparison.Ordinal) || request.Url.StartsWith("data:", StringComparison.Ordinal) ? [] : ["request: " + request.Url]);
        return seen;
    }

    private static async Task SignInAsync(IPage page, TestDesk desk)
    {
        await page.GotoAsync(desk.Address + "/desk/sign-in");
        await page.Locator("#f-email").FillAsync("ana@example.org");
        await page.Locator("#f-password").FillAsync(People.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(page.Locator(".side")).ToBeVisibleAsync();
    }
}
