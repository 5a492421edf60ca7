using System.Text;
using System.Xml.Linq;
using Broadside.Site;

namespace Broadside.Tests.Site;

public sealed class SitemapTests
{
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace News = "http://www.google.com/schemas/sitemap-news/0.9";

    [Fact]
    public async Task Robots_are_led_from_the_index_to_every_article_page_and_list()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.PublishAsync(
            Newspaper.Article("new", "New", "Text.") with { Topics = [new("harbour", "Harbour")], Bylines = [new("ana", "Ana")] },
            Newspaper.Article("old", "Old", "Text.") with { PublishedAt = Newspaper.Noon.AddYears(-3) },
            Newspaper.Article("about", "About us", "Text.") with { Kind = Broadside.Articles.ArticleKind.Page },
            Newspaper.Article("خبز", "خبز", "Text.") with { Language = "ar" });

        Assert.Contains("Sitemap: https://example.org/sitemap.xml\n", await GetAsync(newsroom, "/robots.txt"), StringComparison.Ordinal);
        var found = new List<string>();
        foreach (var part in await AddressesAsync(newsroom, "/sitemap.xml"))
        {
            found.AddRange(await AddressesAsync(newsroom, part["https://example.org".Length..]));
        }

        Assert.Equal(
            ["/", "/2023/11/old/", "/2026/11/%D8%AE%D8%A8%D8%B2/", "/2026/11/new/", "/about/", "/ar/", "/people/ana/", "/topics/harbour/"],
            found.Select(f => f["https://example.org".Length..]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_news_sitemap_has_the_two_days_before_the_newest_article_whatever_the_clock_says()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.PublishAsync(
            Newspaper.Article("newest", "Newest", "Text."),
            Newspaper.Article("recent", "Recent & <new>", "Text.") with { PublishedAt = Newspaper.Noon.AddHours(-48) },
            Newspaper.Article("past", "Past", "Text.") with { PublishedAt = Newspaper.Noon.AddHours(-49) });
        newsroom.Time.Advance(TimeSpan.FromDays(400));

        var titles = XDocument.Parse(await GetAsync(newsroom, "/sitemap-news.xml")).Descendants(News + "title").Select(t => t.Value);

        Assert.Equal(["Newest", "Recent & <new>"], titles);
    }

    [Theory]
    [InlineData("/sitemap-2026-12.xml")]
    [InlineData("/sitemap-2026-1.xml")]
    [InlineData("/sitemap-2026-11-1.xml")]
    [InlineData("/sitemap-2026-11-2.xml")]
    [InlineData("/sitemap-99999999999-11.xml")]
    [InlineData("/sitemap-.xml")]
    [InlineData("/sitemapnews.xml")]
    public async Task A_part_that_is_not_there_has_no_address(string path)
    {
        await using var newsroom = await OpenAsync();
        await newsroom.PublishAsync(Newspaper.Article("new", "New", "Text."));

        Assert.True(newsroom.Get<PageCache>().Knows("/sitemap-2026-11.xml"));
        Assert.False(newsroom.Get<PageCache>().Knows(path));
    }

    private static Task<TestNewsroom> OpenAsync() => TestNewsroom.OpenAsync(settings: ("Kit:Address", "https://example.org"));

    private static async Task<IReadOnlyList<string>> AddressesAsync(TestNewsroom newsroom, string path) =>
        [.. XDocument.Parse(await GetAsync(newsroom, path)).Descendants(Map + "loc").Select(l => l.Value)];

    private static async Task<string> GetAsync(TestNewsroom newsroom, string path)
    {
        var page = await newsroom.Get<PageCache>().GetAsync(path, TestContext.Current.CancellationToken);
        Assert.True(page is not null, path);
        return Encoding.UTF8.GetString(page.Page.Body);
    }
}
