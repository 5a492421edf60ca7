using Broadside.Articles.Body;
using Broadside.Kit;
using Broadside.Themes;

namespace Broadside.Articles.Paste;

/// <summary>Reads what was pasted from Word, Google Docs, office.com or a web page: our blocks, and in one line each what was left out.</summary>
public sealed class ReadPaste(BaseAddress address)
{
    // What belongs to every document and says nothing to a person: style sheets, counting pixels, links without words.
    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal) { ReadCode.Style, ReadCode.Tracker, ReadCode.EmptyLink, ReadCode.Handler };

    /// <param name="Blocks">Pictures that came along stand in them under the addresses that the page gave them.</param>
    /// <param name="Dropped">How many things were left out.</param>
    public sealed record Read(IReadOnlyList<Block> Blocks, IReadOnlyList<Note> Notes, int Dropped);

    public sealed record Note(string Code, string Message);

    public Read Run(string? html, string? text, Words words)
    {
        if (string.IsNullOrWhiteSpace(html))
        {
            return new Read([.. Paragraphs(text ?? "")], [], 0);
        }
        var clipboard = OfficeClipboard.Clean(html);
        var body = HtmlReader.Read(clipboard.Html, new HtmlReaderOptions { OwnHosts = new HashSet<string> { new Uri(address.Value).Host } });
        var left = clipboard.Left.Concat(body.Notes.Where(n => !Silent.Contains(n.Code)).Select(n => n.Code)).GroupBy(code => code, StringComparer.Ordinal).Select(g => (Code: g.Key, Count: g.Count())).ToList();
        var notes = left.Select(l => new Note(l.Code, words.Count("paste." + l.Code, l.Count))).ToList();
        // Google Docs says of every paragraph that it runs from left to right.
        return new Read([.. body.Blocks.Select(b => b.Dir == "ltr" ? b with { Dir = null } : b)], notes, left.Sum(l => l.Count));
    }

    private static IEnumerable<Paragraph> Paragraphs(string text) =>
        text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => new Paragraph { Id = Ids.NewBlockId(), Text = new string([.. line.Where(c => !char.IsControl(c))]) });
}
