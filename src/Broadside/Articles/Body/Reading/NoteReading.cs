using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Broadside.Articles.Body.Reading;

/// <summary>
/// Footnotes, by what all makers of them share: a short sign that links to an element further down in the same text. The
/// element's words become the note; the sign becomes a mark.
/// </summary>
internal sealed partial class NoteReading(BodyWalk walk)
{
    private const int MostSigns = 2000;

    private readonly Dictionary<IElement, string> signs = [];
    private readonly Dictionary<IElement, string> definitions = [];
    private readonly Dictionary<string, Footnote> read = [];
    private readonly List<string> order = [];

    /// <summary>Looks for signs and their notes before the walk begins.</summary>
    public void Find(IElement body)
    {
        if (body.QuerySelector("a[href^='#']") is null)
        {
            return;
        }
        // In the order of the document, so that "further down" is a comparison of two numbers.
        var all = body.QuerySelectorAll("a[href^='#'], [id], a[name]");
        var targets = Targets(all);
        var tried = 0;
        for (var i = 0; i < all.Length && tried < MostSigns; i++)
        {
            if (all[i].GetAttribute("href") is not { Length: > 1 } href || href[0] != '#' || !Sign().IsMatch(all[i].TextContent.Trim()))
            {
                continue;
            }
            tried++;
            if (targets.TryGetValue(Uri.UnescapeDataString(href[1..]), out var target) && target.At > i && Note(all[i], body, target.Element) is { } note)
            {
                if (!definitions.TryGetValue(note, out var id))
                {
                    id = walk.Context.NewId();
                    definitions.Add(note, id);
                    order.Add(id);
                }
                signs.Add(all[i], id);
            }
        }
    }

    /// <summary>True when the element is a sign or a note and was read here.</summary>
    public bool Takes(IElement element)
    {
        if (definitions.Count == 0)
        {
            return false;
        }
        if (signs.TryGetValue(element, out var id))
        {
            walk.Line.AddNote(id);
            return true;
        }
        // <sup><a href="#fn1">1</a></sup>: the sign alone makes the sup; nothing else stands in it.
        if (element.LocalName is "sup" && element.Children.FirstOrDefault(signs.ContainsKey) is { } sign && element.TextContent.Trim() == sign.TextContent.Trim())
        {
            walk.Line.AddNote(signs[sign]);
            return true;
        }
        if (!definitions.TryGetValue(element, out var note))
        {
            return false;
        }
        Read(element, note);
        return true;
    }

    public void Emit()
    {
        var notes = order.Where(read.ContainsKey).Select(id => read[id]).ToList();
        if (notes.Count > 0)
        {
            walk.Add(new Footnotes { Id = walk.Context.NewId(), Notes = notes });
        }
    }

    private void Read(IElement element, string id)
    {
        foreach (var back in element.QuerySelectorAll("a[href^='#']").Where(a => !signs.ContainsKey(a)).ToList())
        {
            var around = back.ParentElement is { LocalName: "sup" or "span" } small && small.TextContent.Trim() == back.TextContent.Trim() ? small : back;
            around.Remove();
        }
        var inline = walk.Inline(element);
        var number = Number().Match(inline.Text);
        var text = number.Success ? inline.Text[number.Length..] : inline.Text;
        var marks = number.Success ? inline.Marks?.Where(m => m.To > number.Length).Select(m => m with { From = Math.Max(0, m.From - number.Length), To = m.To - number.Length }) : inline.Marks;
        text = text.TrimEnd(' ', '↩', '↑', '^', '︎', '\n');
        read[id] = new Footnote(id, text, marks is null ? null : MarkList.Tidy(text, marks));
        // The notes get their own heading and rule where they are shown.
        while (walk.Last<Separator>() is not null || (walk.Last<Heading>() is { } heading && Title().IsMatch(heading.Text)))
        {
            walk.RemoveLast();
        }
    }

    private static Dictionary<string, (IElement Element, int At)> Targets(IHtmlCollection<IElement> all)
    {
        var targets = new Dictionary<string, (IElement, int)>(StringComparer.Ordinal);
        for (var i = 0; i < all.Length; i++)
        {
            if ((all[i].GetAttribute("id") ?? all[i].GetAttribute("name")) is { Length: > 0 } name)
            {
                targets.TryAdd(name, (all[i], i));
            }
        }
        return targets;
    }

    private static IElement? Note(IElement link, IElement body, IElement target)
    {
        var note = target.Closest("li, p, dd, div, aside, tr");
        var whole = note is not null && note != body && !note.Contains(link) && note.TextContent.Trim().Length > link.TextContent.Trim().Length;
        return whole ? note : null;
    }

    [GeneratedRegex(@"^[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z]|[ivx]{1,5})[\])]?$")]
    private static partial Regex Sign();

    [GeneratedRegex(@"^[\[(]?(?:\d{1,3}|[*†‡§]{1,3})[\]).:]?\s+")]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?:foot|end)?notes?:?$|^notas(?: al pie)?:?$|^references:?$|^referencias:?$", RegexOptions.IgnoreCase)]
    private static partial Regex Title();
}
