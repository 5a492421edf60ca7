using System.Text;
using System.Text.RegularExpressions;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Site.Feeds;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;

namespace Broadside.Site.Pages;

/// <summary>A draft as readers would get it: by the same makers that make the real page, feed and card.</summary>
internal sealed partial class DraftPage(ArticlePage articles, MakeFeed feeds, PageMaker maker, Catalogue catalogue, SiteRecord site, BaseAddress address, DeskAssets assets, TimeProvider time) : IPreview
{
    public async Task<PreviewPage> MakeAsync(ArticleContent content, PreviewKind kind, PreviewPlace place, CancellationToken cancel)
    {
        var draft = content with
        {
            PublishedAt = content.PublishedAt ?? time.GetUtcNow(),
            Address = content.Address.Length > 0 ? content.Address : $"/{(content.Slug.Length > 0 ? content.Slug : content.Id)}/",
        };
        var live = catalogue.ById(content.Id);
        var entry = CatalogueEntry.OfDraft(draft, live?.IsGone == true ? null : live);
        var notes = new PageNotes();
        return kind switch
        {
            PreviewKind.Feed => Made(Whole(draft, "feed", Item(entry, draft), notes, place)),
            PreviewKind.Mail => Made(Whole(draft, "mail", Item(entry, draft), notes, place)),
            PreviewKind.Card => Made(Whole(draft, "card", Card(draft, notes), notes, place)),
            PreviewKind.PrintStyle => new PreviewPage("text/css; charset=utf-8", Encoding.UTF8.GetBytes(PrintStyle(notes, draft))),
            PreviewKind.Print => Made(OnPaper(await WebAsync(entry, draft, notes, place, cancel))),
            _ => Made(await WebAsync(entry, draft, notes, place, cancel)),
        };
    }

    private async Task<string> WebAsync(CatalogueEntry entry, ArticleContent draft, PageNotes notes, PreviewPlace place, CancellationToken cancel) =>
        Encoding.UTF8.GetString((await articles.MakeAsync(entry, draft, notes, place.Path, cancel, place.Media)).Body);

    private static string OnPaper(string page) => Stylesheet().Replace(page, "<link rel=\"stylesheet\" href=\"print.css\">", 1);

    // What the theme says of paper, said of the screen; what it says of screens alone is left out.
    private string PrintStyle(PageNotes notes, ArticleContent draft)
    {
        var dress = maker.Begin(notes, draft.Language).Dress;
        var css = Encoding.UTF8.GetString(dress.Files[dress.Folder + "/site.css"].Bytes);
        css = PrintRule().Replace(css, "@media all");
        css = css.Replace("@media screen", "@media speech", StringComparison.Ordinal).Replace("(prefers-color-scheme:dark)", "(width:0)", StringComparison.Ordinal).Replace("(prefers-color-scheme: dark)", "(width:0)", StringComparison.Ordinal);
        return css.Replace("url(", $"url({dress.Folder}/", StringComparison.Ordinal);
    }

    private string Item(CatalogueEntry entry, ArticleContent draft)
    {
        var identity = site.Read<Identity>(Identity.Part);
        var item = feeds.Item(entry, draft, identity);
        var html = new StringBuilder("<p class=\"from\">");
        Html.Append(html, identity.Name).Append("</p>\n<h1>");
        Html.Append(html, item.Title).Append("</h1>\n");
        if (item.Authors.Count > 0)
        {
            Html.Append(html.Append("<p class=\"by\">"), string.Join(", ", item.Authors.Select(a => a.Name))).Append("</p>\n");
        }
        if (item.Summary is { Length: > 0 } summary)
        {
            Html.Append(html.Append("<p class=\"summary\">"), summary).Append("</p>\n");
        }
        return html.Append(item.Html).ToString();
    }

    private string Card(ArticleContent draft, PageNotes notes)
    {
        var head = articles.Head(maker.Begin(notes, draft.Language), draft, []);
        var html = new StringBuilder("<div class=\"share\">");
        if (head.Image is { } image)
        {
            html.Append("<img src=\"");
            Html.Append(html, image.Url).Append("\" alt=\"");
            Html.Append(html, image.Alt ?? "").Append("\">");
        }
        Html.Append(html.Append("<p class=\"from\">"), new Uri(address.Value).Host).Append("</p>\n<h1>");
        Html.Append(html, head.Title).Append("</h1>\n");
        return Html.Append(html.Append("<p>"), head.Description ?? "").Append("</p></div>\n").ToString();
    }

    private string Whole(ArticleContent draft, string form, string body, PageNotes notes, PreviewPlace place)
    {
        notes.Allow(ContentWalk.Hosts(draft));
        var html = new StringBuilder("<!doctype html>\n<html lang=\"");
        Html.Append(html, draft.Language).Append("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"robots\" content=\"noindex\">\n<title>");
        Html.Append(html, draft.Title).Append("</title>\n<link rel=\"stylesheet\" href=\"").Append(assets.Address("preview.css")).Append("\">\n</head>\n<body class=\"").Append(form).Append("\">\n<main>\n");
        // What stands absolute in feeds and cards is not public yet: it answers beside the preview.
        html.Append(body.Replace("\"" + address.Absolute("/"), "\"/", StringComparison.Ordinal)).Append("</main>\n</body>\n</html>\n");
        return new LinkPass(place.Path, address.Value, notes.Hosts, place.Media).Run(html.ToString());
    }

    private static PreviewPage Made(string html) => new(PageMaker.HtmlType, Encoding.UTF8.GetBytes(html));

    [GeneratedRegex("<link rel=\"stylesheet\" href=\"[^\"]*\">")]
    private static partial Regex Stylesheet();

    [GeneratedRegex(@"@media print\b")]
    private static partial Regex PrintRule();
}
