using Broadside.Articles;
using Broadside.Media;
using Broadside.Site.Curating;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Broadside.Tests.Media;
using Broadside.Tests.Staff;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Broadside.Tests.Site.Desk;

[Trait("Suite", "slow")]
public sealed class CurateJourneyTests(Browser browser)
{
    [Fact]
    public async Task A_front_page_is_arranged_by_the_keyboard_alone_and_the_preview_follows()
    {
        await using var desk = await OpenAsync();
        var page = await browser.OpenPageAsync();
        await DeskAxeTests.SignInAsync(page, desk);
        await page.GotoAsync(desk.Address + "/desk/front");
        await AddByKeysAsync(page, "Headline 1");
        await AddByKeysAsync(page, "Headline 2");

        await page.GetByRole(AriaRole.Button, new() { Name = "Move Headline 2 up" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        var preview = page.FrameLocator("#front-preview");
        await Expect(preview.Locator("main h2, main h3").First).ToHaveTextAsync("Headline 2");
        // The focus stays with the row that moved, on the button that still does something.
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Move Headline 2 down" })).ToBeFocusedAsync();
        await Expect(page.Locator(".order > li").First).ToContainTextAsync("Lead");
        await page.GetByRole(AriaRole.Button, new() { Name = "Give it to readers" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.ToStandAtAsync("/desk/front?language=en&done=front_signed");

        Assert.Equal(["a2", "a1"], desk.Get<CurateFront>().Of("en").Lead);
        await page.GotoAsync(desk.Address + "/");
        await Expect(page.Locator("main h2, main h3").First).ToHaveTextAsync("Headline 2");
    }

    [Fact]
    public async Task Without_scripts_the_same_is_done_by_the_same_buttons()
    {
        await using var desk = await OpenAsync();
        var page = await browser.OpenPageAsync(width: 360, scripts: false);
        await DeskAxeTests.SignInAsync(page, desk);
        await page.GotoAsync(desk.Address + "/desk/front");
        foreach (var title in new[] { "Headline 1", "Headline 2" })
        {
            await page.GetByLabel("One of the newest").SelectOptionAsync(new SelectOptionValue { Label = title });
            await page.GetByRole(AriaRole.Button, new() { Name = "Put it at the top" }).ClickAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Move Headline 2 up" }).ClickAsync();
        await Expect(page.FrameLocator("#front-preview").Locator("main h2, main h3").First).ToHaveTextAsync("Headline 2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take Headline 1 away" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Give it to readers" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Readers have this front page now");
        Assert.Equal(["a2"], desk.Get<CurateFront>().Of("en").Lead);
    }

    [Fact]
    public async Task Rows_are_dragged_and_the_focal_point_is_pressed_on_the_picture()
    {
        await using var desk = await OpenAsync();
        var page = await browser.OpenPageAsync();
        await DeskAxeTests.SignInAsync(page, desk);
        await page.GotoAsync(desk.Address + "/desk/front");
        await AddByKeysAsync(page, "Headline 1");
        await AddByKeysAsync(page, "Headline 2");
        await page.Locator(".order > li").Nth(1).DragToAsync(page.Locator(".order > li").Nth(0), new() { TargetPosition = new() { X = 20, Y = 4 } });
        await Expect(page.FrameLocator("#front-preview").Locator("main h2, main h3").First).ToHaveTextAsync("Headline 2");

        var file = await desk.Get<AddMedia>().RunAsync(new MemoryStream(Fixtures.Jpeg(400, 300)), new NewMedia("photo.jpg"), TestContext.Current.CancellationToken);
        await page.GotoAsync($"{desk.Address}/desk/media/file/{file.Value!.Sha256}");
        var box = (await page.Locator("[data-sheet]").BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(box.X + (box.Width * 0.25f), box.Y + (box.Height * 0.75f));
        await Expect(page.GetByLabel("Per cent from the left")).ToHaveValueAsync("25");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep the focal point" }).ClickAsync();
        await page.ToStandAtAsync($"/desk/media/file/{file.Value.Sha256}?done=media_focus");
        Assert.Equal((250, 750), await desk.Get<MediaQueries>().FindAsync(file.Value.Sha256, default) is { } kept ? (kept.FocalX, kept.FocalY) : default);
    }

    private static async Task<TestDesk> OpenAsync()
    {
        var desk = await TestDesk.StartAsync();
        await desk.Services.JoinAsync(Role.Owner, "ana@example.org");
        await desk.PublishAsync([.. Enumerable.Range(0, 6).Select(i => Newspaper.Article($"a{i}", $"Headline {i}", "Text.") with { PublishedAt = Newspaper.Noon.AddMinutes(i) })]);
        return desk;
    }

    private static async Task AddByKeysAsync(IPage page, string title)
    {
        await page.GetByLabel("One of the newest").FocusAsync();
        await page.Keyboard.TypeAsync(title);
        await page.GetByRole(AriaRole.Button, new() { Name = "Put it at the top" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = $"Move {title} up" })).ToBeVisibleAsync();
    }
}
