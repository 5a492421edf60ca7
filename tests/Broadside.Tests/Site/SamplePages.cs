using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Broadside.Tests.Site;

/// <summary>Finds addresses on the served sample outlet, as a reader's machine would: by the page's own links.</summary>
internal sealed class SamplePages(ServedNewsroom site)
{
    public const string Front = "front";
    public const string Article = "article";
    public const string Topic = "topic";
    public const string Person = "person";
    public const string Archive = "archive";
    public const string Search = "search";
    public const string SearchEmpty = "search-empty";
    public const string NotFound = "404";

    /// <summary>The path of a kind of page on this site.</summary>
    public async Task<string> PathAsync(string page) => page switch
    {
        Front => "/",
        Article => await ArticleAsync(),
        Topic => await FirstLinkAsync(await ArticleAsync(), "/topics/"),
        Person => await FirstLinkAsync(await ArticleAsync(), "/people/"),
        Archive => "/archive" + string.Join('/', (await ArticleAsync()).Split('/')[..3]) + "/",
        Search => "/search?q=the",
        SearchEmpty => "/search?q=xyzzyplugh",
        NotFound => "/there-is-no-such-page/",
        _ => throw new ArgumentOutOfRangeException(nameof(page), page, "No such kind of page."),
    };

    public async Task<IDocument> OpenAsync(string path) =>
        await new HtmlParser().ParseDocumentAsync(await (await site.Client.GetAsync(path)).Content.ReadAsStringAsync());

    /// <summary>Addresses of the feeds that the front page announces, by media type.</summary>
    public async Task<Dictionary<string, string>> FeedsAsync() => (await OpenAsync("/")).QuerySelectorAll("link[rel=alternate][type]")
        .Where(l => l.GetAttribute("type") is "application/rss+xml" or "application/atom+xml" or "application/feed+json")
        .GroupBy(l => l.GetAttribute("type")!)
        .ToDictionary(g => g.Key, g => Resolve("/", g.First().GetAttribute("href")!));

    /// <summary>The path, or the whole address where it leads elsewhere, that a link on a page leads to; without its fragment.</summary>
    public string Resolve(string page, string link)
    {
        var target = new Uri(new Uri(site.Address + page), link);
        return target.GetLeftPart(UriPartial.Authority) == site.Address ? target.PathAndQuery : target.GetLeftPart(UriPartial.Query);
    }

    // The newest article in English with a photo.
    private async Task<string> ArticleAsync()
    {
        using var list = JsonDocument.Parse((await site.RunAsync("article", "list", "--json")).Output);
        foreach (var article in list.RootElement.EnumerateArray().Where(a => a.GetProperty("state").GetString() == "published"))
        {
            var path = article.GetProperty("address").GetString()!;
            using var page = await OpenAsync(path);
            if (page.DocumentElement.GetAttribute("lang") == "en" && page.QuerySelector("article figure img") is not null && page.QuerySelector("a[href*='topics/']") is not null)
            {
                return path;
            }
        }
        throw new InvalidOperationException("The sample has no English article with a photo and a topic.");
    }

    private async Task<string> FirstLinkAsync(string path, string within)
    {
        using var page = await OpenAsync(path);
        return page.QuerySelectorAll("main a[href]").Select(a => Resolve(path, a.GetAttribute("href")!)).First(a => a.StartsWith(within, StringComparison.Ordinal));
    }
}
