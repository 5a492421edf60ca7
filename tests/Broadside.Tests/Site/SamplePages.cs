using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Broadside.Tests.Site;

/// <summary>Addresses on the served sample outlet by kind of page, found as a reader's machine would: by what the pages hold and link to.</summary>
public sealed class SamplePages
{
    public const string Front = "front";
    public const string FrontSpanish = "front-spanish";
    public const string FrontArabic = "front-arabic";
    public const string Article = "article";
    public const string ArticlePlain = "article-plain";
    public const string ArticleGallery = "article-gallery";
    public const string ArticleTable = "article-table";
    public const string ArticleEmbed = "article-embed";
    public const string ArticleSound = "article-sound";
    public const string ArticleCorrected = "article-corrected";
    public const string ArticleSeries = "article-series";
    public const string ArticleSpanish = "article-spanish";
    public const string ArticleArabic = "article-arabic";
    public const string OwnPage = "own-page";
    public const string Topic = "topic";
    public const string Tag = "tag";
    public const string Person = "person";
    public const string Series = "series";
    public const string Archive = "archive";
    public const string Month = "month";
    public const string Corrections = "corrections";
    public const string Search = "search";
    public const string SearchEmpty = "search-empty";
    public const string Report = "report";
    public const string NotFound = "404";

    /// <summary>One of each kind that a reader can come to.</summary>
    public static readonly string[] Kinds =
    [
        Front, FrontSpanish, FrontArabic, Article, ArticlePlain, ArticleGallery, ArticleTable, ArticleEmbed, ArticleSound, ArticleCorrected, ArticleSeries, ArticleSpanish, ArticleArabic,
        OwnPage, Topic, Tag, Person, Series, Archive, Month, Corrections, Search, SearchEmpty, Report, NotFound,
    ];

    /// <summary>The kinds of <see cref="Kinds"/> that show an article.</summary>
    public static readonly string[] ArticleKinds = [.. Kinds.Where(k => k.StartsWith(Article, StringComparison.Ordinal))];

    private readonly ServedNewsroom site;
    private readonly Dictionary<string, string> found = new(StringComparer.Ordinal)
    {
        [Front] = "/",
        [FrontSpanish] = "/es/",
        [FrontArabic] = "/ar/",
        [Archive] = "/archive/",
        [Corrections] = "/corrections/",
        [Search] = "/search?q=the",
        [SearchEmpty] = "/search?q=xyzzyplugh",
        [NotFound] = "/there-is-no-such-page/",
    };

    private SamplePages(ServedNewsroom site) => this.site = site;

    public static async Task<SamplePages> FindAsync(ServedNewsroom site)
    {
        var pages = new SamplePages(site);
        using var list = JsonDocument.Parse((await site.RunAsync("article", "list", "--json")).Output);
        foreach (var article in list.RootElement.EnumerateArray().Where(a => a.GetProperty("state").GetString() == "published"))
        {
            await pages.LookAsync(article.GetProperty("address").GetString()!);
        }
        return pages;
    }

    /// <summary>Every article's path and every own page's, newest first.</summary>
    public List<string> All { get; } = [];

    /// <summary>The path of a kind of page.</summary>
    public string this[string kind] => found.TryGetValue(kind, out var path) ? path : throw new InvalidOperationException($"The sample has no page of the kind {kind}.");

    public async Task<IDocument> OpenAsync(string path) =>
        await new HtmlParser().ParseDocumentAsync(await (await site.Client.GetAsync(path)).Content.ReadAsStringAsync());

    /// <summary>The path, or the whole address where it leads elsewhere, that a link on a page leads to; without its fragment.</summary>
    public string Resolve(string page, string link)
    {
        var target = new Uri(new Uri(site.Address + page), link);
        return target.GetLeftPart(UriPartial.Authority) == site.Address ? target.PathAndQuery : target.GetLeftPart(UriPartial.Query);
    }

    private async Task LookAsync(string path)
    {
        All.Add(path);
        using var page = await OpenAsync(path);
        var links = page.QuerySelectorAll("main a[href]").Select(a => Resolve(path, a.GetAttribute("href")!)).ToList();
        if (page.QuerySelector("article .byline") is null)
        {
            found.TryAdd(OwnPage, path);
            return;
        }
        var language = page.QuerySelector("article.story")?.GetAttribute("lang") ?? page.DocumentElement.GetAttribute("lang");
        found.TryAdd(language switch { "es" => ArticleSpanish, "ar" => ArticleArabic, _ => page.QuerySelector("article figure img") is null ? ArticlePlain : Article }, path);
        Note(ArticleGallery, page.QuerySelector("article .gallery") is not null, path);
        Note(ArticleTable, page.QuerySelector("article table") is not null, path);
        Note(ArticleEmbed, page.QuerySelector("article [data-player]") is not null, path);
        Note(ArticleSound, page.QuerySelector("article audio") is not null, path);
        Note(ArticleCorrected, page.QuerySelector("article .notice") is not null, path);
        NoteLink(ArticleSeries, links, "/series/", path);
        NoteLink(Series, links, "/series/");
        NoteLink(Topic, links, "/topics/");
        NoteLink(Tag, links, "/tags/");
        NoteLink(Person, links, "/people/");
        Note(Report, true, "/report?about=" + Uri.EscapeDataString(path));
        Note(Month, path.Split('/').Length > 3, "/archive" + string.Join('/', path.Split('/')[..3]) + "/");
    }

    private void NoteLink(string kind, List<string> links, string start, string? path = null) =>
        Note(kind, links.Any(l => l.StartsWith(start, StringComparison.Ordinal)), path ?? links.FirstOrDefault(l => l.StartsWith(start, StringComparison.Ordinal)) ?? "");

    private void Note(string kind, bool holds, string path)
    {
        if (holds)
        {
            found.TryAdd(kind, path);
        }
    }
}
