using Broadside.Record.Claims;

namespace Broadside.Record.Reading.Dates;

/// <summary>Years, decades and centuries that stand alone: "in 2008", "the 2014 protests", "the 1960s", "los años noventa", "the 19th century".</summary>
internal sealed class YearDates(DateWords words, bool isSpanish)
{
    private static readonly string[] EnglishDecades = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
    private static readonly string[] SpanishDecades = ["veinte", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"];

    public DateMatch? TryAt(TextLine line, int at) => Decade(line, at) ?? Year(line, at);

    private DateMatch? Year(TextLine line, int at)
    {
        var year = DateMath.Year(line, at);
        if (year == 0 || line.Is(at + 1, '%') || line.Tokens[at].Start > 0 && line.Is(at - 1, '$'))
        {
            return null;
        }
        var before = line.Low(at - 1);
        var lead = words.YearLead.Contains(before) || before is "-" or "/" or "(" or ",";
        var range = line.Low(at + 1) is "-" && DateMath.Year(line, at + 2) > year || before is "-" && DateMath.Year(line, at - 2) is > 0 and var from && from < year;
        if (!range && (words.Counted.Contains(line.Low(at + 1)) || (words.CountLead.Contains(before) && before is not ("over" or "than"))))
        {
            return null;
        }
        // Without a word of time before it, four figures are a year only near our own days.
        if (!lead && year is < 1900 or > 2100 || (year < 1500 && before is not ("in" or "en" or "year" or "ano")) || Glued(line, at))
        {
            return null;
        }
        return new DateMatch(at, at + 1, Edtf.Year(year), DateBasis.Stated, "date.year", "a year as written");
    }

    private DateMatch? Decade(TextLine line, int at)
    {
        var word = line.Low(at);
        if (!isSpanish && word.Length is 5 && word[4] == 's' && int.TryParse(word.AsSpan(0, 4), out var tens) && tens % 10 == 0 && tens is >= 1000 and < 2100)
        {
            return new DateMatch(at, at + 1, Span(tens, tens + 9), DateBasis.Stated, "date.decade", "a decade as written");
        }
        if (isSpanish && word is "anos" && Array.IndexOf(SpanishDecades, line.Low(at + 1)) is >= 0 and var spanish)
        {
            return new DateMatch(at, at + 2, Span(1920 + (10 * spanish), 1929 + (10 * spanish)), DateBasis.Stated, "date.decade", "a decade in words: of the last century");
        }
        if (!isSpanish && line.Low(at - 1) is "the" or "early" or "late" or "mid" && Array.IndexOf(EnglishDecades, word) is >= 0 and var english)
        {
            return new DateMatch(at, at + 1, Span(1920 + (10 * english), 1929 + (10 * english)), DateBasis.Stated, "date.decade", "a decade in words: of the last century");
        }
        if (!isSpanish && line.Low(at + 1) is "century" && word.Length is 3 or 4 && int.TryParse(word.AsSpan(0, word.Length - 2), out var century) && century is >= 1 and <= 22)
        {
            return new DateMatch(at, at + 2, Span(((century - 1) * 100) + 1, century * 100), DateBasis.Stated, "date.century", "a century as written");
        }
        return null;
    }

    private static string Span(int from, int to) => Edtf.Interval(Edtf.Year(from), Edtf.Year(to));

    // "1-2008", "2008-B", "17.2008", "#2008" are numbers of things; "(2008)" and "2000-2050" are years.
    private static bool Glued(TextLine line, int at)
    {
        var token = line.Tokens[at];
        var before = at > 0 && line.Tokens[at - 1].End == token.Start ? line.Tokens[at - 1] : default;
        var tail = before.Text is "/" or "-" && at > 1 && line.Tokens[at - 2].IsNumber && line.Tokens[at - 2].Text.Length <= 2;
        return tail || before.Text is { } text && text is "#" or "." or ":" or "@" or "_" or "€" or "£";
    }
}
