using AngleSharp.Dom;

namespace Broadside.Articles.Body.Reading;

/// <summary>Block quotations, pull quotes, and the posts of other networks that stand in quotations.</summary>
internal static class QuoteReading
{
    public static void Read(BodyWalk walk, IElement element)
    {
        if (walk.Media.ReadPost(element))
        {
            return;
        }
        var pulled = Pulled(element) || (element.ParentElement is { } parent && Pulled(parent));
        var cite = Cite(element);
        var before = walk.Last<Block>();
        if (cite is null)
        {
            walk.Within(new Place(pulled ? PlaceKind.Pullquote : PlaceKind.Quote), element);
            return;
        }
        var named = walk.Inline(cite).Text.TrimStart('—', '–', '-', ' ').Replace('\n', ' ');
        cite.Remove();
        walk.Within(new Place(pulled ? PlaceKind.Pullquote : PlaceKind.Quote), element);
        Name(walk, before, named);
    }

    public static bool Pulled(IElement element) => Elements.HasClass(element, "wp-block-pullquote") || Elements.HasClass(element, "pull") || Elements.HasClass(element, "pullquote") || Elements.HasClass(element, "pull-quote");

    private static void Name(BodyWalk walk, Block? before, string named)
    {
        var last = walk.Last<Block>();
        if (named.Length == 0 || ReferenceEquals(last, before))
        {
            walk.Line.Append(named);
            return;
        }
        switch (last)
        {
            case Quote quote:
                walk.ReplaceLast(quote with { Cite = named });
                break;
            case Pullquote pull:
                walk.ReplaceLast(pull with { Cite = named });
                break;
            default:
                walk.Line.Append(named);
                break;
        }
    }

    // A work's title inside the quotation is a <cite> too: only one that stands last names who is quoted.
    private static IElement? Cite(IElement element)
    {
        for (var last = LastWords(element); last is IElement inner; last = LastWords(inner))
        {
            if (inner.LocalName is "cite" or "footer" || Elements.HasClass(inner, "cite"))
            {
                return inner;
            }
        }
        return null;
    }

    private static INode? LastWords(INode node)
    {
        for (var child = node.LastChild; child is not null; child = child.PreviousSibling)
        {
            if (child is IElement { TextContent: var text } && !string.IsNullOrWhiteSpace(text))
            {
                return child;
            }
            if (child is IText { Data: var words } && !string.IsNullOrWhiteSpace(words))
            {
                return null;
            }
        }
        return null;
    }
}
