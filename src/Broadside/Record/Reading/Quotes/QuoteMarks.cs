namespace Broadside.Record.Reading.Quotes;

/// <summary>
/// Finds what stands between quotation marks in one pass, and puts wrong marks right: a quote closed by an opening mark, a straight mark for a curly one,
/// a quote without an end that the next block goes on with.
/// </summary>
internal static class QuoteMarks
{
    // A block is at most eight pages: a row of marks is no talk.
    private const int MostSpans = 400;
    private const int MostLoneMarks = 60;

    public static IReadOnlyList<QuoteSpan> Find(string text, bool nextOpensQuote, Effort effort)
    {
        var spans = new List<QuoteSpan>();
        var (at, lone) = (0, 0);
        while (at < text.Length && spans.Count < MostSpans && lone < MostLoneMarks)
        {
            var before = spans.Count;
            if (IsDouble(text[at]) && Opens(text, at))
            {
                at = Close(text, at, nextOpensQuote, spans, effort);
            }
            else if (text[at] is '‘' or '\'' && Shape(text, at) == MarkShape.Opening)
            {
                at = CloseSingle(text, at, spans, effort);
            }
            else
            {
                at++;
                continue;
            }
            lone += spans.Count == before ? 1 : 0;
        }
        return spans;
    }

    public static bool BeginsWithMark(string text)
    {
        var start = text.AsSpan().TrimStart();
        return start.Length > 1 && IsDouble(start[0]) && start[0] is not ('”' or '»');
    }

    public static bool IsDouble(char mark) => mark is '"' or '“' or '”' or '„' or '«' or '»' or '‹' or '›' or '″' or '＂';

    // A closing mark with nothing open is a stray one, unless a space before it says that the typist took the wrong one.
    private static bool Opens(string text, int at) => text[at] is not ('”' or '»' or '›') || (Shape(text, at) == MarkShape.Opening && text.AsSpan(at + 1).IndexOf('”') > 0);

    private static int Close(string text, int open, bool nextOpensQuote, List<QuoteSpan> spans, Effort effort)
    {
        var depth = 0;
        for (var i = open + 1; i < text.Length; i++)
        {
            effort.Look();
            if (!IsDouble(text[i]))
            {
                continue;
            }
            var shape = Shape(text, i);
            if (text[i] is '“' or '„' or '«' or '‹' && shape == MarkShape.Opening && text[open] != '"')
            {
                // A quote in a quote, if enough closing marks follow; otherwise the first one never ended.
                if (Closings(text, i, effort) > depth + 1)
                {
                    depth++;
                    continue;
                }
                return Broken(text, open, i, spans);
            }
            if (text[i] is '"' && text[open] is '"' && shape == MarkShape.Opening && Shape(text, open) == MarkShape.Opening)
            {
                return Broken(text, open, i, spans);
            }
            if (depth > 0)
            {
                depth--;
                continue;
            }
            var proper = text[i] is '"' or '”' or '»' or '›' or '″' or '＂' || (text[open] is '„' or '»' or '›' && text[i] is '“' or '«' or '‹');
            spans.Add(new QuoteSpan(open, i + 1, open + 1, i, IsSingle: false, GoesOn: false, proper ? null : "closed by an opening mark"));
            return i + 1;
        }
        return Unclosed(text, open, nextOpensQuote, spans);
    }

    // The mark that should have closed is missing before another opens: the words up to the last full stop between them are the quote.
    private static int Broken(string text, int open, int next, List<QuoteSpan> spans)
    {
        var stop = text.AsSpan(open, next - open).LastIndexOfAny(".!?") + open;
        if (stop > open + 1)
        {
            spans.Add(new QuoteSpan(open, stop + 1, open + 1, stop + 1, IsSingle: false, GoesOn: false, "its closing mark is missing"));
        }
        return next;
    }

    private static int Unclosed(string text, int open, bool nextOpensQuote, List<QuoteSpan> spans)
    {
        var end = text.AsSpan().TrimEnd().Length;
        var inner = end - open - 1;
        // A lone mark late in a line is an inch sign or a slip; one that begins the block or follows a colon or comma is a quote.
        var before = text.AsSpan(0, open).TrimEnd();
        if (inner < 12 || !(nextOpensQuote || before.Length == 0 || before[^1] is ':' or ','))
        {
            return open + 1;
        }
        spans.Add(new QuoteSpan(open, end, open + 1, end, IsSingle: false, GoesOn: nextOpensQuote, nextOpensQuote ? "goes on in the next paragraph" : "its closing mark is missing"));
        return text.Length;
    }

    // Single marks are apostrophes too: only a pair of opening and closing shape, on one line and before another opens, makes a span.
    private static int CloseSingle(string text, int open, List<QuoteSpan> spans, Effort effort)
    {
        for (var i = open + 1; i < text.Length && !IsDouble(text[i]); i++)
        {
            effort.Look();
            if (text[i] is '’' or '\'' && Shape(text, i) == MarkShape.Closing && !(text[i - 1] is 's' or 'S' && text.AsSpan(i + 1).IndexOfAny('’', '\'') is >= 0 and < 200 && NextIsClosing(text, i)))
            {
                spans.Add(new QuoteSpan(open, i + 1, open + 1, i, IsSingle: true, GoesOn: false, null));
                return i + 1;
            }
            if (text[i] is '‘' or '\'' && Shape(text, i) == MarkShape.Opening)
            {
                return i;
            }
        }
        return open + 1;
    }

    // "the workers' pay'": the first is a possessive when a closing mark follows before any opening one.
    private static bool NextIsClosing(string text, int at)
    {
        for (var i = at + 1; i < text.Length && i < at + 200; i++)
        {
            if (text[i] is '’' or '\'' or '‘')
            {
                var shape = Shape(text, i);
                if (shape != MarkShape.Between)
                {
                    return shape == MarkShape.Closing;
                }
            }
        }
        return false;
    }

    private static int Closings(string text, int at, Effort effort)
    {
        var count = 0;
        for (var i = at + 1; i < text.Length && count < 8; i++)
        {
            effort.Look();
            if (text[i] is '“' or '«' && Shape(text, i) == MarkShape.Opening)
            {
                break;
            }
            count += text[i] is '”' or '»' or '"' ? 1 : 0;
        }
        return count;
    }

    private static MarkShape Shape(string text, int at)
    {
        var before = at == 0 || char.IsWhiteSpace(text[at - 1]) || text[at - 1] is '(' or '[' or '—' or '–' or '-' or '¿' or '¡' or '/' || IsDouble(text[at - 1]);
        var after = at + 1 >= text.Length || char.IsWhiteSpace(text[at + 1]) || char.IsPunctuation(text[at + 1]) && text[at + 1] is not ('¿' or '¡' or '[' or '(' or '.' or '…') || (text[at + 1] is '.' && (at + 2 >= text.Length || text[at + 2] != '.'));
        return (before, after) switch
        {
            (true, false) => MarkShape.Opening,
            (false, true) => MarkShape.Closing,
            _ => MarkShape.Between,
        };
    }

    private enum MarkShape
    {
        Between,
        Opening,
        Closing,
    }
}
