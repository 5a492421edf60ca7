using System.Text.RegularExpressions;
using Broadside.Articles.Body;
using Markdig.Extensions.Footnotes;
using Markdig.Syntax.Inlines;
using Footnote = Markdig.Extensions.Footnotes.Footnote;
using Inline = Broadside.Articles.Body.Inline;

namespace Broadside.Articles.Markdown;

/// <summary>Turns Markdig's inline tree into a text with marks. Pictures inside a text are set aside for the block builder.</summary>
internal sealed partial class MarkdownInlines(List<string> warnings)
{
    private readonly List<Figure> pictures = [];

    private readonly List<(string Tag, int From, string? Value)> open = [];

    /// <summary>The pictures met since the last call; their block ids are empty.</summary>
    public IReadOnlyList<Figure> TakePictures()
    {
        var taken = pictures.ToArray();
        pictures.Clear();
        return taken;
    }

    public Inline Read(ContainerInline? inlines)
    {
        var text = new MarkedText();
        ReadInto(text, inlines);
        return text.ToInline();
    }

    public void ReadInto(MarkedText text, ContainerInline? inlines)
    {
        open.Clear();
        Children(text, inlines);
        if (open.Count > 0)
        {
            warnings.Add($"<{open[^1].Tag}> is never closed");
        }
    }

    private void Children(MarkedText text, ContainerInline? inlines)
    {
        for (var inline = inlines?.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            One(text, inline);
        }
    }

    private void One(MarkedText text, Markdig.Syntax.Inlines.Inline inline)
    {
        var from = text.Length;
        switch (inline)
        {
            case LiteralInline literal:
                text.Append(literal.Content.AsSpan());
                break;
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded.AsSpan());
                break;
            case LineBreakInline line:
                text.Append(line.IsHard ? '\n' : ' ');
                break;
            case CodeInline code:
                text.Append(code.Content);
                text.Mark(from, MarkKind.Code);
                break;
            case EmphasisInline emphasis:
                Children(text, emphasis);
                text.Mark(from, Kind(emphasis));
                break;
            case AutolinkInline link:
                text.Append(link.Url);
                Link(text, from, link.IsEmail ? "mailto:" + link.Url : link.Url);
                break;
            case LinkInline { IsImage: true } image:
                pictures.Add(Picture(image));
                break;
            case LinkInline link:
                Children(text, link);
                Link(text, from, link.Url ?? "");
                break;
            case FootnoteLink { IsBackLink: false } note:
                text.Mark(from, MarkKind.Note, NoteId(note.Footnote));
                break;
            case HtmlInline html:
                Tag(text, html.Tag);
                break;
            case ContainerInline container:
                Children(text, container);
                break;
        }
    }

    /// <summary>A note is named by its label, so that a note put before it does not rename it.</summary>
    public static string NoteId(Footnote note) =>
        Kit.Slug.From(note.Label) is { Length: > 0 } label ? label : $"n{note.Order}";

    private static MarkKind Kind(EmphasisInline emphasis) => (emphasis.DelimiterChar, emphasis.DelimiterCount) switch
    {
        ('~', _) => MarkKind.Strike,
        (_, 1) => MarkKind.Em,
        _ => MarkKind.Strong,
    };

    private void Link(MarkedText text, int from, string address)
    {
        if (LinkAddress.IsAllowed(address))
        {
            text.Mark(from, MarkKind.Link, address);
        }
        else
        {
            warnings.Add($"a link that leads nowhere a reader may go was taken off its text: {address}");
        }
    }

    private Figure Picture(LinkInline image)
    {
        var alt = new MarkdownInlines(warnings).Read(image).Text;
        return new Figure
        {
            Id = "",
            Source = image.Url,
            Alt = alt.Length > 0 ? alt : null,
            Caption = string.IsNullOrWhiteSpace(image.Title) ? null : image.Title.Trim(),
        };
    }

    // The few tags that say what Markdown cannot; every other tag is left out, its text kept, and named.
    private void Tag(MarkedText text, string tag)
    {
        var match = TagPattern().Match(tag);
        var name = match.Groups["name"].Value.ToLowerInvariant();
        if (name == "br")
        {
            text.Append('\n');
        }
        else if (name == "note" && NotePattern().Match(tag) is { Success: true } note)
        {
            text.Mark(text.Length, MarkKind.Note, note.Groups[1].Value);
        }
        else if (!match.Success || !IsKnown(name))
        {
            warnings.Add($"{tag} was left out");
        }
        else if (match.Groups["close"].Length == 0)
        {
            open.Add((name, text.Length, LangPattern().Match(tag) is { Success: true } lang ? lang.Groups[1].Value : null));
        }
        else if (open.FindLastIndex(o => o.Tag == name) is >= 0 and var index)
        {
            var (_, from, lang) = open[index];
            open.RemoveAt(index);
            if (KindOf(name) is { } kind)
            {
                text.Mark(from, kind);
            }
            if (lang is not null)
            {
                text.Mark(from, MarkKind.Lang, lang);
            }
        }
    }

    private static bool IsKnown(string name) => name == "span" || KindOf(name) is not null;

    private static MarkKind? KindOf(string name) => name switch
    {
        "b" or "strong" => MarkKind.Strong,
        "i" or "em" or "cite" => MarkKind.Em,
        "s" or "del" or "strike" => MarkKind.Strike,
        "code" or "kbd" => MarkKind.Code,
        "sub" => MarkKind.Sub,
        "sup" => MarkKind.Sup,
        _ => null,
    };

    [GeneratedRegex(@"^<(?<close>/)?(?<name>[a-zA-Z][a-zA-Z0-9]*)")]
    private static partial Regex TagPattern();

    [GeneratedRegex(@"\sid\s*=\s*""([A-Za-z0-9_-]+)""")]
    private static partial Regex NotePattern();

    [GeneratedRegex(@"\slang\s*=\s*[""']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)")]
    private static partial Regex LangPattern();
}
