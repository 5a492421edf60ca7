using System.Globalization;
using AngleSharp.Html.Parser;
using Broadside.Articles.Body;
using Markdig.Extensions.CustomContainers;
using Markdig.Extensions.Footnotes;
using Markdig.Syntax;
using Footnote = Markdig.Extensions.Footnotes.Footnote;
using MdTable = Markdig.Extensions.Tables.Table;

namespace Broadside.Articles.Markdown;

/// <summary>Turns Markdig's block tree into the body's blocks.</summary>
internal sealed class MarkdownBlocks(string source, Func<string> newBlockId, List<string> warnings)
{
    private const int DeepestItem = 3;

    private readonly List<Body.Block> blocks = [];

    private readonly List<Body.Footnote> notes = [];

    private readonly MarkdownInlines inlines = new(warnings);

    public List<Body.Block> Read(ContainerBlock document)
    {
        Children(document, dir: null);
        if (notes.Count > 0)
        {
            blocks.Add(new Footnotes { Id = newBlockId(), Notes = [.. notes] });
        }
        return blocks;
    }

    private void Children(ContainerBlock container, string? dir)
    {
        foreach (var block in container)
        {
            One(block, dir);
        }
    }

    private void One(Markdig.Syntax.Block block, string? dir)
    {
        switch (block)
        {
            case HeadingBlock heading:
                Text(inlines.Read(heading.Inline), t => new Heading { Id = newBlockId(), Level = heading.Level, Text = t.Text, Marks = t.Marks, Dir = dir });
                break;
            case ParagraphBlock paragraph:
                Text(inlines.Read(paragraph.Inline), t => new Paragraph { Id = newBlockId(), Text = t.Text, Marks = t.Marks, Dir = dir });
                break;
            case QuoteBlock quote:
                Quote(quote, dir);
                break;
            case Markdig.Syntax.ListBlock list:
                List(list, dir);
                break;
            case MdTable table:
                Table(table, MarkdownTableHead.None, dir);
                break;
            case Markdig.Syntax.CodeBlock code:
                blocks.Add(new Code { Id = newBlockId(), Text = code.Lines.ToString(), Language = (code as FencedCodeBlock)?.Info is { Length: > 0 } language ? language : null, Dir = dir });
                break;
            case ThematicBreakBlock:
                blocks.Add(new Separator { Id = newBlockId() });
                break;
            case HtmlBlock html:
                Html(html.Lines.ToString(), dir);
                break;
            case CustomContainer directive:
                Directive(directive, dir);
                break;
            case FootnoteGroup group:
                notes.AddRange(group.OfType<Footnote>().Select(Note));
                break;
            case ContainerBlock container when block is not LinkReferenceDefinitionGroup:
                Children(container, dir);
                break;
        }
    }

    private void Text(Inline text, Func<Inline, Body.Block> make)
    {
        if (!text.IsEmpty)
        {
            blocks.Add(make(text));
        }
        AddPictures(dir: null);
    }

    private void AddPictures(string? dir) =>
        blocks.AddRange(inlines.TakePictures().Select(p => p with { Id = newBlockId(), Dir = dir }));

    private void Directive(CustomContainer directive, string? dir)
    {
        var name = (directive.Info ?? "").Trim().ToLowerInvariant();
        var argument = (directive.Arguments ?? "").Trim();
        switch (name)
        {
            case "rtl" or "ltr":
                Children(directive, name);
                break;
            case "pullquote":
                var (words, cite) = Cited(Texts(directive));
                Text(words, t => new Pullquote { Id = newBlockId(), Text = t.Text, Marks = t.Marks, Cite = cite ?? (argument.Length > 0 ? argument : null), Dir = dir });
                break;
            case "table":
                var head = MarkdownTableHead.Read(argument);
                foreach (var child in directive)
                {
                    if (child is MdTable table)
                    {
                        Table(table, head, dir);
                    }
                    else
                    {
                        One(child, dir);
                    }
                }
                break;
            default:
                if (MarkdownDirectives.Read(name, argument, Raw(directive), newBlockId, warnings) is { } made)
                {
                    blocks.Add(made with { Dir = dir });
                }
                else
                {
                    warnings.Add($"no such directive: {name}; its text was kept");
                    Children(directive, dir);
                }
                break;
        }
    }

    /// <summary>The lines between a directive's fences, as they stand in the file.</summary>
    private string[] Raw(CustomContainer directive)
    {
        var span = directive.Span;
        var end = Math.Min(span.End + 1, source.Length);
        var lines = span.Start < end ? source[span.Start..end].Split('\n') : [];
        var last = lines.Length > 1 && lines[^1].TrimStart().StartsWith(":::", StringComparison.Ordinal) ? lines.Length - 1 : lines.Length;
        return lines.Length > 1 ? lines[1..last] : [];
    }

    private void Quote(QuoteBlock quote, string? dir)
    {
        var texts = Texts(quote);
        var cite = texts.Count > 0 ? TakeCite(texts) : null;
        for (var i = 0; i < texts.Count; i++)
        {
            blocks.Add(new Quote { Id = newBlockId(), Text = texts[i].Text, Marks = texts[i].Marks, Cite = i == texts.Count - 1 ? cite : null, Dir = dir });
        }
        AddPictures(dir);
    }

    private static (Inline Words, string? Cite) Cited(List<Inline> texts)
    {
        var cite = TakeCite(texts);
        var words = texts.Count == 1 ? texts[0] : new Inline(string.Join('\n', texts.Select(t => t.Text)));
        return (words, cite);
    }

    /// <summary>A last paragraph, or last line, that begins with a dash names who said it; a last paragraph that is a dash alone says that nobody is named.</summary>
    private static string? TakeCite(List<Inline> texts)
    {
        if (texts is not [.., var last])
        {
            return null;
        }
        var line = last.Text.LastIndexOf('\n');
        var tail = last.Text[(line + 1)..];
        var who = tail.TrimStart('—', '–', '-', ' ');
        if (tail == "—" && line < 0 && texts.Count > 1)
        {
            texts.RemoveAt(texts.Count - 1);
            return null;
        }
        if (who.Length == 0 || !(tail.StartsWith('—') || tail.StartsWith('–') || tail.StartsWith("--", StringComparison.Ordinal)))
        {
            return null;
        }
        if (line < 0 && texts.Count == 1)
        {
            return null;
        }
        texts.RemoveAt(texts.Count - 1);
        if (line >= 0)
        {
            var marks = last.Marks?.Where(m => m.From < line).Select(m => m with { To = Math.Min(m.To, line) }).ToList();
            texts.Add(new Inline(last.Text[..line], marks is { Count: > 0 } ? marks : null));
        }
        return who.Trim();
    }

    private List<Inline> Texts(ContainerBlock container) =>
        [.. container.Descendants<LeafBlock>().Select(LeafText).Where(t => !t.IsEmpty)];

    private Inline LeafText(LeafBlock leaf) => leaf switch
    {
        HtmlBlock html => new Inline(PlainText(html.Lines.ToString())),
        _ when leaf.Inline is not null => inlines.Read(leaf.Inline),
        _ => new Inline(leaf.Lines.ToString().Trim()),
    };

    private void List(Markdig.Syntax.ListBlock list, string? dir)
    {
        var items = new List<Body.ListItem>();
        Items(list, 0, list.IsOrdered, items);
        if (items.Count > 0)
        {
            var start = list.IsOrdered && int.TryParse(list.OrderedStart, CultureInfo.InvariantCulture, out var first) && first != 1 ? first : (int?)null;
            blocks.Add(new Body.ListBlock { Id = newBlockId(), Ordered = list.IsOrdered, Start = start, Items = items, Dir = dir });
        }
        AddPictures(dir);
    }

    private void Items(Markdig.Syntax.ListBlock list, int level, bool isOrdered, List<Body.ListItem> items)
    {
        var depth = Math.Min(level, DeepestItem);
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var text = new MarkedText();
            var at = items.Count;
            foreach (var child in item)
            {
                if (child is Markdig.Syntax.ListBlock nested)
                {
                    Items(nested, level + 1, isOrdered, items);
                    continue;
                }
                foreach (var leaf in child is LeafBlock one ? [one] : child.Descendants<LeafBlock>())
                {
                    if (text.Length > 0)
                    {
                        text.Append('\n');
                    }
                    if (leaf.Inline is not null)
                    {
                        inlines.ReadInto(text, leaf.Inline);
                    }
                    else
                    {
                        text.Append(LeafText(leaf).Text);
                    }
                }
            }
            var own = text.ToInline();
            if (!own.IsEmpty || items.Count > at)
            {
                items.Insert(at, new Body.ListItem(own.Text, own.Marks, depth, list.IsOrdered == isOrdered ? null : list.IsOrdered));
            }
        }
    }

    private void Table(MdTable table, MarkdownTableHead head, string? dir)
    {
        var rows = table.OfType<Markdig.Extensions.Tables.TableRow>().ToList();
        blocks.Add(new Body.Table
        {
            Id = newBlockId(),
            HeaderRows = head.HeaderRows ?? rows.TakeWhile(r => r.IsHeader).Count(),
            HeaderColumn = head.HeaderColumn,
            Rows = [.. rows.Select(r => (IReadOnlyList<Cell>)[.. r.OfType<Markdig.Extensions.Tables.TableCell>().TakeWhile(c => MarkdownTable.CellTag(c) != MarkdownTable.RowEnd).Select(Cell)])],
            Caption = head.Caption,
            Dir = dir,
        });
        AddPictures(dir);
    }

    private Cell Cell(Markdig.Extensions.Tables.TableCell cell)
    {
        var (columns, rows) = MarkdownTable.Spans(cell);
        var text = new MarkedText();
        foreach (var leaf in cell.Descendants<LeafBlock>())
        {
            inlines.ReadInto(text, leaf.Inline);
        }
        var inline = text.ToInline();
        return new Cell(inline.Text, inline.Marks, columns, rows);
    }

    private Body.Footnote Note(Footnote note)
    {
        var text = new MarkedText();
        foreach (var leaf in note.Descendants<LeafBlock>().Where(l => l.Inline is not null))
        {
            if (text.Length > 0)
            {
                text.Append('\n');
            }
            inlines.ReadInto(text, leaf.Inline);
        }
        var inline = text.ToInline();
        return new Body.Footnote(MarkdownInlines.NoteId(note), inline.Text, inline.Marks);
    }

    private void Html(string html, string? dir)
    {
        var text = PlainText(html);
        warnings.Add($"HTML was read as plain text: {(html.Length > 60 ? html[..60] + "…" : html).ReplaceLineEndings(" ")}");
        if (text.Length > 0)
        {
            blocks.Add(new Paragraph { Id = newBlockId(), Text = text, Dir = dir });
        }
    }

    private static string PlainText(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        foreach (var hidden in document.QuerySelectorAll("script, style, template, noscript").ToList())
        {
            hidden.Remove();
        }
        return string.Join(' ', (document.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
