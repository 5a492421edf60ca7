using System.Globalization;
using System.Text;

namespace Broadside.Themes;

/// <summary>Writes what stands in <c>head</c>. Made here and not by theme files: a theme cannot drop a canonical address or add a script.</summary>
internal static class HeadHtml
{
    public static Html Make(PageHead head, PageFrame frame, Dress dress)
    {
        var folder = dress.Folder;
        var html = new StringBuilder(4096);
        html.Append("<meta charset=\"utf-8\">\n");
        if (head.Policy is { } policy)
        {
            // Made of what the program knows; single quotes need no escape between double ones.
            html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"").Append(policy).Append("\">\n");
        }
        Meta(html, "http-equiv", "onion-location", head.Onion);
        html.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
        Html.Append(html, frame.IsFront ? head.Title : $"{head.Title} · {head.SiteName}").Append("</title>\n");
        Meta(html, "name", "description", head.Description);
        if (head.NoIndex)
        {
            Meta(html, "name", "robots", "noindex");
        }
        Meta(html, "name", "color-scheme", "light dark");
        html.Append(CultureInfo.InvariantCulture, $"<link rel=\"stylesheet\" href=\"{folder}/site.css\">\n");
        if (dress.Face is { } face)
        {
            html.Append(CultureInfo.InvariantCulture, $"<link rel=\"preload\" href=\"{face}\" as=\"font\" type=\"font/woff2\" crossorigin>\n");
        }
        html.Append(CultureInfo.InvariantCulture, $"<link rel=\"icon\" href=\"{folder}/icon.svg\" type=\"image/svg+xml\">\n");
        if (frame.NeedsScript)
        {
            html.Append(CultureInfo.InvariantCulture, $"<script src=\"{folder}/site.js\" defer{(frame.HasWorker ? " data-worker=\"worker.js\"" : "")}></script>\n");
        }
        if (frame.FindsInCopy)
        {
            html.Append(CultureInfo.InvariantCulture, $"<script src=\"{folder}/search.js\" defer></script>\n");
        }
        html.Append("<meta name=\"theme-color\" media=\"(prefers-color-scheme: light)\" content=\"#fffdf9\">\n");
        html.Append("<meta name=\"theme-color\" media=\"(prefers-color-scheme: dark)\" content=\"#151412\">\n");
        AddLinks(html, head);
        AddCards(html, head.Image is null ? head with { Image = Card(head, folder) } : head, frame);
        return new Html(html.Append(head.JsonLd.Value).ToString());
    }

    private static void AddLinks(StringBuilder html, PageHead head)
    {
        Rel(html, "canonical", head.Canonical);
        Rel(html, "prev", head.Previous);
        Rel(html, "next", head.Next);
        foreach (var other in head.Alternates)
        {
            html.Append("<link rel=\"alternate\" hreflang=\"").Append(Html.Escape(other.Language)).Append("\" href=\"").Append(Html.Escape(other.Url)).Append("\">\n");
        }
        foreach (var feed in head.Feeds)
        {
            html.Append("<link rel=\"alternate\" type=\"").Append(Html.Escape(feed.Type)).Append("\" title=\"").Append(Html.Escape(feed.Title))
                .Append("\" href=\"").Append(Html.Escape(feed.Href)).Append("\">\n");
        }
    }

    private static void AddCards(StringBuilder html, PageHead head, PageFrame frame)
    {
        Meta(html, "property", "og:title", head.Title);
        Meta(html, "property", "og:type", head.Kind);
        Meta(html, "property", "og:url", head.Canonical);
        Meta(html, "property", "og:site_name", head.SiteName);
        Meta(html, "property", "og:description", head.Description);
        Meta(html, "property", "og:locale", frame.Language.Replace('-', '_'));
        Meta(html, "property", "og:image", head.Image?.Url);
        Meta(html, "property", "og:image:width", Number(head.Image?.Width));
        Meta(html, "property", "og:image:height", Number(head.Image?.Height));
        Meta(html, "property", "og:image:alt", head.Image?.Alt);
        Meta(html, "name", "twitter:card", head.Image is { Width: >= 640 } ? "summary_large_image" : "summary");
        if (head.Kind != "article")
        {
            return;
        }
        Meta(html, "property", "article:published_time", Instant(head.PublishedAt));
        Meta(html, "property", "article:modified_time", Instant(head.ModifiedAt));
        Meta(html, "property", "article:section", head.Section);
        foreach (var tag in head.Tags)
        {
            Meta(html, "property", "article:tag", tag);
        }
        foreach (var author in head.Authors)
        {
            Meta(html, "name", "author", author);
        }
    }

    // A page without a picture is shared with the theme's own card.
    private static SharePicture? Card(PageHead head, string folder) =>
        Uri.TryCreate(head.Canonical, UriKind.Absolute, out var address) ? new SharePicture($"{address.GetLeftPart(UriPartial.Authority)}{folder}/card.png", 1200, 630) : null;

    private static void Meta(StringBuilder html, string key, string name, string? content)
    {
        if (!string.IsNullOrWhiteSpace(content))
        {
            html.Append("<meta ").Append(key).Append("=\"").Append(name).Append("\" content=\"");
            Html.Append(html, content).Append("\">\n");
        }
    }

    private static void Rel(StringBuilder html, string rel, string? href)
    {
        if (href is not null)
        {
            html.Append("<link rel=\"").Append(rel).Append("\" href=\"").Append(Html.Escape(href)).Append("\">\n");
        }
    }

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Instant(DateTimeOffset? at) => at?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
