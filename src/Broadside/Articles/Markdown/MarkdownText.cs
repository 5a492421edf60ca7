using System.Text;
using Broadside.Articles.Body;

namespace Broadside.Articles.Markdown;

/// <summary>
/// Writes one marked text as Markdown that <see cref="MarkdownReader"/> reads back as it was. Markdown's own signs where they
/// are sure to be understood (around whole words), the few tags that the reader knows elsewhere.
/// </summary>
internal sealed class MarkdownText
{
    private const string Before = "(“‘«\"¿¡—–/";
    private const string After = ".,;:!?)”’»\"—–/…";

    private readonly string text;
    private readonly MarkdownPlace place;
    private readonly Predicate<string> isPlainNote;
    private readonly List<Mark> marks;
    private readonly StringBuilder to = new();
    private readonly List<Segment> open = [];

    private MarkdownText(Inline inline, MarkdownPlace place, Predicate<string> isPlainNote)
    {
        (text, this.place, this.isPlainNote) = (inline.Text, place, isPlainNote);
        marks = [.. (inline.Marks ?? []).Where(m => m.From >= 0 && m.To <= text.Length && (m.From < m.To || m.Kind == MarkKind.Note)).Select(Whole)];
    }

    /// <param name="inline">The text and its marks.</param>
    /// <param name="place">Where it will stand.</param>
    /// <param name="isPlainNote">Asked before a note is written as <c>[^id]</c>; otherwise, and where that would not be understood, it is a tag.</param>
    public static string Write(Inline inline, MarkdownPlace place, Predicate<string>? isPlainNote = null)
    {
        var writer = new MarkdownText(inline, place, isPlainNote ?? (_ => false));
        writer.Run();
        return writer.to.ToString();
    }

    // A mark that begins or ends within a character would leave halves of it, which no file can hold.
    private Mark Whole(Mark mark)
    {
        var to = IsWithin(mark.To) ? mark.To + 1 : mark.To;
        return mark with { From = mark.Kind == MarkKind.Note ? to : IsWithin(mark.From) ? mark.From - 1 : mark.From, To = to };
    }

    private bool IsWithin(int place) => place > 0 && place < text.Length && char.IsHighSurrogate(text[place - 1]) && char.IsLowSurrogate(text[place]);

    private void Run()
    {
        var at = 0;
        foreach (var edge in marks.SelectMany(m => new[] { m.From, m.To }).Distinct().Order())
        {
            Words(at, edge);
            at = edge;
            Close(edge);
            foreach (var note in marks.Where(m => m.Kind == MarkKind.Note && m.To == edge))
            {
                Note(note.Value ?? "", edge);
            }
            Open(edge);
        }
        Words(at, text.Length);
    }

    private void Close(int edge)
    {
        var first = open.FindIndex(s => s.Mark.To <= edge || s.End <= edge);
        if (first < 0)
        {
            return;
        }
        for (var i = open.Count - 1; i >= first; i--)
        {
            to.Append(open[i].Closing);
        }
        open.RemoveRange(first, open.Count - first);
    }

    // Marks that cross one another are written in parts; the reader joins them.
    private void Open(int edge)
    {
        var running = open.Select(s => s.Mark).ToHashSet(ReferenceEqualityComparer.Instance);
        var starting = marks.Where(m => m.Kind != MarkKind.Note && m.From <= edge && m.To > edge && !running.Contains(m));
        var end = open.Count == 0 ? text.Length : open.Min(s => s.End);
        foreach (var mark in starting.OrderByDescending(m => Math.Min(m.To, end)).ThenBy(m => m.Kind == MarkKind.Code).ThenBy(m => m.Kind).ToList())
        {
            var segment = Begin(mark, edge, Math.Min(mark.To, end));
            open.Add(segment);
            to.Append(segment.Opening);
        }
    }

    private Segment Begin(Mark mark, int from, int end)
    {
        var isWhole = IsWord(from, end);
        return mark.Kind switch
        {
            MarkKind.Strong when isWhole => new(mark, end, "**", "**"),
            MarkKind.Em when isWhole => new(mark, end, "_", "_"),
            MarkKind.Strike when isWhole => new(mark, end, "~~", "~~"),
            MarkKind.Code when IsPlainCode(mark, from, end) => new(mark, end, "`", "`") { IsVerbatim = true },
            MarkKind.Link => new(mark, end, "[", $"]({Address(mark.Value ?? "")})"),
            MarkKind.Lang => new(mark, end, $"<span lang=\"{mark.Value}\">", "</span>"),
            _ => Tagged(mark, end),
        };
    }

    private static Segment Tagged(Mark mark, int end)
    {
        var tag = mark.Kind switch
        {
            MarkKind.Strong => "strong",
            MarkKind.Em => "em",
            MarkKind.Strike => "s",
            MarkKind.Code => "code",
            MarkKind.Sub => "sub",
            _ => "sup",
        };
        return new Segment(mark, end, $"<{tag}>", $"</{tag}>");
    }

    private bool IsWord(int from, int end) =>
        char.IsLetterOrDigit(text[from])
        && char.IsLetterOrDigit(text[end - 1])
        && (from == 0 || text[from - 1] is ' ' or '\n' || Before.Contains(text[from - 1], StringComparison.Ordinal))
        && (end == text.Length || text[end] is ' ' or '\n' || After.Contains(text[end], StringComparison.Ordinal))
        && !marks.Exists(m => m.Kind == MarkKind.Note && (m.To == from || m.To == end));

    private bool IsPlainCode(Mark mark, int from, int end) =>
        !text.AsSpan(from, end - from).ContainsAny("`\n|\\")
        && !text.AsSpan(from, end - from).Contains("]:", StringComparison.Ordinal)
        && text[from] != ' '
        && text[end - 1] != ' '
        && (from == 0 || text[from - 1] != '`')
        && (end == text.Length || text[end] != '`')
        && marks.TrueForAll(m => ReferenceEquals(m, mark) || m.To <= from || m.From >= end || (m.From <= from && m.To >= end));

    private void Note(string id, int edge)
    {
        var inside = open.Exists(s => s.Mark.Kind is MarkKind.Link or MarkKind.Code);
        var beside = (to.Length > 0 && to[^1] is ']' or '!') || marks.Exists(m => m.Kind == MarkKind.Link && m.From <= edge && m.To > edge);
        to.Append(!inside && !beside && isPlainNote(id) ? $"[^{id}]" : $"<note id=\"{id}\">");
    }

    private void Words(int from, int end)
    {
        if (open.Exists(s => s.IsVerbatim))
        {
            to.Append(text, from, end - from);
            return;
        }
        for (var i = from; i < end; i++)
        {
            Letter(i);
        }
    }

    private void Letter(int i)
    {
        var letter = text[i];
        if (letter == '\n')
        {
            var between = i > 0 && i < text.Length - 1 && text[i - 1] != '\n' && text[i + 1] != '\n';
            to.Append(place == MarkdownPlace.Lines && between && open.Count == 0 ? "\\\n" : "<br>");
            return;
        }
        if (letter == ' ' && (i == 0 || i == text.Length - 1 || text[i - 1] == '\n' || text[i + 1] == '\n'))
        {
            to.Append("&#32;");
            return;
        }
        if (IsSign(letter, i))
        {
            to.Append('\\');
        }
        to.Append(letter);
    }

    private bool IsSign(char letter, int i)
    {
        var next = i + 1 < text.Length ? text[i + 1] : '\0';
        var previous = i > 0 ? text[i - 1] : '\0';
        return letter switch
        {
            '\\' or '`' or '*' or '[' or ']' or '<' or '~' or '|' => true,
            '_' => !(char.IsLetterOrDigit(previous) && char.IsLetterOrDigit(next)) || marks.Exists(m => m.From == i || m.To == i || m.From == i + 1 || m.To == i + 1),
            '&' => char.IsAsciiLetter(next) || next == '#',
            ':' => previous == ':' || next == ':' || IsLineStart(i) || marks.Exists(m => m.Kind == MarkKind.Note && m.To == i),
            '!' => next == '[' || marks.Exists(m => m.From == i + 1 && m.Kind is MarkKind.Link or MarkKind.Note),
            '(' => marks.Exists(m => m.To == i && m.Kind is MarkKind.Note),
            '#' => IsLineStart(i) || i == text.Length - 1,
            '>' or '=' => IsLineStart(i),
            '-' or '+' => next is ' ' or '\n' or '\0' or '-' && IsLineStart(i),
            '.' or ')' => next is ' ' or '\n' or '\0' && IsNumbered(i),
            _ => false,
        };
    }

    private bool IsLineStart(int i) => i == 0 || text[i - 1] == '\n';

    // "1." or "12)" at the start of a line begins a list.
    private bool IsNumbered(int i)
    {
        var start = i;
        while (start > 0 && char.IsAsciiDigit(text[start - 1]))
        {
            start--;
        }
        return start < i && IsLineStart(start);
    }

    private static string Address(string address)
    {
        var plain = new StringBuilder(address.Length);
        for (var i = 0; i < address.Length; i++)
        {
            var entity = address[i] == '&' && address.IndexOf(';', i) > i;
            _ = entity ? plain.Append("&amp;") : address[i] is '\\' or '<' or '>' ? plain.Append('\\').Append(address[i]) : plain.Append(address[i]);
        }
        var made = plain.ToString();
        return made.AsSpan().ContainsAny("() ") ? $"<{made}>" : made;
    }

    private sealed record Segment(Mark Mark, int End, string Opening, string Closing)
    {
        public bool IsVerbatim { get; init; }
    }
}
