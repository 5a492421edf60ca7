using Microsoft.Playwright;

namespace Broadside.Tests.Site;

/// <summary>Pages of the sample as Chromium loads them.</summary>
[Trait("Suite", "slow")]
public sealed class PageInBrowserTests(SampleSite sample, Browser browser)
{
    [Fact]
    public async Task An_article_weighs_at_most_25_KB_in_4_requests_photos_apart()
    {
        var site = await sample.StartAsync();
        var page = await browser.OpenPageAsync(width: 360);
        var answers = Answers(page);

        await page.GotoAsync(site.Address + await new SamplePages(site).PathAsync(SamplePages.Article), new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });

        var weighed = await Task.WhenAll(answers.Where(a => a.Request.ResourceType != "image").Select(async a => (a.Url, Sizes: await a.Request.SizesAsync())));
        var list = string.Join('\n', weighed.Select(w => $"{w.Sizes.ResponseHeadersSize + w.Sizes.ResponseBodySize} {w.Url}"));
        Assert.True(weighed.Length is > 0 and <= 4, list);
        Assert.True(weighed.Sum(w => w.Sizes.ResponseHeadersSize + w.Sizes.ResponseBodySize) <= 25_000, list);
        Assert.Contains(answers, a => a.Request.ResourceType == "image");
    }

    [Theory]
    [InlineData(SamplePages.Front)]
    [InlineData(SamplePages.Article)]
    [InlineData(SamplePages.Topic)]
    [InlineData(SamplePages.Archive)]
    [InlineData(SamplePages.Search)]
    [InlineData(SamplePages.SearchEmpty)]
    public async Task A_page_asks_no_other_host_sets_no_cookie_and_has_no_fault(string kind)
    {
        var site = await sample.StartAsync();
        var page = await browser.OpenPageAsync();
        var faults = new List<string>();
        page.Console += (_, said) => faults.Add($"{said.Type}: {said.Text}");
        page.PageError += (_, error) => faults.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(site.Address + "/", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                faults.Add("asked " + request.Url);
            }
        };
        var answers = Answers(page);

        await page.GotoAsync(site.Address + await new SamplePages(site).PathAsync(kind), new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });

        faults.AddRange(answers.Where(a => a.Status >= 400).Select(a => $"{a.Status} {a.Url}"));
        Assert.Empty(faults);
        Assert.Empty(await page.Context.CookiesAsync());
    }

    [Theory]
    [InlineData(SamplePages.Front, 360)]
    [InlineData(SamplePages.Front, 1280)]
    [InlineData(SamplePages.Article, 320)]
    [InlineData(SamplePages.Article, 1280)]
    public async Task A_page_reads_without_scripts_and_without_scrolling_sideways(string kind, int width)
    {
        var site = await sample.StartAsync();
        var page = await browser.OpenPageAsync(width, scripts: false);

        await page.GotoAsync(site.Address + await new SamplePages(site).PathAsync(kind));

        Assert.True(await page.Locator("main").IsVisibleAsync());
        Assert.NotEmpty(await page.Locator("h1").First.InnerTextAsync());
        // A page without scripts cannot be asked for its width; its picture can.
        var picture = await page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true });
        Assert.Equal(width, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(16)));
    }

    private static List<IResponse> Answers(IPage page)
    {
        var answers = new List<IResponse>();
        page.Response += (_, answer) => answers.Add(answer);
        return answers;
    }
}
