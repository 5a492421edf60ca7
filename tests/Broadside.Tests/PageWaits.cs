using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Broadside.Tests;

/// <summary>Waits for what a page has to work out first. The library's own wait takes a promise for the answer.</summary>
internal static class PageWaits
{
    /// <summary>
    /// Until the page stands at that address, with any query behind it, and has loaded. It asks again and again: the library's
    /// own wait for an address looks first and listens then, and waits for ever for what happens between the two.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="address">The path, and a query where it matters.</param>
    public static async Task ToStandAtAsync(this IPage page, string address)
    {
        await Expect(page).ToHaveURLAsync(new Regex($"^[^/]+//[^/]+{Regex.Escape(address)}([?&#].*)?$"));
        await Expect(page.Locator("html")).ToHaveJSPropertyAsync("ownerDocument.readyState", "complete");
    }

    /// <param name="page">The page.</param>
    /// <param name="isSo">A script that answers true or false, at once or later.</param>
    public static async Task UntilAsync(this IPage page, string isSo)
    {
        for (var tries = 0; !await page.EvaluateAsync<bool>(isSo); tries++)
        {
            Assert.True(tries < 600, "Never so: " + isSo);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
