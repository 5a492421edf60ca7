using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Body.Reading;

namespace Broadside.Import.Pages;

/// <summary>A saved web page: SmartReader finds the text, the page's own metadata (ld+json, og:, time, author) says the rest.</summary>
internal static class HtmlPage
{
    private const int LeastText = 140;

    // SmartReader weighs every element against the others: ten times what real pages have took it half a minute.
    private const int MostElements = 30_000;

    private static readonly HtmlParserOptions Parsing = new() { MaximumDepth = 320 };

    /// <param name="html">The page's text.</param>
    /// <param name="address">Where it was fetched; a saved page names its own.</param>
    /// <param name="options">How its body is read; base and own hosts are set here.</param>
    public static PageParts? Read(string html, Uri? address, HtmlReaderOptions options)
    {
        var flat = NestingGuard.Flatten(html, out _);
        using var document = new HtmlParser(Parsing).ParseDocument(flat);
        if (document.Body is null)
        {
            return null;
        }
        var facts = PageFacts.Of(document, address);
        var source = facts.Address is null ? address : new Uri(facts.Address);
        var reading = options with { BaseUrl = Base(document, source) };
        var extract = document.All.Length > MostElements ? null : Extract(flat, source);
        var title = facts.Title ?? extract?.Title;
        var isWhole = extract is not { IsReadable: true };
        var body = HtmlReader.Read(isWhole ? BodyOf(flat) : extract!.Content, reading);
        var blocks = body.Blocks;
        var isMade = false;
        if (string.IsNullOrWhiteSpace(title) && blocks.SelectMany(ContentWalk.Texts).Select(t => t.Text).FirstOrDefault(t => !string.IsNullOrWhiteSpace(t)) is { } beginning)
        {
            isMade = !HasHeadline(blocks);
            title = isMade ? FirstWords.Of(beginning) : beginning.ReplaceLineEndings(" ");
        }
        if (string.IsNullOrWhiteSpace(title))
        {
            return null;
        }
        var container = Container(document.Body, blocks);
        var notes = isWhole && container == document.Body ? body.Notes : HtmlReader.Read(container.OuterHtml, reading).Notes;
        var parts = new PageParts
        {
            Title = title.Trim(),
            Bylines = facts.Bylines.Count > 0 ? facts.Bylines : BylineText.Names(extract?.Byline ?? extract?.Author),
            PublishedAt = facts.PublishedAt ?? (extract?.PublicationDate is { } found ? new DateTimeOffset(DateTime.SpecifyKind(found, DateTimeKind.Utc)) : null),
            Language = facts.Language ?? LanguageGuess.Of(container.TextContent),
            Address = facts.Address ?? address?.AbsoluteUri,
            SiteName = facts.SiteName,
            Lead = facts.Picture is { } picture ? new Figure { Id = options.NewId(), Source = picture, Alt = facts.PictureAlt } : null,
            Notes = [.. body.Notes.Concat(notes).Where(n => n.Code is not (ReadCode.Style or ReadCode.NoBlock or ReadCode.Form)).Distinct()],
            Blocks = blocks,
        };
        return PageOpening.Tidy(parts, facts, isMade);
    }

    // As it stands in the text: to write a parsed body out again takes the square of its elements.
    private static string BodyOf(string html) =>
        html.IndexOf("<body", StringComparison.OrdinalIgnoreCase) is >= 0 and var start && html.IndexOf('>', start) is > 0 and var end ? html[(end + 1)..] : html;

    // A page without a title may begin with its headline; where it begins with its text, that must not be taken for one.
    private static bool HasHeadline(IReadOnlyList<Block> blocks) =>
        blocks.Count > 1 && (blocks[0] is Heading || (blocks[0] is Paragraph { Text.Length: <= 90 } line && !line.Text.TrimEnd('”', '"', ' ').EndsWith('.')));

    private static SmartReader.Article? Extract(string html, Uri? address)
    {
        try
        {
            using var reader = new SmartReader.Reader((address ?? new Uri("https://page.invalid/")).AbsoluteUri, html) { KeepClasses = true, CharThreshold = LeastText, ContinueIfNotReadable = true };
            var article = reader.GetArticle();
            return article.Completed && !string.IsNullOrWhiteSpace(article.Content) ? article : null;
        }
#pragma warning disable CA1031 // a page that the extractor stumbles over is read whole instead
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private static Uri? Base(IHtmlDocument document, Uri? source) =>
        document.QuerySelector("base[href]")?.GetAttribute("href") is { } href && (source is null ? Uri.TryCreate(href, UriKind.Absolute, out var own) : Uri.TryCreate(source, href, out own)) && own.Scheme is "http" or "https" ? own : source;

    // The smallest element that holds the article's paragraphs: hygiene judges it alone, because whole pages hide many honest links in menus.
    private static IElement Container(IElement body, IReadOnlyList<Block> blocks)
    {
        var wanted = blocks.OfType<Paragraph>().Select(p => Start(p.Text)).Where(t => t.Length >= 20).ToHashSet(StringComparer.Ordinal);
        IElement? common = null;
        foreach (var element in body.QuerySelectorAll("p, li, blockquote, div"))
        {
            if (element.ChildNodes.OfType<IText>().Any(t => t.Length > 10) && wanted.Contains(Start(element.TextContent)))
            {
                common = common is null ? element.ParentElement : Common(common, element);
            }
        }
        return common ?? body;
    }

    private static IElement? Common(IElement outer, IElement inner)
    {
        var around = outer;
        while (around is not null && !around.Contains(inner))
        {
            around = around.ParentElement;
        }
        return around;
    }

    private static string Start(string text)
    {
        var line = new InlineText();
        line.Append(text.AsSpan(0, Math.Min(text.Length, 200)));
        var plain = line.Take().Text;
        return plain.Length > 40 ? plain[..40] : plain;
    }
}
