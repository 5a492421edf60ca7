using System.Globalization;
using AngleSharp.Dom;

namespace Broadside.Articles.Body.Reading;

/// <summary>Tables of facts become a block; tables that only arrange a page are walked through.</summary>
internal static class TableReading
{
    private const int MostSpan = 100;

    public static void Read(BodyWalk walk, IElement element)
    {
        var rows = element.QuerySelectorAll("tr").Where(r => Elements.Around(r, "table") == element).ToList();
        if (walk.Place.Kind == PlaceKind.Inside || Arranges(element, rows))
        {
            walk.Flush();
            foreach (var child in element.ChildNodes.ToList())
            {
                Through(walk, child);
            }
            walk.Flush();
            return;
        }
        var made = new List<IReadOnlyList<Cell>>();
        var headers = 0;
        var headed = true;
        foreach (var row in rows)
        {
            var cells = Cells(row);
            if (cells.Count == 0)
            {
                continue;
            }
            if (made.Count == headers && IsHeader(row, cells))
            {
                headers++;
            }
            else
            {
                headed &= cells[0].LocalName == "th";
            }
            made.Add([.. cells.Select(c => Make(walk, c))]);
        }
        if (made.Count == 0 || made.All(r => r.All(c => string.IsNullOrWhiteSpace(c.Text))))
        {
            walk.Settle();
            return;
        }
        var caption = element.Children.FirstOrDefault(c => c.LocalName == "caption");
        var words = caption is null ? null : walk.Inline(caption).Text;
        walk.Flush();
        headers = Math.Min(headers, made.Count);
        walk.Emit(new Table { Id = walk.Context.NewId(), Dir = walk.Dir, HeaderRows = headers, HeaderColumn = headed && made.Count > headers, Rows = made, Caption = string.IsNullOrWhiteSpace(words) ? null : words });
        if (walk.Place.Kind == PlaceKind.Text)
        {
            walk.Settle();
        }
    }

    private static bool Arranges(IElement element, List<IElement> rows)
    {
        if (element.GetAttribute("role") is "presentation" or "none" || rows.Count == 0)
        {
            return true;
        }
        var widest = rows.Max(r => Cells(r).Count);
        return widest <= 1 && (rows.Count == 1 || element.QuerySelector("img, p, h1, h2, h3, table, ul, ol, iframe") is not null)
            || element.QuerySelector("table, iframe, h1, h2") is not null;
    }

    private static void Through(BodyWalk walk, INode node)
    {
        if (node is IText text)
        {
            walk.Line.Append(text.Data);
        }
        else if (node is IElement element)
        {
            walk.Visit(element);
        }
    }

    private static List<IElement> Cells(IElement row) => [.. row.Children.Where(c => c.LocalName is "td" or "th")];

    private static bool IsHeader(IElement row, List<IElement> cells) => row.ParentElement is { LocalName: "thead" } || cells.All(c => c.LocalName == "th");

    private static Cell Make(BodyWalk walk, IElement element)
    {
        var inline = walk.Inline(element);
        return new Cell(inline.Text, inline.Marks, Span(element, "colspan"), Span(element, "rowspan"));
    }

    private static int? Span(IElement element, string name) =>
        int.TryParse(element.GetAttribute(name), CultureInfo.InvariantCulture, out var span) && span is > 1 and <= MostSpan ? span : null;
}
