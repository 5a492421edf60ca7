using System.Collections.Frozen;

namespace Broadside.Record.Reading;

/// <summary>Ends a sentence at . ! ? … unless an abbreviation or an open quote says otherwise. A quote stays whole, with the words that frame it.</summary>
internal static class SentenceCutter
{
    // Rules look through a whole sentence: one without end is cut.
    private const int LongestSentence = 400;

    private static readonly FrozenSet<string> Abbreviations = WordList.Set(
        """
        mr mrs ms dr prof sr sra srta dra lic ing arq gral gen col capt lt sgt maj adm cmdr rev hon st ste sen rep gov pres dip
        jan feb mar apr jun jul aug sep sept oct nov dec ene abr ago dic no vs etc inc ltd corp co bros approx ca fig vol art pag dpto av avda ud uds jr vd num dept mt ft
        """);

    public static IReadOnlyList<(int First, int End)> Cut(TextLine line)
    {
        var sentences = new List<(int, int)>();
        var (first, quote) = (0, 0);
        for (var i = 0; i < line.Tokens.Length; i++)
        {
            while (quote < line.Quotes.Count && line.Quotes[quote].End <= line.Tokens[i].Start)
            {
                quote++;
            }
            if (!IsEnd(line, i, quote) && i - first < LongestSentence)
            {
                continue;
            }
            var end = i + 1;
            while (end < line.Tokens.Length && line.Tokens[end].Kind == TokenKind.Mark && line.Tokens[end].Start == line.Tokens[end - 1].End && line.Tokens[end].Low is "\"" or "”" or "'" or "-" or "»" or ")" or "]" or "." or "!" or "?")
            {
                end++;
            }
            sentences.Add((first, end));
            first = end;
            i = end - 1;
        }
        if (first < line.Tokens.Length)
        {
            sentences.Add((first, line.Tokens.Length));
        }
        return sentences;
    }

    private static bool IsEnd(TextLine line, int at, int quote)
    {
        var token = line.Tokens[at];
        if (!(token.Is('.') || token.Is('!') || token.Is('?') || token.Is('…')) || at + 1 >= line.Tokens.Length)
        {
            return false;
        }
        if (quote < line.Quotes.Count && line.Quotes[quote].Start <= token.Start)
        {
            // Only a stop that closes the quote may end the sentence around it.
            return line.Quotes[quote].End - token.End <= 1 && Begins(line, line.TokenAt(line.Quotes[quote].End));
        }
        if (token.Is('.') && at > 0 && line.Tokens[at - 1].End == token.Start && IsAbbreviation(line.Tokens[at - 1]) && !(line.Tokens[at - 1].Text is "X" && line.Low(at - 2) is "on" or "en"))
        {
            return false;
        }
        var next = at + 1;
        while (next < line.Tokens.Length && line.Tokens[next].Kind == TokenKind.Mark && line.Tokens[next].Start == line.Tokens[next - 1].End && !line.Tokens[next].Is('['))
        {
            next++;
        }
        return Begins(line, next);
    }

    private static bool IsAbbreviation(Token word) => Abbreviations.Contains(word.Low) || (word.Text.Length == 1 && word.IsCapital);

    private static bool Begins(TextLine line, int at)
    {
        if (at >= line.Tokens.Length)
        {
            return true;
        }
        var token = line.Tokens[at];
        return token.Start > line.Tokens[at - 1].End && (token.IsCapital || token.IsNumber || (token.Kind == TokenKind.Mark && "\"“«‘'¿¡([-".Contains(token.Low[0], StringComparison.Ordinal)) || char.IsDigit(token.Text[0]));
    }
}
