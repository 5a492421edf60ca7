using System.Collections.Concurrent;

namespace Broadside.Tests.Mirror.Editions;

[Trait("Suite", "slow")]
public sealed class DiskFlavourTests(Browser browser)
{
    [Fact]
    public async Task A_stick_opens_in_a_browser_and_asks_nobody_for_anything()
    {
        await using var newsroom = await EditionTests.OpenAsync(Engines.Sqlite);
        using var folder = new TempFolder();
        await EditionTests.ExportAsync(newsroom, folder.At("stick"), disk: true);
        var page = await browser.OpenPageAsync();
        var asked = new ConcurrentBag<string>();
        var failed = new ConcurrentBag<string>();
        page.Request += (_, request) => asked.Add(request.Url);
        page.RequestFailed += (_, request) => failed.Add(request.Url);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                failed.Add(message.Text);
            }
        };
        await page.GotoAsync("file://" + folder.At("stick", "index.html"));
        Assert.Equal(0, await page.EvaluateAsync<int>("getComputedStyle(document.querySelector('.skip')).position === 'absolute' ? 0 : 1"));
        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Second" }).First.ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(page.GetByText("Another paragraph.")).ToBeVisibleAsync();
        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Ferry" }).First.ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(page).ToHaveURLAsync("file://" + folder.At("stick", "tags", "ferry", "index.html"));
        Assert.Empty(failed);
        Assert.DoesNotContain(asked, url => !url.StartsWith("file://", StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }
}
