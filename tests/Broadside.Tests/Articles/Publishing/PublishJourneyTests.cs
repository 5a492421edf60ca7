using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Media;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Broadside.Tests.Media;
using Broadside.Tests.Staff;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Broadside.Tests.Articles.Publishing;

/// <summary>From the list to readers and back, by keys alone and with scripts off.</summary>
[Trait("Suite", "slow")]
public sealed class PublishJourneyTests(Browser browser)
{
    private const int MostTabs = 80;

    [Fact]
    public async Task An_article_is_published_and_undone_by_keys_alone()
    {
        await using var desk = await TestDesk.StartAsync();
        var page = await SignInAsync(desk, await browser.OpenPageAsync());
        await desk.WriteAsync(Drafts.Fresh("a", "Bridge closed", "The bridge is closed."));
        await page.GotoAsync(desk.Address + "/desk/articles/a/publish");

        await ToAsync(page, "Publish now");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Readers have it.");
        await ToAsync(page, "Undo");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Undone.");

        Assert.Null(desk.Get<Catalogue>().ById("a"));
        await ToAsync(page, "Publish now");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".live-link a")).ToBeVisibleAsync();
        Assert.NotNull(desk.Get<Catalogue>().ById("a"));
    }

    [Fact]
    public async Task With_scripts_off_a_story_goes_from_the_list_to_readers_and_is_corrected_and_withdrawn()
    {
        await using var desk = await TestDesk.StartAsync();
        var page = await SignInAsync(desk, await browser.OpenPageAsync(scripts: false, width: 360));
        await desk.WriteAsync(Drafts.Fresh("a", "Bridge closed", "The bridge is closed TK."));

        await FollowAsync(page, "Articles");
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("bridge");
        await PressAsync(page, "Show");
        await Expect(page.Locator("table.articles tbody tr")).ToHaveCountAsync(1);
        await page.GotoAsync(desk.Address + "/desk/articles/a/publish");
        await Expect(page.Locator(".findings")).ToContainTextAsync("A TK marker is left.");
        await PressAsync(page, "Publish now");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Readers have it.");
        await FollowAsync(page, "Updates");
        await page.GetByLabel("What is new").FillAsync("It opens *tomorrow*.");
        await PressAsync(page, "Publish the update");
        await Expect(page.Locator(".cards")).ToContainTextAsync("It opens tomorrow.");
        await page.GotoAsync(desk.Address + "/desk/articles/a/correct");
        await page.GetByLabel("What was wrong, and what is right").FillAsync("It was closed on Monday.");
        await PressAsync(page, "Publish the correction");
        await FollowAsync(page, "History");
        await PressAsync(page, "Lay side by side");
        await Expect(page.Locator(".part ins").First).ToContainTextAsync("Monday");
        await FollowAsync(page, "Preview");
        await Expect(page.FrameLocator(".preview iframe").Locator("h1")).ToHaveTextAsync("Bridge closed");
        await page.GotoAsync(desk.Address + "/desk/articles/a/withdraw");
        await page.GetByLabel("Reason, as readers will read it").FillAsync("The mayor was misquoted.");
        await PressAsync(page, "Withdraw it now");
        await Expect(page.Locator("main")).ToContainTextAsync("The mayor was misquoted.");
        Assert.True(desk.Get<Catalogue>().ById("a")!.IsGone);
    }

    [Fact]
    public async Task Each_finding_leads_to_the_block_that_it_speaks_of_with_the_cursor_in_it()
    {
        await using var desk = await TestDesk.StartAsync();
        var page = await SignInAsync(desk, await browser.OpenPageAsync());
        var picture = (await desk.Get<AddMedia>().RunAsync(new MemoryStream(Fixtures.Jpeg(600, 400)), new NewMedia("pier.jpg"), TestContext.Current.CancellationToken)).Value!;
        var text = Enumerable.Range(0, 60).Select(i => (Block)new Paragraph { Id = $"block{i:000}", Text = i == 50 ? "Who said so TK" : $"Paragraph {i} stands here." });
        await desk.WriteAsync(Drafts.Fresh("a", "Bridge closed") with { Standfirst = null, Lead = null, Blocks = [.. text, new Figure { Id = "picture1", Media = picture.Sha256, Width = 600, Height = 400, Caption = "The pier" }] });

        await FromListAsync("A TK marker is left.");
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync(": the mayor");
        await Expect(page.Locator("[data-id=block050]")).ToHaveTextAsync("Who said so TK: the mayor");
        await Expect(page.Locator("[data-id=block050]")).ToBeInViewportAsync();
        await FromListAsync("A picture has no text for those who cannot see it.");
        await Expect(page.Locator("[data-id=picture1]")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("End");
        // At a writer's pace: while the page has its lock, and what an earlier page left, brought in.
        await page.Keyboard.TypeAsync(" at noon", new() { Delay = 60 });
        await Expect(page.Locator("[data-id=picture1]")).ToContainTextAsync("The pier at noon");
        await FromListAsync("There is no standfirst");
        await page.Keyboard.TypeAsync("Until May.");
        await Expect(page.Locator(".ed-stand")).ToHaveValueAsync("Until May.");

        async Task FromListAsync(string finding)
        {
            await page.GotoAsync(desk.Address + "/desk/articles/a/publish");
            await page.Locator(".findings a").Filter(new() { HasText = finding }).ClickAsync();
            await Expect(page.Locator(".ed-text[role=textbox]")).ToBeVisibleAsync();
        }
    }

    private static async Task<IPage> SignInAsync(TestDesk desk, IPage page)
    {
        await desk.Services.JoinAsync(Role.Owner, "ana@example.org");
        await page.GotoAsync(desk.Address + "/desk/sign-in");
        await page.Locator("#f-email").FillAsync("ana@example.org");
        await page.Locator("#f-password").FillAsync(People.Password);
        await PressAsync(page, "Sign in");
        await Expect(page.Locator(".side")).ToBeVisibleAsync();
        return page;
    }

    private static async Task ToAsync(IPage page, string name)
    {
        for (var tabs = 0; tabs < MostTabs; tabs++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>("() => (document.activeElement.textContent ?? '').trim()") == name)
            {
                return;
            }
        }
        Assert.Fail($"No Tab leads to “{name}”");
    }

    private static Task PressAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static Task FollowAsync(IPage page, string link) => page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).First.ClickAsync();
}
