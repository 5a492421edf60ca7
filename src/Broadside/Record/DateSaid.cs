using Broadside.Record.Claims;
using Broadside.Themes;

namespace Broadside.Record;

/// <summary>A date as it will be printed: no finer than what is known. "about March 2026", "between 20 June and 1 July 2025", "by May 2024".</summary>
public static class DateSaid
{
    /// <param name="words">The desk's, in the language of whoever reads.</param>
    /// <param name="phrase">The words of the text that it was inferred from, as "a few weeks ago".</param>
    public static string Of(string? edtf, DateBasis basis, Words words, string? phrase = null)
    {
        var said = Of(edtf, words);
        return basis == DateBasis.Inferred && !string.IsNullOrWhiteSpace(phrase) ? words.Text("datesaid.from_words", ("date", said), ("words", phrase.Trim())) : said;
    }

    public static string Of(string? edtf, Words words)
    {
        if (Edtf.Parse(edtf) is not { } date)
        {
            return words.Text("datesaid.none");
        }
        if (date.Precision != EdtfPrecision.Interval)
        {
            return Perhaps(date, About(date, Point(date, words), words), words);
        }
        var ends = date.Text.Split('/');
        var (from, to) = (Edtf.Parse(ends[0]), Edtf.Parse(ends[1]));
        var said = (from, to) switch
        {
            (null, { } last) => words.Text("datesaid.until", ("date", About(date, Point(last, words), words))),
            ({ } first, null) => words.Text("datesaid.since", ("date", About(date, Point(first, words), words))),
            ({ } first, { } last) => words.Text("datesaid.between", ("from", About(date, Short(first, last, words), words)), ("to", Point(last, words))),
            _ => words.Text("datesaid.none"),
        };
        return Perhaps(date, said, words);
    }

    private static string About(Edtf date, string said, Words words) => date.IsApproximate ? words.Text("datesaid.about", ("date", said)) : said;

    private static string Perhaps(Edtf date, string said, Words words) => date.IsUncertain ? words.Text("datesaid.perhaps", ("date", said)) : said;

    // "20 June" where the year is said at the other end.
    private static string Short(Edtf from, Edtf to, Words words)
    {
        if (from.Earliest is not { } day || from.Earliest?.Year != to.Latest?.Year || from.Precision != to.Precision)
        {
            return Point(from, words);
        }
        return from.Precision switch
        {
            EdtfPrecision.Day => words.Text("date.short", ("day", words.Number(day.Day)), ("month", words.MonthName(day.Month))),
            EdtfPrecision.Month => words.MonthName(day.Month),
            _ => Point(from, words),
        };
    }

    private static string Point(Edtf date, Words words)
    {
        var day = date.Earliest!.Value;
        var text = date.Text.TrimEnd('~', '?', '%');
        return date.Precision switch
        {
            EdtfPrecision.Day => words.Date(day),
            EdtfPrecision.Month when text.EndsWith("XX", StringComparison.Ordinal) => words.Text("datesaid.some_day", ("month", words.Month(day.Year, day.Month))),
            EdtfPrecision.Month => words.Month(day.Year, day.Month),
            EdtfPrecision.Year => text[..4],
            EdtfPrecision.Decade => words.Text("datesaid.decade", ("year", text[..3] + "0")),
            _ => words.Text("datesaid.century", ("from", text[..2] + "00"), ("to", text[..2] + "99")),
        };
    }
}
