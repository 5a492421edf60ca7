using Broadside.Articles;
using Broadside.Site.Search;
using Broadside.Tests.Desk;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Broadside.Tests.Site.Search.Carried;

/// <summary>A reader looks for articles in a copy of the site, on a host that knows nothing and from a disk.</summary>
[Trait("Suite", "slow")]
public sealed class CopySearchTests(Browser browser, SampleCopy sample) : IClassFixture<SampleCopy>
{
    private const string Outlet = SampleCopy.Outlet;

    // Every question is a page of its own.
    private static readonly int Each = TestSize.Pick(4, 1);

    [Fact]
    public async Task On_a_mirror_readers_find_what_the_newsroom_would_have_found()
    {
        var (newsroom, copy) = (sample.Newsroom, sample.Served);
        var page = await browser.OpenPageAsync();
        var pairs = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Site", "search-pairs.tsv")).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t')).Where((_, i) => i % Each == 0).ToList();
        var (missed, others) = (new List<string>(), new List<string>());
        foreach (var pair in pairs)
        {
            var found = await FindAsync(page, copy.Address, pair[0]);
            var own = await newsroom.Get<SearchArticles>().RunAsync(pair[0], "en", 1, TestContext.Current.CancellationToken);
            if (found.Take(3).All(a => !a.Contains($"/{pair[2]}/", StringComparison.Ordinal)))
            {
                missed.Add($"{pair[0]}: {string.Join(' ', found.Take(4))}");
            }
            var (first, here) = (own.Results is [var best, ..] ? best.Entry.Address : "", found is [var shown, ..] ? shown : "");
            if (first != here)
            {
                others.Add($"{pair[0]}: {first} there, {here} here");
            }
        }

        Assert.True(missed.Count <= pairs.Count * 0.08, $"{missed.Count} of {pairs.Count} missed:\n{string.Join('\n', missed)}");
        Assert.True(others.Count <= pairs.Count * 0.08, $"{others.Count} of {pairs.Count} begin with another:\n{string.Join('\n', others)}");
    }

    [Fact]
    public async Task By_keyboard_from_the_address_in_the_masthead_to_an_article()
    {
        var (newsroom, copy, address) = (sample.Newsroom, sample.Served, sample.Newest);
        var title = (await newsroom.Get<ArticleReader>().ReadAsync(newsroom.Get<Catalogue>().ByAddress(address)!, TestContext.Current.CancellationToken))!.Title;
        var page = await browser.OpenPageAsync(360);
        var outside = new List<string>();
        page.Request += (_, request) => outside.AddRange(request.Url.StartsWith(copy.Address + "/", StringComparison.Ordinal) ? [] : [request.Url]);

        await page.GotoAsync(copy.Address + "/search");
        await page.Locator("#q").PressSequentiallyAsync(title);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[role=status]")).ToContainTextAsync(title);
        await page.Locator("article a").First.PressAsync("Enter");

        await Expect(page).ToHaveURLAsync(copy.Address + address);
        Assert.Empty(outside);
    }

    [Fact]
    public async Task From_a_disk_it_works_under_the_strict_policy_and_asks_nothing_outside()
    {
        var copy = sample.OnDisk;
        var page = await browser.OpenPageAsync();
        var (outside, refused) = (new List<string>(), new List<string>());
        page.Request += (_, request) => outside.AddRange(request.Url.StartsWith("file://" + copy.Folder, StringComparison.Ordinal) ? [] : [request.Url]);
        page.Console += (_, message) => refused.AddRange(message.Type == "error" ? [message.Text] : []);

        await page.GotoAsync($"file://{copy.Folder}/search/index.html");
        await page.FillAsync("#q", "ferry OR nothing -zeppelin");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[role=status]")).ToContainTextAsync("ferry");
        var found = await FindAsync(page, $"file://{copy.Folder}", "the harbour", "/search/index.html");

        Assert.NotEmpty(found);
        Assert.All(found, a => Assert.EndsWith("/index.html", a, StringComparison.Ordinal));
        Assert.Empty(outside);
        Assert.Empty(refused);
    }

    [Fact]
    public async Task Beginnings_and_what_is_left_out_are_understood()
    {
        await using var newsroom = await TestNewsroom.OpenAsync(settings: ("Kit:Address", Outlet));
        await newsroom.PublishAsync(
            Newspaper.Article("tram", "The late tram", "It left the harbour. Council rent. Women’s work"),
            Newspaper.Article("rent", "Rents rise", "Tenants pay. <b>Not a tag</b>") with { Standfirst = "Rent <i>&</i> more" },
            Newspaper.Article("ciudad", "Bogotá crece", "Los niños votaron en la ciudad educada.") with { Language = "es" },
            Newspaper.Article("kanji", "漢字の町", "東京の港") with { Language = "ja" },
            Newspaper.Article("slovo", "Слово о городе", "Ёлка") with { Language = "ru" });
        await using var copy = await CopyOfSite.WriteAsync(newsroom, forDisk: false);
        await copy.ServeAsync();
        var page = await browser.OpenPageAsync();
        async Task<string> Of(string question) => string.Join(' ', (await FindAsync(page, copy.Address, question)).Select(a => a.Trim('/').Split('/')[^1]).Order());

        Assert.Equal("rent tram", await Of("rent"));
        Assert.Equal("rent", await Of("rent -tram"));
        Assert.Equal("tram", await Of("\"late tram\""));
        Assert.Equal("tram", await Of("harb*"));
        Assert.Equal("tram", await Of("woman"));
        Assert.Equal("ciudad", await Of("educac*"));
        Assert.Equal("ciudad", await Of("BOGOTA niño"));
        Assert.Equal("kanji", await Of("東京"));
        Assert.Equal("slovo", await Of("слово городе"));
        Assert.Equal("", await Of("constructor"));
        Assert.Equal("", await Of("harbour zeppelin"));
        Assert.Equal("", await Of("-tram"));
        await FindAsync(page, copy.Address, "rents");
        Assert.Equal("Rent <i>&</i> more", await page.Locator("article .stand").First.TextContentAsync());
    }

    [Fact]
    public async Task Twenty_are_shown_and_twenty_more_on_a_press()
    {
        await using var newsroom = await TestNewsroom.OpenAsync(settings: ("Kit:Address", Outlet));
        await newsroom.PublishAsync([.. Enumerable.Range(0, 45).Select(i => Newspaper.Article($"a{i}", $"Dredging {i}", "Text.") with { PublishedAt = Newspaper.Noon.AddDays(-i) })]);
        await using var copy = await CopyOfSite.WriteAsync(newsroom, forDisk: false);
        await copy.ServeAsync();
        var page = await browser.OpenPageAsync();

        Assert.Equal(20, (await FindAsync(page, copy.Address, "dredging")).Count);
        await page.PressAsync("button.more", "Enter");
        await Expect(page.Locator("article")).ToHaveCountAsync(40);
        await Expect(page.Locator("article a").Nth(20)).ToBeFocusedAsync();
        Assert.Equal("Dredging 0", await page.Locator("article a").First.TextContentAsync());
    }

    [Theory]
    [InlineData(360, false)]
    [InlineData(1280, true)]
    public async Task The_page_is_accessible_with_and_without_results(int width, bool dark)
    {
        var axe = Repository.At("tools", "node_modules", "axe-core", "axe.min.js");
        Missing.SkipUnless(File.Exists(axe), Missing.Checkers);
        var copy = sample.Served;
        var page = await browser.OpenPageAsync(width, dark, policy: false);

        var faults = await DeskAxeTests.LookAsync(page, copy.Address + "/search/", axe);
        await FindAsync(page, copy.Address, "harbour");
        faults = [.. faults, .. await DeskAxeTests.LookAsync(page, page.Url, axe)];

        Assert.True(!faults.Any(), string.Join('\n', faults));
    }

    [Fact]
    public async Task Without_scripts_the_form_leads_to_the_newsroom_and_the_page_says_so()
    {
        var copy = sample.Served;
        var page = await browser.OpenPageAsync(scripts: false);
        await page.GotoAsync(copy.Address + "/search/");

        Assert.Contains("<noscript><p class=\"hint\">Without scripts", await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal(Outlet + "/search", await page.Locator("main form").GetAttributeAsync("action"));
        Assert.Equal("../archive/", await page.Locator("main nav a").First.GetAttributeAsync("href"));
    }

    /// <summary>Addresses of what was found, from the root, in the order shown.</summary>
    private static async Task<IReadOnlyList<string>> FindAsync(IPage page, string root, string question, string path = "/search/")
    {
        await page.GotoAsync($"{root}{path}?q={Uri.EscapeDataString(question)}");
        await Expect(page.Locator("[role=status]")).ToContainTextAsync("with “");
        var found = await page.Locator("article a").EvaluateAllAsync<string[]>("links => links.map(l => decodeURIComponent(l.href))");
        return [.. found.Select(a => a[root.Length..])];
    }
}
