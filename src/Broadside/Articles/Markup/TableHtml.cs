using System.Globalization;
using Broadside.Articles.Body;

namespace Broadside.Articles.Markup;

/// <summary>A table in a box of its own that scrolls sideways, and can be reached by keyboard for that.</summary>
internal static class TableHtml
{
    public static void Write(BodyWriter writer, Table table)
    {
        if (table.Rows.Count == 0)
        {
            return;
        }
        var label = string.IsNullOrWhiteSpace(table.Caption) ? writer.Style.Words.Text("body.table") : table.Caption;
        if (!writer.Style.IsFeed)
        {
            writer.Raw("<section class=\"table\" tabindex=\"0\" aria-label=\"").Text(label).Raw("\">");
        }
        writer.Open("table", table);
        if (!string.IsNullOrWhiteSpace(table.Caption))
        {
            writer.Raw("<caption>").Text(table.Caption).Raw("</caption>");
        }
        var heads = Math.Clamp(table.HeaderRows, 0, table.Rows.Count);
        WriteRows(writer, table, 0, heads, "thead");
        WriteRows(writer, table, heads, table.Rows.Count, "tbody");
        writer.Raw(writer.Style.IsFeed ? "</table>\n" : "</table></section>\n");
    }

    private static void WriteRows(BodyWriter writer, Table table, int from, int to, string part)
    {
        if (from >= to)
        {
            return;
        }
        var figures = FigureColumns(table);
        writer.Raw("<").Raw(part).Raw(">");
        for (var row = from; row < to; row++)
        {
            writer.Raw("<tr>");
            for (var column = 0; column < table.Rows[row].Count; column++)
            {
                var scope = part == "thead" ? "col" : table.HeaderColumn && column == 0 ? "row" : null;
                WriteCell(writer, table.Rows[row][column], scope, figures.Contains(column));
            }
            writer.Raw("</tr>");
        }
        writer.Raw("</").Raw(part).Raw(">");
    }

    private static void WriteCell(BodyWriter writer, Cell cell, string? scope, bool isFigure)
    {
        // An empty heading cell (the corner) heads nothing.
        var tag = scope is not null && !string.IsNullOrWhiteSpace(cell.Text) ? "th" : "td";
        writer.Raw("<").Raw(tag);
        if (tag == "th")
        {
            writer.Raw(" scope=\"").Raw(scope!).Raw("\"");
        }
        if (isFigure && (tag == "td" || scope == "col"))
        {
            writer.Raw(" class=\"num\"");
        }
        Span(writer, "colspan", cell.ColumnSpan);
        Span(writer, "rowspan", cell.RowSpan);
        writer.Raw(">");
        InlineHtml.Write(writer, cell.Text, cell.Marks);
        writer.Raw("</").Raw(tag).Raw(">");
    }

    private static void Span(BodyWriter writer, string name, int? span)
    {
        if (span is > 1 and <= 100)
        {
            writer.To.Append(CultureInfo.InvariantCulture, $" {name}=\"{span}\"");
        }
    }

    // Columns that hold figures alone under their heading. Cells that span columns make counting unsafe: then none.
    private static HashSet<int> FigureColumns(Table table)
    {
        var body = table.Rows.Skip(table.HeaderRows).ToList();
        if (body.Count == 0 || table.Rows.Any(r => r.Any(c => c.ColumnSpan > 1 || c.RowSpan > 1)))
        {
            return [];
        }
        return [.. Enumerable.Range(0, body.Min(r => r.Count)).Where(i => body.All(r => IsFigure(r[i].Text)) && !(i == 0 && table.HeaderColumn))];
    }

    // "1,240", "−3.5 %", "€ 12", "2026": set to the right, in figures of one width.
    private static bool IsFigure(string text)
    {
        var digits = 0;
        foreach (var sign in text)
        {
            if (char.IsAsciiDigit(sign))
            {
                digits++;
            }
            else if (char.IsLetter(sign))
            {
                return false;
            }
        }
        return digits > 0 && text.Length <= 20;
    }
}
