using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Broadside.Articles.Paste;

/// <summary>Makes lists of Word's paragraphs that only look like one: each names its list and level in its style and brings its own sign.</summary>
internal static partial class OfficeLists
{
    private sealed record Item(IElement Paragraph, string List, int Level, string Sign);

    public static void Read(IElement body)
    {
        foreach (var heading in body.QuerySelectorAll("h1, h2, h3, h4, h5, h6").ToList())
        {
            TakeSign(heading);
        }
        var run = new List<Item>();
        foreach (var paragraph in body.QuerySelectorAll("p[style], div[style]").ToList())
        {
            if (ItemOf(paragraph) is not { } item)
            {
                continue;
            }
            if (run.Count > 0 && !Follows(run[^1], item))
            {
                Make(run);
                run.Clear();
            }
            run.Add(item);
        }
        Make(run);
    }

    private static Item? ItemOf(IElement paragraph)
    {
        var named = ListName().Match(paragraph.GetAttribute("style")!);
        return named.Success && paragraph.Closest("li") is null
            ? new Item(paragraph, named.Groups[1].Value, int.Parse(named.Groups[2].Value, CultureInfo.InvariantCulture) - 1, TakeSign(paragraph))
            : null;
    }

    // Neighbours of one list; a list within another has the same name, and a level below.
    private static bool Follows(Item before, Item item)
    {
        var next = before.Paragraph.NextElementSibling;
        return ReferenceEquals(next, item.Paragraph) && (item.List == before.List || item.Level > 0);
    }

    private static string TakeSign(IElement paragraph)
    {
        var sign = paragraph.QuerySelectorAll("span[style]").FirstOrDefault(s => OfficeClipboard.Styled(s, Ignored()));
        if (sign is null)
        {
            return "";
        }
        var text = sign.TextContent.Replace('\u00a0', ' ').Trim();
        sign.Remove();
        return text;
    }

    private static void Make(List<Item> run)
    {
        if (run.Count == 0)
        {
            return;
        }
        var document = run[0].Paragraph.Owner!;
        var open = new List<IElement>();
        foreach (var item in run)
        {
            var level = Math.Min(item.Level, open.Count);
            while (open.Count > level + 1)
            {
                open.RemoveAt(open.Count - 1);
            }
            var name = IsNumber(item.Sign) ? "ol" : "ul";
            if (open.Count == level + 1 && open[level].LocalName != name && level > 0)
            {
                open.RemoveAt(level);
            }
            if (open.Count == level)
            {
                open.Add(Begin(document, name, item, open.Count == 0 ? null : open[^1]));
            }
            var entry = document.CreateElement("li");
            while (item.Paragraph.FirstChild is { } child)
            {
                entry.AppendChild(child);
            }
            open[^1].AppendChild(entry);
        }
        run[0].Paragraph.Before(open[0]);
        run.ForEach(i => i.Paragraph.Remove());
    }

    private static IElement Begin(IDocument document, string name, Item first, IElement? within)
    {
        var list = document.CreateElement(name);
        if (name == "ol" && Start().Match(first.Sign) is { Success: true } start)
        {
            list.SetAttribute("start", start.Groups[1].Value);
        }
        (within?.LastElementChild ?? within)?.AppendChild(list);
        return list;
    }

    private static bool IsNumber(string sign) => Number().IsMatch(sign);

    [GeneratedRegex(@"mso-list:\s*(l\d+)\s+level(\d)")]
    private static partial Regex ListName();

    [GeneratedRegex(@"mso-list:\s*Ignore")]
    private static partial Regex Ignored();

    // "1.", "2)", "(c)", "iv.", "1.2.3"; the sign "o" alone is a bullet of the second level.
    [GeneratedRegex(@"^\(?(?:\d{1,4}(?:\.\d{1,4})*|[A-Za-z]{1,5})[.)]$|^\d{1,4}(?:\.\d{1,4})+$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^\(?(\d{1,4})[.)]$")]
    private static partial Regex Start();
}
