using Microsoft.Playwright;

namespace Broadside.Tests.Site;

[Trait("Suite", "slow")]
public sealed class ThinHeaderTests(SampleSite sample, Browser browser)
{
    private const string Shifts = "new Promise(done => new PerformanceObserver(l => done(l.getEntries().reduce((sum, e) => sum + e.value, 0))).observe({ type: 'layout-shift', buffered: true }) ?? setTimeout(() => done(0), 300))";

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task The_header_comes_back_when_a_long_page_is_scrolled_up_and_nothing_shifts(int width)
    {
        var page = await OpenAsync(width, scripts: true);
        await using var context = page.Context;

        await ScrollAsync(page, 2000);
        Assert.True(await HeaderBottomAsync(page) < 0);
        await ScrollAsync(page, 1900);
        await page.WaitForFunctionAsync("document.documentElement.classList.contains('up')");
        Assert.Equal(0, await page.EvaluateAsync<double>("document.querySelector('.masthead').getBoundingClientRect().top"));
        Assert.InRange(await HeaderBottomAsync(page), 30, 80);
        await ScrollAsync(page, 2100);
        await page.WaitForFunctionAsync("!document.documentElement.classList.contains('up')");
        Assert.True(await HeaderBottomAsync(page) < 0);
        await ScrollAsync(page, 0);
        Assert.Equal(0, await page.EvaluateAsync<double>("document.querySelector('.masthead').getBoundingClientRect().top"));
        Assert.Equal(0, await page.EvaluateAsync<double>(Shifts));
    }

    [Fact]
    public async Task Without_scripts_the_header_stays_where_it_is()
    {
        var page = await OpenAsync(360, scripts: false);
        await using var context = page.Context;
        await page.EvaluateAsync("scrollTo(0, 2000)");
        await page.EvaluateAsync("scrollTo(0, 1900)");
        Assert.True(await HeaderBottomAsync(page) < 0);
    }

    private async Task<IPage> OpenAsync(int width, bool scripts)
    {
        var page = await browser.OpenPageAsync(width, scripts: scripts);
        await page.GotoAsync((await sample.StartAsync()).Address + (await sample.PagesAsync())[SamplePages.Article]);
        return page;
    }

    private static Task ScrollAsync(IPage page, int top) => page.EvaluateAsync("top => new Promise(done => { scrollTo(0, top); requestAnimationFrame(() => requestAnimationFrame(done)); })", top);

    private static Task<double> HeaderBottomAsync(IPage page) => page.EvaluateAsync<double>("document.querySelector('.masthead').getBoundingClientRect().bottom");
}
