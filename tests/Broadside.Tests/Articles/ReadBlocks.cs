using Broadside.Articles.Body;

namespace Broadside.Tests.Articles;

/// <summary>Blocks written down short, so that a test shows input and output side by side.</summary>
internal static class ReadBlocks
{
    public static HtmlReaderOptions Counted(HtmlReaderOptions? options = null)
    {
        var next = 0;
        return (options ?? new HtmlReaderOptions()) with { NewId = () => $"b{++next}" };
    }

    public static string Short(string html, HtmlReaderOptions? options = null) => Short(HtmlReader.Read(html, Counted(options)).Blocks);

    public static string Short(IEnumerable<Block> blocks) => string.Join("\n", blocks.Select(Line));

    public static string Marked(string text, IReadOnlyList<Mark>? marks)
    {
        var shown = new System.Text.StringBuilder();
        for (var i = 0; i <= text.Length; i++)
        {
            foreach (var mark in (marks ?? []).Where(m => m.To == i && m.Kind != MarkKind.Note).Reverse())
            {
                shown.Append(mark.Value is null ? "}" : $"}}({mark.Value})");
            }
            foreach (var mark in (marks ?? []).Where(m => m.From == i))
            {
                shown.Append(mark.Kind == MarkKind.Note ? $"[{mark.Value}]" : mark.Kind.ToString().ToLowerInvariant() + "{");
            }
            if (i < text.Length)
            {
                shown.Append(text[i] == '\n' ? '⏎' : text[i]);
            }
        }
        return shown.ToString();
    }

    private static string Line(Block block) => block switch
    {
        Heading h => $"h{h.Level}: {Marked(h.Text, h.Marks)}",
        Quote q => $"quote: {Marked(q.Text, q.Marks)}{Tail("—", q.Cite)}",
        Pullquote q => $"pull: {Marked(q.Text, q.Marks)}{Tail("—", q.Cite)}",
        TextBlock t => $"p{(t.Dir is null ? "" : " " + t.Dir)}: {Marked(t.Text, t.Marks)}",
        ListBlock l => $"{(l.Ordered ? "ol" : "ul")}{l.Start}: {string.Join(" / ", l.Items.Select(i => new string('>', i.Level) + (i.Ordered is { } o ? o ? "#" : "*" : "") + Marked(i.Text, i.Marks)))}",
        Figure f => $"figure: {f.Media ?? f.Source}{Tail("alt", f.Alt)}{Tail("caption", Marked(f.Caption ?? "", f.CaptionMarks))}{Tail("credit", f.Credit)}{Tail("by", f.CreditUrl)}{Tail("link", f.Link)}{(f.Size == FigureSize.Text ? "" : " " + f.Size)}",
        Gallery g => $"gallery{Tail("caption", g.Caption)}: {string.Join(" / ", g.Figures.Select(Line))}",
        Table t => $"table {t.HeaderRows}{(t.HeaderColumn ? "+" : "")}{Tail("caption", t.Caption)}: {string.Join(" / ", t.Rows.Select(r => string.Join(" | ", r.Select(c => Marked(c.Text, c.Marks) + (c.ColumnSpan is { } s ? $"←{s}" : "") + (c.RowSpan is { } d ? $"↓{d}" : "")))))}",
        Code c => $"code{Tail("in", c.Language)}: {c.Text.Replace('\n', '⏎')}",
        Separator => "---",
        Embed e => $"embed {e.Provider}: {e.Url}{Tail("title", e.Title)}{Tail("text", e.Text)}{Tail("author", e.Author)}{Tail("caption", e.Caption)}",
        Audio a => $"audio: {a.Media ?? a.Source}{Tail("title", a.Title)}{Tail("caption", a.Caption)}",
        Video v => $"video: {v.Media ?? v.Source}{Tail("title", v.Title)}{Tail("caption", v.Caption)}",
        FileBlock f => $"file: {f.Media ?? f.Source}{Tail("name", f.Name)}",
        Footnotes n => $"notes: {string.Join(" / ", n.Notes.Select(x => $"{x.Id}={Marked(x.Text, x.Marks)}"))}",
        _ => block.ToString(),
    };

    private static string Tail(string name, string? value) => string.IsNullOrEmpty(value) ? "" : $" ({name} {value})";
}
