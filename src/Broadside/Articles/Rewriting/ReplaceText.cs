using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Broadside.Articles.Body;
using Broadside.Kit;

namespace Broadside.Articles.Rewriting;

/// <summary>Words become other words. Marks stay on what they stood on; addresses of links, code and what others said in embeds are not touched.</summary>
public sealed record ReplaceText(string Find, string With) : RewriteSpec
{
    private const int Around = 60;
    private const int Longest = 500;

    private Regex? pattern;

    public bool WholeWords { get; init; }

    public bool MatchCase { get; init; }

    public bool InTitle { get; init; } = true;

    public bool InStandfirst { get; init; } = true;

    public bool InText { get; init; } = true;

    [JsonIgnore]
    public override string Kind => "text";

    [JsonIgnore]
    public override string Title => $"“{Find}” → “{With}”";

    [JsonIgnore]
    public override string Why => $"“{Find}” became “{With}” in all articles.";

    [JsonIgnore]
    public override bool ChangesText => true;

    [JsonIgnore]
    private Regex Pattern => pattern ??= Make();

    public override Refusal? Fault() => this switch
    {
        { Find.Length: 0 } => new Refusal("replace_nothing", "Write what is to be found.", "Find"),
        { Find.Length: > Longest } or { With.Length: > Longest } => new Refusal("replace_long", $"That is longer than {Longest} letters.", "Find"),
        _ when Find == With => new Refusal("replace_same", "Both are the same: nothing would change.", "With"),
        { InTitle: false, InStandfirst: false, InText: false } => new Refusal("replace_nowhere", "Choose where to look.", "InTitle"),
        // Half a surrogate pair or a control sign would end up in signed texts.
        _ when (Find + With).EnumerateRunes().Any(r => r == Rune.ReplacementChar || (Rune.IsControl(r) && r.Value != '\n')) => new Refusal("replace_signs", "There are signs in it that no text holds.", "Find"),
        _ => null,
    };

    public override Changed? Apply(ArticleContent content)
    {
        var run = new Run(this);
        var changed = content with
        {
            Title = InTitle ? run.On(content.Title)! : content.Title,
            Standfirst = InStandfirst ? run.On(content.Standfirst) : content.Standfirst,
            Lead = InText && content.Lead is { } lead ? (Figure)run.On(lead) : content.Lead,
            Blocks = InText ? [.. content.Blocks.Select(run.On)] : content.Blocks,
        };
        return run.Hits == 0 ? null : new Changed(changed, run.Hits, run.Sample);
    }

    private Regex Make()
    {
        var escaped = Regex.Escape(Find.Normalize(NormalizationForm.FormC));
        var options = RegexOptions.CultureInvariant | (MatchCase ? RegexOptions.None : RegexOptions.IgnoreCase);
        return new Regex(WholeWords ? $@"(?<![\p{{L}}\p{{M}}\p{{N}}_]){escaped}(?![\p{{L}}\p{{M}}\p{{N}}_])" : escaped, options);
    }

    private sealed class Run(ReplaceText spec)
    {
        public int Hits { get; private set; }

        public RewriteSample? Sample { get; private set; }

        public string? On(string? text) => text is null ? null : On(new Inline(text)).Text;

        public Block On(Block block) => block switch
        {
            TextBlock text => On(text),
            ListBlock list => list with { Items = [.. list.Items.Select(i => On(new Inline(i.Text, i.Marks)) is var n ? i with { Text = n.Text, Marks = n.Marks } : i)] },
            Table table => table with
            {
                Rows = [.. table.Rows.Select(r => (IReadOnlyList<Cell>)[.. r.Select(c => On(new Inline(c.Text, c.Marks)) is var n ? c with { Text = n.Text, Marks = n.Marks } : c)])],
                Caption = On(table.Caption),
            },
            Figure figure => On(new Inline(figure.Caption ?? "", figure.CaptionMarks)) is var caption && figure.Caption is not null
                ? figure with { Caption = caption.Text, CaptionMarks = caption.Marks, Alt = On(figure.Alt) }
                : figure with { Alt = On(figure.Alt) },
            Gallery gallery => gallery with { Figures = [.. gallery.Figures.Select(f => (Figure)On((Block)f))], Caption = On(gallery.Caption) },
            Footnotes notes => notes with { Notes = [.. notes.Notes.Select(f => On(new Inline(f.Text, f.Marks)) is var n ? f with { Text = n.Text, Marks = n.Marks } : f)] },
            _ => block,
        };

        private TextBlock On(TextBlock block) => On(block.ToInline()) is var inline ? block with { Text = inline.Text, Marks = inline.Marks } : block;

        private Inline On(Inline inline)
        {
            var matches = spec.Pattern.Matches(inline.Text);
            if (matches.Count == 0)
            {
                return inline;
            }
            Hits += matches.Count;
            Sample ??= SampleOf(inline.Text, matches[0]);
            var text = spec.Pattern.Replace(inline.Text, _ => spec.With);
            return new Inline(text, inline.Marks is null ? null : Moved(inline.Marks, matches));
        }

        private List<Mark> Moved(IReadOnlyList<Mark> marks, MatchCollection matches) =>
            [.. marks.Select(m => m with { From = Place(m.From, matches, isEnd: false), To = Place(m.To, matches, isEnd: true) })
                .Where(m => m.To > m.From || (m.Kind == MarkKind.Note && m.To == m.From))
                .OrderBy(m => m.From).ThenByDescending(m => m.To)];

        // A mark that begins or ends within what is replaced takes the whole of what comes in its place.
        private int Place(int at, MatchCollection matches, bool isEnd)
        {
            var shift = 0;
            foreach (Match match in matches)
            {
                if (match.Index + match.Length <= at)
                {
                    shift += spec.With.Length - match.Length;
                }
                else if (match.Index < at)
                {
                    return match.Index + shift + (isEnd ? spec.With.Length : 0);
                }
                else
                {
                    break;
                }
            }
            return at + shift;
        }

        private RewriteSample SampleOf(string text, Match match)
        {
            var (from, end) = (Edge(text, match.Index - Around), match.Index + match.Length);
            return new RewriteSample(text[from..match.Index], match.Value, spec.With, text[end..Edge(text, end + Around)]);
        }

        // Not in the middle of a letter that takes two.
        private static int Edge(string text, int at) => Math.Clamp(at, 0, text.Length) is var edge && edge > 0 && edge < text.Length && char.IsLowSurrogate(text[edge]) ? edge - 1 : edge;
    }
}
