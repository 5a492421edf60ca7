using System.Text.Json;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Guard;
using Broadside.Media;
using Broadside.Staff;
using Broadside.Staff.Acts;
using Broadside.Tests.Articles.Publishing;
using Broadside.Tests.Media;
using Broadside.Tests.Site;
using Broadside.Tests.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Broadside.Tests.Desk;

/// <summary>axe looks at every page of the desk (WCAG 2.2 AA and best practice), at both widths, in light and dark, in English and Spanish; nothing scrolls sideways.</summary>
[Trait("Suite", "slow")]
public sealed class DeskAxeTests(Browser browser)
{
    private static readonly string[] Inside =
    [
        "/desk", "/desk/account", "/desk/account/passkeys", "/desk/account/password", "/desk/account/codes", "/desk/confirm", "/desk/sign-out",
        "/desk/staff", "/desk/staff/invite", "/desk/staff/{id}", "/desk/staff/nobody", "/desk/staff/{former}", "/desk/inbox", "/desk/outlet", "/desk/notice", "/desk/sample", "/desk/audit/2", "/desk/audit/none", "/desk/audit/2/erase", "/desk/acts/{act}", "/desk/acts/none", "/desk/keys", "/desk/held", "/desk/held/{id}", "/desk/health", "/desk/backups", "/desk/backups/key", "/desk/audit", "/desk/audit?q=nothing-like-that", "/desk/no-such-page",
        "/desk/articles/new", "/desk/articles/{article}", "/desk/articles/{article}/details", "/desk/articles/none", "/desk/articles/none/details",
    ];

    [Theory]
    [ClassData(typeof(Looks))]
    public async Task Every_page_is_accessible(int width, bool dark, string language)
    {
        var axe = Repository.At("tools", "node_modules", "axe-core", "axe.min.js");
        Missing.SkipUnless(File.Exists(axe), Missing.Checkers);
        await using var desk = await TestDesk.StartAsync();
        var setUp = await desk.Get<MakeSetUpLink>().RunAsync(default);
        var page = await browser.OpenPageAsync(width, dark, policy: false);
        var faults = new List<string>();
        faults.AddRange(await LookAsync(page, setUp!, axe));
        var (id, former, act, join) = await FillAsync(desk);
        var article = await WrittenAsync(desk);
        foreach (var address in new[] { desk.Address + "/desk/sign-in", join, desk.Address + "/desk/join/gone", setUp! })
        {
            faults.AddRange(await LookAsync(page, address, axe));
        }
        await SignInAsync(page, desk, language);
        var translation = await PublishScreens.FillAsync(desk);
        foreach (var path in Inside.Concat(PublishScreens.All).Append(translation))
        {
            faults.AddRange(await LookAsync(page, desk.Address + path.Replace("{id}", id, StringComparison.Ordinal).Replace("{act}", act, StringComparison.Ordinal).Replace("{former}", former, StringComparison.Ordinal).Replace("{article}", article, StringComparison.Ordinal), axe));
            await Pictures.TakeAsync(page, path, width, dark, language);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Every_page_inside_is_on_the_list()
    {
        await using var desk = await TestDesk.StartAsync();
        using var stranger = desk.Stranger();
        await stranger.GetAsync("/desk/sign-in");
        var pages = desk.Get<Microsoft.AspNetCore.Mvc.Infrastructure.IActionDescriptorCollectionProvider>().ActionDescriptors.Items
            .Select(a => "/" + a.AttributeRouteInfo!.Template!)
            .Except(["/desk/sign-in", "/desk/join/{token}", "/desk/setup/{token}"]);

        Assert.Empty(pages.Select(p => p.Replace("/acts/{id}", "/acts/{act}", StringComparison.Ordinal).Replace("/articles/{id}", "/articles/{article}", StringComparison.Ordinal).Replace("{seq}", "2", StringComparison.Ordinal)).Except(Inside).Except(OutletAxeTests.Templates).Except(Broadside.Tests.Digest.DigestAxeTests.Templates).Except(Subscribers.SubscriberScreens.Templates).Except(Record.Pages.RecordScreens.Templates).Except(Giving.Treasury.GivingScreens.Templates).Except(Mirror.Pages.MirrorScreens.Templates).Except(PublishScreens.All.Select(s => s.Split('?')[0].Replace("/story/", "/{article}/", StringComparison.Ordinal))));
    }

    /// <summary>Something on every page: people, a link, an alarm, an act that waits, a failed sign-in.</summary>
    private static async Task<(string Id, string Former, string Act, string Join)> FillAsync(TestDesk desk)
    {
        var owner = await desk.Services.JoinAsync(Role.Owner, "ana@example.org");
        var writer = await desk.Services.JoinAsync(Role.Writer, "ben@example.org");
        var former = await desk.Services.JoinAsync(Role.Editor, "dora@example.org");
        await desk.Get<RemoveMember>().RunAsync(former.Member.Id, Actor.Operator, default);
        var invited = await desk.Get<InvitePerson>().RunAsync("Carmen", "carmen@example.org", Role.Treasurer, Actor.Operator, default);
        await desk.Get<Alarms>().RaiseAsync("clock", "clock", "The clock was set forward by 3.02:00. What is due at a time is held.", default);
        await using var db = desk.Db();
        await using var writing = await db.BeginWritingAsync(default);
        var actor = await desk.Services.ActorAsync(owner) with { IsFreshByPasskey = true };
        var act = await desk.Get<AskForAct>().RunAsync(db, "change-payout", "site/payout", "Gifts go to another account.", "x", actor, default);
        await db.SaveChangesAsync();
        await writing.CommitAsync(default);
        return (writer.Member.Id, former.Member.Id, act.Value!.Id, invited.Value!.Link);
    }

    /// <summary>An article with a topic, a picture and a translation.</summary>
    private static async Task<string> WrittenAsync(TestDesk desk)
    {
        var picture = await desk.Get<AddMedia>().RunAsync(new MemoryStream(Fixtures.Jpeg()), new NewMedia("boat.jpg") { Alt = "A boat" }, default);
        var article = Newspaper.Article("harbour", "Where the harbour goes", "Text.") with
        {
            Topics = [new Term("water", "Water")],
            TranslationGroup = "harbour",
            Blocks = [new Paragraph { Id = "aaaaaaaa", Text = "Text." }, new Figure { Id = "bbbbbbbb", Media = picture.Value!.Sha256, Alt = "A boat", Credit = "Ana Roa" }],
        };
        await desk.Get<SaveDraft>().RunAsync(article, Actor.Operator, default);
        await desk.Get<SaveDraft>().RunAsync(Newspaper.Article("puerto", "Adónde va el puerto", "Texto.") with { Language = "es", TranslationGroup = "harbour" }, Actor.Operator, default);
        return article.Id;
    }

    internal static async Task SignInAsync(IPage page, TestDesk desk, string language = "en")
    {
        await page.GotoAsync(desk.Address + "/desk/sign-in");
        await page.Locator("#f-email").FillAsync("ana@example.org");
        await page.Locator("#f-password").FillAsync(People.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(page.Locator(".side")).ToBeVisibleAsync();
        await using var db = desk.Db();
        await db.Set<StaffMember>().ExecuteUpdateAsync(m => m.SetProperty(x => x.Language, language));
    }

    internal static async Task<IEnumerable<string>> LookAsync(IPage page, string address, string axe)
    {
        await page.GotoAsync(address);
        await page.AddScriptTagAsync(new() { Path = axe });
        var found = await page.EvaluateAsync<JsonElement>(
            """
            async () => {
              const result = await axe.run(document, { resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
              const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
              return { passes: result.passes.length, over, violations: result.violations.map(v => `${v.id}: ${v.help} [${v.nodes.map(n => n.target.join(" ")).slice(0, 3).join(" | ")}]`) };
            }
            """);
        var path = new Uri(address).PathAndQuery;
        Assert.True(found.GetProperty("passes").GetInt32() > 5, $"{path}: axe saw no page");
        var over = found.GetProperty("over").GetInt32();
        return found.GetProperty("violations").EnumerateArray().Select(v => $"{path}: {v.GetString()}").Concat(over > 0 ? [$"{path}: {over} px sideways"] : []);
    }
}
