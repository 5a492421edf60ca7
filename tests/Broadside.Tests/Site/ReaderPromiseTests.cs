using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Broadside.Tests.Site;

/// <summary>What readers are promised, measured in their browser: light pages, nothing left behind, nobody else asked.</summary>
[Trait("Suite", "slow")]
public sealed class ReaderPromiseTests(SampleSite sample, Browser browser)
{
    private const int HeaviestPage = 25_000;
    private const int MostRequests = 4;

    [Fact]
    public async Task Every_article_weighs_at_most_25_KB_and_takes_at_most_4_requests_without_its_photos()
    {
        var site = await sample.StartAsync();
        foreach (var path in (await sample.PagesAsync()).All)
        {
            var page = await browser.OpenPageAsync();
            await using var _ = page.Context;
            await page.RouteAsync("**/media/**", route => route.AbortAsync());
            var finished = new ConcurrentQueue<IRequest>();
            page.RequestFinished += (_, request) => finished.Enqueue(request);
            // The icon may come last, after the page says that it is loaded.
            await page.GotoAsync(site.Address + path, new() { WaitUntil = WaitUntilState.NetworkIdle });

            var asked = finished.ToArray();
            var sizes = await Task.WhenAll(asked.Select(r => r.SizesAsync()));
            var weight = sizes.Sum(s => s.ResponseBodySize + s.ResponseHeadersSize);
            Assert.InRange(weight, 1, HeaviestPage);
            Assert.InRange(asked.Length, 2, MostRequests);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task No_page_leaves_anything_behind_asks_another_host_or_complains(string kind, bool scripts)
    {
        var site = await sample.StartAsync();
        var path = (await sample.PagesAsync())[kind];
        var page = await browser.OpenPageAsync(scripts: scripts);
        await using var context = page.Context;
        var asked = new List<string>();
        var said = new List<string>();
        page.Request += (_, request) => asked.Add(request.Url);
        page.Console += (_, line) => said.Add(line.Text);
        page.PageError += (_, fault) => said.Add(fault);

        var answer = await page.GotoAsync(site.Address + path, new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
        await page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");

        Assert.All(asked, address => Assert.StartsWith(site.Address + "/", address, StringComparison.Ordinal));
        Assert.False((await answer!.AllHeadersAsync()).ContainsKey("set-cookie"));
        Assert.Equal("{\"cookies\":[],\"origins\":[]}", await context.StorageStateAsync());
        if (scripts)
        {
            Assert.Equal(0, await page.EvaluateAsync<int>("async () => localStorage.length + sessionStorage.length + (await indexedDB.databases()).length + (await navigator.serviceWorker?.getRegistrations() ?? []).length"));
        }
        // Chromium itself says that the address it was told to open answered 404.
        Assert.DoesNotContain(said, line => kind != SamplePages.NotFound || !line.Contains("404", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_player_of_another_host_is_asked_for_only_when_its_button_is_pressed()
    {
        var site = await sample.StartAsync();
        var page = await browser.OpenPageAsync();
        await using var context = page.Context;
        var elsewhere = new List<string>();
        page.Request += (_, request) => elsewhere.AddRange(new[] { request.Url }.Where(u => !u.StartsWith(site.Address, StringComparison.Ordinal)));
        await page.GotoAsync(site.Address + (await sample.PagesAsync())[SamplePages.ArticleEmbed]);
        Assert.Empty(elsewhere);

        var request = page.WaitForRequestAsync(url => !url.Url.StartsWith(site.Address, StringComparison.Ordinal));
        await page.ClickAsync(".play button");
        await request;
        Assert.Single(elsewhere.Select(u => new Uri(u).Host).Distinct());
    }

    public static TheoryData<string, bool> Kinds
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var kind in SamplePages.Kinds)
            {
                data.Add(kind, true);
                data.Add(kind, false);
            }
            return data;
        }
    }
}
