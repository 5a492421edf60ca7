using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Broadside.Articles.Body.Reading;

internal enum ElementKind
{
    Drop,
    Break,
    Mark,
    Heading,
    Block,
    List,
    Quote,
    Figure,
    Picture,
    Table,
    Code,
    Separator,
    Media,
}

/// <summary>What each HTML element is to us. One that is not named is walked through as part of the text around it.</summary>
internal static class Elements
{
    private static readonly FrozenDictionary<string, ElementKind> Kinds = Make();

    public static ElementKind KindOf(IElement element)
    {
        if (!Kinds.TryGetValue(element.LocalName, out var kind))
        {
            return ElementKind.Mark;
        }
        // Word for the web writes headings as paragraphs with a role.
        return kind == ElementKind.Block && element.GetAttribute("role") == "heading" ? ElementKind.Heading : kind;
    }

    public static int HeadingLevel(IElement element)
    {
        var name = element.LocalName;
        var level = name.Length == 2 && name[0] == 'h' && char.IsAsciiDigit(name[1]) ? name[1] - '0'
            : int.TryParse(element.GetAttribute("aria-level"), out var told) ? told + 1 : 2;
        return Math.Clamp(level, 2, 4);
    }

    /// <summary>WordPress's classic caption: a box with a picture and a line of text.</summary>
    public static bool IsCaptionBox(IElement element) => HasClass(element, "wp-caption") || HasClass(element, "captioned-image-container") || HasClass(element, "image-caption-wrapper");

    public static bool HasClass(IElement element, string name)
    {
        var all = element.GetAttribute("class");
        if (all is null)
        {
            return false;
        }
        for (var at = all.IndexOf(name, StringComparison.Ordinal); at >= 0; at = all.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var after = at + name.Length;
            if ((at == 0 || char.IsWhiteSpace(all[at - 1])) && (after == all.Length || char.IsWhiteSpace(all[after])))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The nearest element of that name around it. A selector would cost a hundred times as much in deep trees.</summary>
    public static IElement? Around(IElement element, string name)
    {
        var around = element.ParentElement;
        while (around is not null && around.LocalName != name)
        {
            around = around.ParentElement;
        }
        return around;
    }

    private static FrozenDictionary<string, ElementKind> Make()
    {
        var kinds = new Dictionary<string, ElementKind> { ["br"] = ElementKind.Break, ["hr"] = ElementKind.Separator, ["table"] = ElementKind.Table, ["figure"] = ElementKind.Figure };
        Put(ElementKind.Heading, "h1 h2 h3 h4 h5 h6");
        Put(ElementKind.Block, "address article aside body caption center dd details dialog dir div dl dt fieldset figcaption footer form header hgroup legend li main menu nav noscript optgroup option p search section summary tbody td tfoot th thead tr");
        Put(ElementKind.List, "ul ol");
        Put(ElementKind.Quote, "blockquote");
        Put(ElementKind.Picture, "img picture");
        Put(ElementKind.Code, "pre listing xmp plaintext");
        Put(ElementKind.Media, "audio video iframe object embed");
        Put(ElementKind.Drop, "script style template link meta base title head input select textarea button datalist output progress meter canvas map area frame frameset noframes noembed param source track wbr rp keygen applet slot portal fencedframe");
        return kinds.ToFrozenDictionary();

        void Put(ElementKind kind, string names)
        {
            foreach (var name in names.Split(' '))
            {
                kinds[name] = kind;
            }
        }
    }
}
