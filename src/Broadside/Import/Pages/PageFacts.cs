using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Broadside.Articles.Body;

namespace Broadside.Import.Pages;

/// <summary>What a page says about itself: schema.org in ld+json first, then Open Graph and meta, then its marked-up parts.</summary>
internal sealed record PageFacts
{
    public string? Title { get; private init; }

    public string? Description { get; private init; }

    public IReadOnlyList<string> Bylines { get; private init; } = [];

    public DateTimeOffset? PublishedAt { get; private init; }

    public string? Language { get; private init; }

    public string? Address { get; private init; }

    public string? SiteName { get; private init; }

    public string? Picture { get; private init; }

    public string? PictureAlt { get; private init; }

    /// <summary>Text of elements that a template marks as standfirst.</summary>
    public string? MarkedStandfirst { get; private init; }

    public static PageFacts Of(IHtmlDocument document, Uri? address)
    {
        var schema = SchemaArticle.Find(document.QuerySelectorAll("script[type='application/ld+json']").Select(s => s.TextContent));
        var site = Meta(document, "og:site_name") ?? schema?.Publisher;
        var canonical = document.QuerySelector("link[rel=canonical][href]")?.GetAttribute("href") ?? Meta(document, "og:url") ?? schema?.Url;
        var own = WebAddress.Clean(canonical, address);
        var marked = document.QuerySelector(".standfirst, .dek, .article-dek, .subtitle, .entry-subtitle, .article__subtitle, .bajada, [itemprop=alternativeHeadline], .p-summary");
        return new PageFacts
        {
            Title = WithoutSite(schema?.Headline ?? Meta(document, "og:title") ?? Plain(document.QuerySelector(".p-name, [itemprop=headline], h1.entry-title, h1.post-title")), site),
            Description = schema?.Description ?? Meta(document, "og:description") ?? Meta(document, "description"),
            Bylines = Names(schema, document),
            PublishedAt = PageDate.Machine(schema?.DatePublished) ?? PageDate.Machine(Meta(document, "article:published_time")) ?? PageDate.Machine(Meta(document, "date")) ?? Time(document),
            Language = Tag(document.DocumentElement.GetAttribute("lang") ?? schema?.Language ?? Meta(document, "og:locale")),
            Address = WebAddress.HostOf(own) is null ? null : own,
            SiteName = site,
            Picture = WebAddress.Clean(Meta(document, "og:image") ?? schema?.Image, address ?? (own is { } a && Uri.TryCreate(a, UriKind.Absolute, out var u) ? u : null)) is { } picture && WebAddress.HostOf(picture) is not null ? picture : null,
            PictureAlt = Meta(document, "og:image:alt"),
            MarkedStandfirst = Plain(marked),
        };
    }

    private static IReadOnlyList<string> Names(SchemaArticle? schema, IHtmlDocument document)
    {
        if (schema?.Authors is { Count: > 0 } authors)
        {
            return [.. authors.SelectMany(BylineText.Names)];
        }
        var marked = document.QuerySelectorAll("[rel~=author], [itemprop=author] [itemprop=name], .p-author, .byline-name, .author-name").Select(Plain).SelectMany(BylineText.Names).Distinct().Take(6).ToList();
        var told = Meta(document, "author") ?? Meta(document, "article:author") ?? Plain(document.QuerySelector(".byline, .post-byline, [itemprop=author]"));
        return marked.Count > 0 ? marked : BylineText.Names(told);
    }

    private static DateTimeOffset? Time(IHtmlDocument document)
    {
        var time = document.QuerySelector("time[itemprop=datePublished], time.dt-published, time.entry-date, time.published, time[pubdate], article time[datetime], time[datetime]");
        return PageDate.Machine(time?.GetAttribute("datetime")) ?? (time is null ? null : PageDate.Line(time.TextContent.Trim()));
    }

    private static string? Meta(IHtmlDocument document, string name) =>
        document.QuerySelector($"meta[property='{name}'], meta[name='{name}']")?.GetAttribute("content")?.Trim() is { Length: > 0 } text ? text : null;

    private static string? Plain(IElement? element)
    {
        var text = element is null ? "" : string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length > 0 ? text : null;
    }

    private static string? Tag(string? text)
    {
        var tag = text?.Trim().Replace('_', '-') ?? "";
        return tag.Length is >= 2 and <= 12 && tag.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? tag.Split('-')[0].ToLowerInvariant() : null;
    }

    private static string? WithoutSite(string? title, string? site)
    {
        if (title is null || string.IsNullOrWhiteSpace(site))
        {
            return title;
        }
        foreach (var mark in (string[])[" | ", " - ", " – ", " — ", " · ", " » "])
        {
            if (title.EndsWith(mark + site, StringComparison.OrdinalIgnoreCase))
            {
                return title[..^(mark.Length + site.Length)].Trim();
            }
        }
        return title;
    }
}
