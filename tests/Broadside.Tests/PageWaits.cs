using Microsoft.Playwright;

namespace Broadside.Tests;

/// <summary>Waits for what a page has to work out first. The library's own wait takes a promise for the answer.</summary>
internal static class PageWaits
{
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
