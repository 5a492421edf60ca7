using System.Text;
using Broadside.Articles.Body;

namespace Broadside.Articles.Markdown;

/// <summary>
/// Writes a body as Markdown in the dialect of <see cref="MarkdownReader"/>, which reads the same blocks back (their ids
/// apart). What Markdown has no word for stands in directives.
/// </summary>
/// <param name="fileOf">Path from the file that is written to a file of the media library, by its hash.</param>
public sealed class MarkdownWriter(Func<string, string> fileOf)
{
    private readonly StringBuilder to = new();
    private readonly HashSet<string> plainNotes = new(StringComparer.Ordinal);
    private readonly List<string> mentioned = [];
    private bool isSecondList;

    public string Write(IReadOnlyList<Block> blocks)
    {
        var notes = PlainNotes(blocks);
        plainNotes.UnionWith(notes);
        WriteAll(blocks);
        // The reader hands notes over in the order in which the text mentions them, and knows none that it does not mention.
        if (!mentioned.Distinct().SequenceEqual(notes))
        {
            plainNotes.Clear();
            WriteAll(blocks);
        }
        return to.ToString();
    }

    /// <summary>The fields of a picture, as they stand in a directive and in the front matter.</summary>
    internal void Figure(StringBuilder fields, Figure figure, string start = "") => MarkdownFigure.Write(fields, figure, fileOf, start);

    private void WriteAll(IReadOnlyList<Block> blocks)
    {
        to.Clear();
        mentioned.Clear();
        for (var i = 0; i < blocks.Count; i++)
        {
            to.Append(to.Length > 0 ? "\n" : "");
            isSecondList = i > 0 && blocks[i] is ListBlock && blocks[i - 1] is ListBlock && blocks[i].Dir == blocks[i - 1].Dir && !isSecondList;
            var dir = blocks[i] is Separator ? null : blocks[i].Dir;
            var fence = dir is null ? "" : new string(':', Math.Max(4, 1 + LongestRun(blocks[i] is Code code ? code.Text : "", ':')));
            to.Append(dir is null ? "" : $"{fence} {dir}\n");
            i = One(blocks, i);
            to.Append(dir is null ? "" : fence + "\n");
        }
    }

    private int One(IReadOnlyList<Block> blocks, int i)
    {
        switch (blocks[i])
        {
            case Paragraph text:
                to.Append(Text(text.ToInline())).Append('\n');
                break;
            case Heading heading:
                to.Append('#', Math.Clamp(heading.Level, 2, 4)).Append(' ').Append(Text(heading.ToInline(), MarkdownPlace.OneLine)).Append('\n');
                break;
            case Quote quote:
                return Quotes(blocks, i, quote.Dir);
            case Pullquote quote:
                Directive("pullquote", Cited(quote.ToInline(), quote.Cite, Text(quote.ToInline())));
                break;
            case ListBlock list:
                to.Append(MarkdownList.Write(list, isSecondList, t => Text(t)));
                break;
            case Table table:
                MarkdownTable.Write(to, table, t => Text(t, MarkdownPlace.OneLine));
                break;
            case Code code:
                Fenced(code);
                break;
            case Separator:
                to.Append("***\n");
                break;
            case Footnotes notes:
                Notes(notes);
                break;
            default:
                Thing(blocks[i]);
                break;
        }
        return i;
    }

    private string Text(Inline text, MarkdownPlace place = MarkdownPlace.Lines) => MarkdownText.Write(text, place, Mention);

    private bool Mention(string note)
    {
        var isPlain = plainNotes.Contains(note);
        mentioned.AddRange(isPlain ? [note] : []);
        return isPlain;
    }

    // Neighbours up to and with the one that names who is quoted are one quotation.
    private int Quotes(IReadOnlyList<Block> blocks, int i, string? dir)
    {
        var lines = new StringBuilder();
        var count = 0;
        while (true)
        {
            var quote = (Quote)blocks[i];
            lines.Append(lines.Length > 0 ? "\n" : "").Append(Text(quote.ToInline())).Append('\n');
            var isLast = quote.Cite is not null || i + 1 >= blocks.Count || blocks[i + 1] is not Quote next || next.Dir != dir;
            if (isLast)
            {
                lines.Append(Cite(quote.ToInline(), quote.Cite, count > 0));
                break;
            }
            (i, count) = (i + 1, count + 1);
        }
        foreach (var line in lines.ToString().TrimEnd('\n').Split('\n'))
        {
            to.Append(line.Length == 0 ? ">" : "> ").Append(line).Append('\n');
        }
        return i;
    }

    private static string Cited(Inline words, string? cite, string text) => text + "\n" + Cite(words, cite, false);

    // A last line that begins with a dash names who said it; where nobody is named and it begins so all the same, a bare dash says that.
    private static string Cite(Inline words, string? cite, bool isOneOfSeveral)
    {
        if (!string.IsNullOrWhiteSpace(cite))
        {
            return $"\n— {MarkdownText.Write(new Inline(cite.ReplaceLineEndings(" ")), MarkdownPlace.OneLine)}\n";
        }
        var line = words.Text.LastIndexOf('\n') + 1;
        var last = words.Text[line..];
        var looksCited = last.StartsWith('—') || last.StartsWith('–') || last.StartsWith("--", StringComparison.Ordinal);
        return looksCited && (line > 0 || isOneOfSeveral) ? "\n—\n" : "";
    }

    private void Fenced(Code code)
    {
        var fence = new string('`', Math.Max(3, 1 + LongestRun(code.Text, '`')));
        to.Append(fence).Append(code.Language).Append('\n').Append(code.Text).Append('\n').Append(fence).Append('\n');
    }

    // Of that sign at the starts of lines, where it would end the block around it.
    private static int LongestRun(string text, char sign) =>
        text.Split('\n').Select(l => l.TrimStart()).Max(l => l.Length - l.TrimStart(sign).Length);

    private void Notes(Footnotes notes)
    {
        if (notes.Notes.Count > 0 && notes.Notes.All(n => plainNotes.Contains(n.Id)))
        {
            foreach (var note in notes.Notes)
            {
                to.Append("[^").Append(note.Id).Append("]: ").Append(Text(new Inline(note.Text, note.Marks), MarkdownPlace.OneLine)).Append('\n');
            }
            return;
        }
        var lines = new StringBuilder();
        foreach (var note in notes.Notes)
        {
            lines.Field(note.Id, Text(new Inline(note.Text, note.Marks), MarkdownPlace.OneLine));
        }
        Directive("footnotes", lines.ToString());
    }

    private void Thing(Block block)
    {
        var fields = new StringBuilder();
        switch (block)
        {
            case Figure figure:
                Figure(fields, figure);
                Directive("figure", fields.ToString());
                break;
            case Gallery gallery:
                fields.Field("caption", gallery.Caption?.ReplaceLineEndings(" "));
                foreach (var figure in gallery.Figures)
                {
                    MarkdownFigure.WriteOneOfMany(fields, figure, fileOf);
                }
                Directive("gallery", fields.ToString());
                break;
            case Embed embed:
                fields.Field("url", embed.Url).Field("title", embed.Title).Field("author", embed.Author).Field("text", embed.Text).Field("poster", embed.Poster).Field("caption", embed.Caption);
                Directive("embed " + embed.Provider, fields.ToString());
                break;
            case Audio audio:
                File(fields, audio.Media, audio.Source, audio.MediaType).Field("title", audio.Title).Field("caption", audio.Caption).Field("credit", audio.Credit).Field("seconds", audio.Seconds).Field("bytes", audio.Bytes);
                Directive("audio", fields.ToString());
                break;
            case Video video:
                File(fields, video.Media, video.Source, video.MediaType).Field("title", video.Title).Field("caption", video.Caption).Field("credit", video.Credit).Field("poster", video.Poster);
                Directive("video", fields.ToString());
                break;
            case FileBlock file:
                File(fields, file.Media, file.Source, file.MediaType).Field("name", file.Name).Field("caption", file.Caption).Field("bytes", file.Bytes);
                Directive("file", fields.ToString());
                break;
        }
    }

    private StringBuilder File(StringBuilder fields, string? media, string? source, string? type) => fields
        .Field("file", media is null ? source : fileOf(media))
        .Field("media", media)
        .Field("type", type);

    private void Directive(string name, string lines) =>
        to.Append("::: ").Append(name).Append('\n').Append(lines.TrimEnd('\n')).Append(lines.Length > 0 ? "\n" : "").Append(":::\n");

    // Ids of the notes that may stand as [^id]: …
    private static IReadOnlyList<string> PlainNotes(IReadOnlyList<Block> blocks) =>
        blocks is [.., Footnotes { Dir: null } notes]
        && blocks.Count(b => b is Footnotes) == 1
        && notes.Notes.All(n => Kit.Slug.From(n.Id) == n.Id && !string.IsNullOrWhiteSpace(n.Text) && n.Marks?.Any(m => m.Kind == MarkKind.Note) != true)
            ? [.. notes.Notes.Select(n => n.Id)]
            : [];
}
