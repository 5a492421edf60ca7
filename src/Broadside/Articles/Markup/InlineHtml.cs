using Broadside.Articles.Body;
using Broadside.Kit;
using Broadside.Themes;

namespace Broadside.Articles.Markup;

/// <summary>Writes marked text. Marks that cross one another are closed and opened again, so that tags always nest.</summary>
internal static class InlineHtml
{
    public static void Write(BodyWriter writer, string text, IReadOnlyList<Mark>? marks)
    {
        if (marks is null or { Count: 0 })
        {
            WriteText(writer, text, 0, text.Length);
            return;
        }
        marks = Within(text.Length, marks);
        var open = new List<Mark>();
        var at = 0;
        foreach (var edge in Edges(marks))
        {
            WriteText(writer, text, at, edge);
            at = edge;
            CloseAt(writer, open, edge);
            WriteNotes(writer, marks, edge, open.Exists(m => m.Kind == MarkKind.Link));
            OpenAt(writer, open, marks, edge);
        }
        WriteText(writer, text, at, text.Length);
    }

    // Marks come from imports too: what reaches beyond the text is cut, what is the wrong way round says nothing.
    private static List<Mark> Within(int length, IReadOnlyList<Mark> marks) =>
        [.. marks.Select(m => m with { From = Math.Clamp(m.From, 0, length), To = Math.Clamp(m.To, 0, length) }).Where(m => m.From < m.To || m.Kind == MarkKind.Note)];

    private static SortedSet<int> Edges(IReadOnlyList<Mark> marks)
    {
        var edges = new SortedSet<int>();
        foreach (var mark in marks)
        {
            edges.Add(mark.From);
            edges.Add(mark.To);
        }
        return edges;
    }

    private static void CloseAt(BodyWriter writer, List<Mark> open, int edge)
    {
        var first = open.FindIndex(m => m.To <= edge);
        if (first < 0)
        {
            return;
        }
        for (var i = open.Count - 1; i >= first; i--)
        {
            writer.Raw(Closing(open[i].Kind));
        }
        var still = open.Skip(first).Where(m => m.To > edge).ToList();
        open.RemoveRange(first, open.Count - first);
        still.ForEach(m => Open(writer, open, m));
    }

    private static void OpenAt(BodyWriter writer, List<Mark> open, IReadOnlyList<Mark> marks, int edge)
    {
        foreach (var mark in marks.Where(m => m.From == edge && m.To > edge).OrderByDescending(m => m.To))
        {
            if (IsUsable(mark) && !(mark.Kind == MarkKind.Link && open.Exists(m => m.Kind == MarkKind.Link)))
            {
                Open(writer, open, mark);
            }
        }
    }

    private static void Open(BodyWriter writer, List<Mark> open, Mark mark)
    {
        open.Add(mark);
        switch (mark.Kind)
        {
            case MarkKind.Link:
                writer.Raw("<a href=\"").Address(mark.Value!).Raw("\">");
                break;
            case MarkKind.Lang:
                writer.Raw("<span lang=\"").Text(mark.Value).Raw("\">");
                break;
            default:
                writer.Raw("<").Raw(Tag(mark.Kind)).Raw(">");
                break;
        }
    }

    private static void WriteNotes(BodyWriter writer, IReadOnlyList<Mark> marks, int edge, bool inLink)
    {
        foreach (var mark in marks)
        {
            if (mark.Kind != MarkKind.Note || mark.To != edge || writer.NumberOf(mark.Value) is not { } number)
            {
                continue;
            }
            if (writer.Style.NoteSign is { } sign && !inLink)
            {
                writer.Raw(sign(mark.Value!, number));
                continue;
            }
            if (writer.Style.IsFeed || inLink)
            {
                writer.Raw("<sup>").Raw(number).Raw("</sup>");
                continue;
            }
            writer.Raw("<sup class=\"ref\"><a id=\"").Text(FootnotesHtml.ReferenceId(mark.Value!, writer.Use(mark.Value!))).Raw("\" href=\"#n-").Text(mark.Value)
                .Raw("\" role=\"doc-noteref\">").Raw(number).Raw("</a></sup>");
        }
    }

    private static void WriteText(BodyWriter writer, string text, int from, int to)
    {
        while (from < to)
        {
            var line = text.IndexOf('\n', from, to - from);
            var end = line < 0 ? to : line;
            Html.Append(writer.To, text.AsSpan(from, end - from));
            if (line < 0)
            {
                return;
            }
            writer.Raw("<br>");
            from = line + 1;
        }
    }

    private static bool IsUsable(Mark mark) => mark.Kind switch
    {
        MarkKind.Link => IsSafe(mark.Value),
        MarkKind.Lang => !string.IsNullOrEmpty(mark.Value),
        MarkKind.Note => false,
        _ => true,
    };

    /// <summary>The last gate: whatever stands in a block, a reader's page links to these only.</summary>
    public static bool IsSafe(string? address) =>
        address is { Length: > 0 }
        && (!Defence.IsOn("page-addresses")
            || (address[0] == '/' && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal))
            || address[0] == '#'
            || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase));

    private static string Closing(MarkKind kind) => kind switch
    {
        MarkKind.Link => "</a>",
        MarkKind.Lang => "</span>",
        _ => $"</{Tag(kind)}>",
    };

    private static string Tag(MarkKind kind) => kind switch
    {
        MarkKind.Strong => "strong",
        MarkKind.Em => "em",
        MarkKind.Strike => "s",
        MarkKind.Code => "code",
        MarkKind.Sub => "sub",
        _ => "sup",
    };
}
