namespace Broadside.Record.Reading;

/// <summary>Cuts a text into tokens in one pass. Hyphened words stay whole, "U.S." stays whole, "2025-07-03" falls into five.</summary>
internal static class Tokenizer
{
    // What no writer needs, a broken import may hold: a "word" without end is cut.
    private const int LongestWord = 64;

    public static Token[] Cut(string text)
    {
        var tokens = new List<Token>(text.Length / 5 + 4);
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            var (end, kind) = Next(text, at);
            // A lone accent folds to nothing: it stays what it is.
            var (word, low) = (text[at..end], Fold.Word(text.AsSpan(at, end - at)));
            tokens.Add(new Token(at, end, word, low.Length > 0 ? low : word, kind));
            at = end;
        }
        return [.. tokens];
    }

    private static (int End, TokenKind Kind) Next(string text, int at)
    {
        if (char.IsAsciiDigit(text[at]))
        {
            return Number(text, at);
        }
        if (char.IsLetter(text[at]))
        {
            return (Word(text, at), TokenKind.Word);
        }
        if (IsApostrophe(text[at]) && at + 1 < text.Length && text[at + 1] is 's' or 'S' && at > 0 && char.IsLetterOrDigit(text[at - 1]) && (at + 2 == text.Length || !char.IsLetterOrDigit(text[at + 2])))
        {
            return (at + 2, TokenKind.Mark);
        }
        return (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? at + 2 : at + 1, TokenKind.Mark);
    }

    private static (int End, TokenKind Kind) Number(string text, int at)
    {
        var end = at;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] is ',' or '.' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))) && end - at < LongestWord)
        {
            end++;
        }
        // "39A", "2nd", "10-year-old", "1960s" are words that begin with a figure.
        if (end < text.Length && (char.IsLetter(text[end]) || (text[end] == '-' && end + 1 < text.Length && char.IsLetter(text[end + 1]))))
        {
            return (Word(text, end), TokenKind.Word);
        }
        return (end, TokenKind.Number);
    }

    private static int Word(string text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < LongestWord)
        {
            var here = text[end];
            var next = end + 1 < text.Length ? text[end + 1] : ' ';
            if (char.IsLetterOrDigit(here) || (here is '-' or '‑' && char.IsLetterOrDigit(next)))
            {
                end++;
            }
            else if (IsApostrophe(here) && char.IsLetter(next) && !IsPossessive(text, end))
            {
                end++;
            }
            else if (here == '.' && IsDotted(text, end, at))
            {
                end++;
            }
            else
            {
                break;
            }
        }
        return Math.Max(end, at + 1);
    }

    private static bool IsApostrophe(char letter) => letter is '\'' or '’';

    private static bool IsPossessive(string text, int at) => text[at + 1] is 's' or 'S' && (at + 2 == text.Length || !char.IsLetterOrDigit(text[at + 2]));

    // "U.S.", "e.g.", "EE.UU.": a dot belongs to the word when single or double letters stand on both sides, or it closes such a row.
    private static bool IsDotted(string text, int dot, int start)
    {
        var run = 0;
        for (var i = dot - 1; i >= start && char.IsLetter(text[i]); i--)
        {
            run++;
        }
        if (run is 0 or > 2)
        {
            return false;
        }
        var before = dot - run - 1;
        if (before >= start && text[before] == '.')
        {
            return dot + 1 >= text.Length || !char.IsLetter(text[dot + 1]) || (dot + 2 < text.Length && text[dot + 2] == '.');
        }
        return dot + 2 < text.Length && char.IsLetter(text[dot + 1]) && (text[dot + 2] == '.' || (run == 2 && dot + 3 < text.Length && text[dot + 3] == '.'));
    }
}
