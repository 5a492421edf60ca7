using System.Text.RegularExpressions;
using Broadside.Articles.Body;
using Broadside.Articles.Body.Reading;

namespace Broadside.Import.Pages;

/// <summary>A page saved as plain text: what a person copied out of a browser. Blank lines part its paragraphs.</summary>
internal static partial class TextCapture
{
    private const int LongestHeading = 90;
    private const int LongestHeadline = 200;

    /// <summary>Null when nothing is left that could be an article.</summary>
    public static PageParts? Read(string text, Func<string> newId)
    {
        var lines = Paragraphs(text);
        var why = Boilerplate.Find([.. lines.Select((l, i) => (l.Text, CanHead(l.Text)))]);
        var cuts = lines.Where((_, i) => why[i] is not null).Select((l, _) => new PageCut(PageCut.Boilerplate, l.Text, "")).ToList();
        cuts = [.. cuts.Zip(why.OfType<string>(), (c, w) => c with { Why = $"Cut as {w}." })];
        var kept = new Queue<Inline>(lines.Where((_, i) => why[i] is null));
        if (kept.Count == 0)
        {
            return null;
        }
        // A first line that cannot be a headline is the text itself.
        var title = FirstWords.Of(kept.Peek().Text);
        if (kept.Count > 1 && kept.Peek().Text is var first && (first.Length <= LongestHeading || (first.Length <= LongestHeadline && !first.EndsWith('.'))))
        {
            title = kept.Dequeue().Text.Replace('\n', ' ');
        }
        var parts = new PageParts { Title = title, Cuts = cuts, Language = LanguageGuess.Of(text) };
        parts = Opening(parts, kept, newId);
        return parts with { Blocks = Body([.. kept], newId) };
    }

    // What stands between headline and text, in any order: byline, date, photo line, standfirst.
    private static PageParts Opening(PageParts parts, Queue<Inline> kept, Func<string> newId)
    {
        for (var i = 0; i < 6 && kept.TryPeek(out var line); i++)
        {
            if (PageDate.Line(line.Text) is { } date && parts.PublishedAt is null)
            {
                parts = parts with { PublishedAt = date };
            }
            else if (BylineText.IsLine(line.Text) && parts.Bylines.Count == 0)
            {
                parts = parts with { Bylines = BylineText.Names(line.Text) };
            }
            else if (PhotoLine().IsMatch(line.Text) && parts.Lead is null)
            {
                var (caption, credit, url) = CaptionCredit.Split(line);
                parts = parts with { Lead = new Figure { Id = newId(), Caption = caption.IsEmpty ? null : caption.Text, Credit = credit, CreditUrl = url } };
            }
            else if (parts.Standfirst is null && IsStandfirst(line.Text, kept.Skip(1).FirstOrDefault()?.Text))
            {
                parts = parts with { Standfirst = line.Text.Replace('\n', ' ') };
            }
            else
            {
                break;
            }
            kept.Dequeue();
        }
        return parts;
    }

    // One sentence before a longer paragraph.
    private static bool IsStandfirst(string text, string? next) =>
        text.Length is > 30 and <= 260 && next is not null && next.Length > text.Length && Sentences().Count(text) <= 1 && text[0] is not ('“' or '"' or '«');

    private static List<Block> Body(List<Inline> lines, Func<string> newId)
    {
        var blocks = new List<Block>();
        for (var i = 0; i < lines.Count; i++)
        {
            var (text, marks) = lines[i];
            // A heading heads something: a line at the end, or a lower-case one, stays a paragraph for the next look.
            var heads = CanHead(text) && i + 1 < lines.Count && lines[i + 1].Text.Length > text.Length && !char.IsLower(text[0]);
            blocks.Add(heads ? new Heading { Id = newId(), Level = 2, Text = text } : new Paragraph { Id = newId(), Text = text, Marks = marks });
        }
        return blocks;
    }

    private static bool CanHead(string text) =>
        text.Length <= LongestHeading && !text.Contains('\n', StringComparison.Ordinal) && text.Split(' ').Length <= 12 && !NoHeading().IsMatch(text);

    private static List<Inline> Paragraphs(string text)
    {
        var paragraphs = new List<Inline>();
        var line = new InlineText();
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            if (raw.IsWhiteSpace())
            {
                End();
                continue;
            }
            line.Break();
            line.Append(raw);
        }
        End();
        return paragraphs;

        void End()
        {
            if (line.Take() is { IsEmpty: false } whole)
            {
                paragraphs.Add(whole);
            }
        }
    }

    [GeneratedRegex(@"[.,;!…][""”’»)\]]*$|^[""“«‘]|:$")]
    private static partial Regex NoHeading();

    [GeneratedRegex(@"^(?:above (?:photo|image)|(?:featured )?(?:photo|image|picture|illustration)|photo credit|foto(?:graf[ií]a)?(?: de arriba)?|imagen|cr[eé]dito)\s*(?::|by\b)", RegexOptions.IgnoreCase)]
    private static partial Regex PhotoLine();

    [GeneratedRegex(@"[.!?](?=\s+[\p{Lu}“""¿¡])")]
    private static partial Regex Sentences();
}
