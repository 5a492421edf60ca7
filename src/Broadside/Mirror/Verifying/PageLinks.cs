using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Broadside.Mirror.Verifying;

/// <summary>An address in a page that leads, loads or sends, with the words that a reader sees and where they stand.</summary>
/// <param name="Kind">"link", "script", "picture", "frame", "form", "refresh" or "file".</param>
/// <param name="Host">Null where it is the page's own site.</param>
/// <param name="Address">As written in the page, made absolute.</param>
/// <param name="Text">The link's words.</param>
/// <param name="Place">The beginning of the paragraph that it stands in.</param>
internal sealed record PageLink(string Kind, string Host, Uri Address, string Text, string Place);

/// <summary>Reads every such address out of a page that nobody signed, as a browser would.</summary>
internal static class PageLinks
{
    private const int Most = 5000;
    private const int LongestText = 90;

    private static readonly (string Selector, string Attribute, string Kind)[] Sorts =
    [
        ("a[href],area[href]", "href", "link"),
        ("script[src]", "src", "script"),
        ("img[src],input[src]", "src", "picture"),
        ("iframe[src],frame[src],embed[src]", "src", "frame"),
        ("object[data]", "data", "frame"),
        ("form[action]", "action", "form"),
        ("button[formaction],input[formaction]", "formaction", "form"),
        ("link[href]", "href", "file"),
        ("video[src],audio[src],source[src],track[src]", "src", "file"),
        ("base[href]", "href", "file"),
    ];

    public static IReadOnlyList<PageLink> Read(byte[] html, Uri page)
    {
        var document = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(html));
        var links = new List<PageLink>();
        foreach (var (selector, attribute, kind) in Sorts)
        {
            links.AddRange(document.QuerySelectorAll(selector).Select(e => Link(e, e.GetAttribute(attribute)!, kind, page)).OfType<PageLink>());
        }
        foreach (var meta in document.QuerySelectorAll("meta[http-equiv=refresh i][content]"))
        {
            var content = meta.GetAttribute("content")!;
            var at = content.IndexOf("url=", StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && Link(meta, content[(at + 4)..].Trim('\'', '"', ' '), "refresh", page) is { } link)
            {
                links.Add(link);
            }
        }
        return links.Count > Most ? links[..Most] : links;
    }

    private static PageLink? Link(IElement element, string given, string kind, Uri page)
    {
        var address = string.Concat(given.Where(c => c is not ('\t' or '\n' or '\r'))).Trim();
        if (kind == "file" && element.LocalName == "link" && element.GetAttribute("rel") is "canonical" or "alternate")
        {
            kind = "link";
        }
        return Uri.TryCreate(page, address, out var uri) && uri.Scheme is "http" or "https"
            ? new PageLink(kind, uri.IdnHost, uri, Short(element.TextContent), Place(element))
            : null;
    }

    private static string Place(IElement element)
    {
        var block = element.ParentElement;
        while (block is not null && block.LocalName is not ("p" or "li" or "td" or "th" or "h1" or "h2" or "h3" or "h4" or "blockquote" or "figcaption" or "footer" or "header" or "nav" or "aside" or "article" or "div" or "section" or "main" or "body" or "head"))
        {
            block = block.ParentElement;
        }
        return block is null || block.LocalName == "head" ? "the page's head" : Short(block.TextContent) is { Length: > 0 } text ? $"“{text}”" : $"an empty <{block.LocalName}>";
    }

    private static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        line = string.Concat(line.Where(c => !char.IsControl(c)));
        return line.Length > LongestText ? line[..LongestText] + "…" : line;
    }
}
