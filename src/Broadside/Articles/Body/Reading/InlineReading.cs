using AngleSharp.Dom;

namespace Broadside.Articles.Body.Reading;

/// <summary>Elements within a line of text: marks, links, and those that carry none of our marks.</summary>
internal static class InlineReading
{
    public static void Read(BodyWalk walk, IElement element, Look look)
    {
        if (element.LocalName == "a")
        {
            Link(walk, element);
            return;
        }
        var marks = Marks(element, look).Where(m => !walk.Line.IsOpen(m.Kind)).ToList();
        foreach (var (kind, value) in marks)
        {
            walk.Line.Open(kind, value);
        }
        if (element.LocalName == "q")
        {
            walk.Line.Append("“");
        }
        walk.Children(element);
        if (element.LocalName == "q")
        {
            walk.Line.Append("”");
        }
        marks.ForEach(_ => walk.Line.Close());
    }

    private static IEnumerable<(MarkKind Kind, string? Value)> Marks(IElement element, Look look)
    {
        // What the style says wins: Google Docs wraps everything in <b style="font-weight:normal">.
        var strong = look.Bold ?? element.LocalName is "b" or "strong";
        var em = look.Italic ?? element.LocalName is "i" or "em" or "cite" or "dfn" or "var";
        if (strong)
        {
            yield return (MarkKind.Strong, null);
        }
        if (em)
        {
            yield return (MarkKind.Em, null);
        }
        if (look.Strike || element.LocalName is "s" or "del" or "strike")
        {
            yield return (MarkKind.Strike, null);
        }
        if (element.LocalName is "code" or "kbd" or "samp" or "tt")
        {
            yield return (MarkKind.Code, null);
        }
        if (look.Sub || element.LocalName == "sub")
        {
            yield return (MarkKind.Sub, null);
        }
        if (look.Super || element.LocalName == "sup")
        {
            yield return (MarkKind.Sup, null);
        }
        if (look.Lang is { } language)
        {
            yield return (MarkKind.Lang, language);
        }
    }

    private static void Link(BodyWalk walk, IElement element)
    {
        var href = element.GetAttribute("href");
        var words = element.TextContent.Trim();
        if (walk.Figures.LinkedPicture(element, href, words))
        {
            return;
        }
        if (words.Length == 0 && element.ChildElementCount == 0)
        {
            var host = WebAddress.HostOf(WebAddress.Clean(href, walk.Context.Options.BaseUrl, walk.Context.Options.OwnHosts));
            if (host is not null)
            {
                walk.Context.Note(ReadCode.EmptyLink, "A link without words was left out.", href, host);
            }
            return;
        }
        var address = walk.Line.IsOpen(MarkKind.Link) ? null : walk.Context.Link(href, words);
        if (address is null)
        {
            walk.Children(element);
            return;
        }
        walk.Line.Open(MarkKind.Link, address);
        walk.Children(element);
        walk.Line.Close();
    }
}
