using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Broadside.Articles.Body;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Inline = Broadside.Articles.Body.Inline;
using Table = Broadside.Articles.Body.Table;

namespace Broadside.Articles.Markdown;

/// <summary>Writes a pipe table, and reads its cells, within a directive where it has what pipe tables have no sign for: a caption, heading cells, spans, rows of different lengths.</summary>
internal static partial class MarkdownTable
{
    /// <summary>A cell that holds this alone ends its row early.</summary>
    public const string RowEnd = "</tr>";

    public static void Write(StringBuilder to, Table table, Func<Inline, string> text)
    {
        var head = Head(table);
        to.Append(head is null ? "" : $"::: table{head}\n");
        var columns = Math.Max(1, table.Rows.Count == 0 ? 0 : table.Rows.Max(r => r.Count));
        for (var row = 0; row < table.Rows.Count; row++)
        {
            to.Append('|');
            for (var column = 0; column < columns; column++)
            {
                to.Append(' ').Append(column < table.Rows[row].Count ? Cell(table.Rows[row][column], text) : RowEnd).Append(" |");
            }
            to.Append('\n');
            if (row == 0)
            {
                to.Append('|').Insert(to.Length, "---|", columns).Append('\n');
            }
        }
        to.Append(head is null ? "" : ":::\n");
    }

    /// <summary>The tag that a cell begins with; null when it begins with words.</summary>
    public static string? CellTag(TableCell cell) => First(cell)?.Tag;

    /// <summary>Takes a cell's <c>&lt;td colspan="2" rowspan="3"&gt;</c> off it.</summary>
    public static (int? Columns, int? Rows) Spans(TableCell cell)
    {
        if (First(cell) is not { } tag || !tag.Tag.StartsWith("<td", StringComparison.Ordinal))
        {
            return (cell.ColumnSpan > 1 ? cell.ColumnSpan : null, cell.RowSpan > 1 ? cell.RowSpan : null);
        }
        tag.Remove();
        return (Span(ColumnSpan().Match(tag.Tag)), Span(RowSpan().Match(tag.Tag)));
    }

    private static HtmlInline? First(TableCell cell) => cell.Descendants<LeafBlock>().FirstOrDefault()?.Inline?.FirstChild as HtmlInline;

    private static int? Span(Match match) =>
        match.Success && int.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var span) && span is > 1 and <= 100 ? span : null;

    private static string? Head(Table table)
    {
        var caption = string.IsNullOrWhiteSpace(table.Caption) ? null : table.Caption.ReplaceLineEndings(" ").Trim();
        if (table is { HeaderRows: 1, HeaderColumn: false } && caption is null)
        {
            return null;
        }
        var head = new StringBuilder();
        head.Append(table.HeaderRows == 1 ? "" : $" header-rows={table.HeaderRows}").Append(table.HeaderColumn ? " header-column" : "");
        return head.Append(caption is null ? "" : " | " + caption.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("&", "&amp;", StringComparison.Ordinal)).ToString();
    }

    private static string Cell(Cell cell, Func<Inline, string> text)
    {
        var spans = (cell.ColumnSpan > 1 ? $" colspan=\"{cell.ColumnSpan}\"" : "") + (cell.RowSpan > 1 ? $" rowspan=\"{cell.RowSpan}\"" : "");
        return (spans.Length > 0 ? $"<td{spans}>" : "") + text(new Inline(cell.Text, cell.Marks));
    }

    [GeneratedRegex("colspan=\"(\\d+)\"")]
    private static partial Regex ColumnSpan();

    [GeneratedRegex("rowspan=\"(\\d+)\"")]
    private static partial Regex RowSpan();
}
