using System.Globalization;
using Broadside.Themes;

namespace Broadside.Record;

/// <summary>A date in words, no finer than what is known: "3 July 2025", "about March 2026", "between 20 June and 1 July 2025", "by May 2024". Readers and the desk get the same.</summary>
public static class DateSaid
{
    /// <returns>What is no date is said to be not stated.</returns>
    public static string Of(string? edtf, Words words) => Tell(edtf, words) ?? words.Text("datesaid.none");

    /// <returns>Null for what is no date.</returns>
    public static string? Tell(string? edtf, Words words)
    {
        if (Edtf.Parse(edtf) is not { } date)
        {
            return null;
        }
        if (date.Precision != EdtfPrecision.Interval)
        {
            return Point(date, words);
        }
        var ends = date.Text.Split('/');
        return (Edtf.Parse(ends[0]), Edtf.Parse(ends[1])) switch
        {
            (null, { } last) => words.Text("datesaid.by", ("date", Point(last, words))),
            ({ } first, null) => words.Text("datesaid.since", ("date", Point(first, words))),
            ({ } first, { } last) => words.Text("datesaid.between", ("from", First(first, last, words)), ("to", Point(last, words))),
            _ => null,
        };
    }

    /// <summary>"2019 – 2025", "since July 2025", "until 3 July 2025"; null where neither is known.</summary>
    public static string? Stretch(string? since, string? until, Words words) => (Tell(since, words), Tell(until, words)) switch
    {
        ({ } from, { } to) => words.Text("datesaid.stretch", ("from", from), ("to", to)),
        ({ } from, null) => words.Text("datesaid.since", ("date", from)),
        (null, { } to) => words.Text("datesaid.until", ("date", to)),
        _ => null,
    };

    private static string Point(Edtf date, Words words)
    {
        var (first, last) = (date.Earliest!.Value, date.Latest!.Value);
        var plain = date.Precision switch
        {
            EdtfPrecision.Day => words.Date(first),
            EdtfPrecision.Month when date.Text.Contains("-XX", StringComparison.Ordinal) => words.Text("datesaid.some_day", ("month", words.Month(first.Year, first.Month))),
            EdtfPrecision.Month => words.Month(first.Year, first.Month),
            EdtfPrecision.Year => Number(first.Year),
            EdtfPrecision.Decade => words.Text("datesaid.decade", ("year", Number(first.Year))),
            _ => words.Text("datesaid.between", ("from", Number(first.Year)), ("to", Number(last.Year))),
        };
        plain = date.IsApproximate ? words.Text("datesaid.about", ("date", plain)) : plain;
        return date.IsUncertain ? words.Text("datesaid.perhaps", ("date", plain)) : plain;
    }

    // What both ends share is said once: "between 20 June and 1 July 2025", "between 26 and 28 January 2025".
    private static string First(Edtf from, Edtf to, Words words)
    {
        var (day, end, last) = (from.Earliest!.Value, to.Earliest!.Value, Point(to, words));
        if (day.Year != end.Year || from.IsApproximate || from.IsUncertain || to.IsApproximate || to.IsUncertain || from.Precision != to.Precision)
        {
            return Point(from, words);
        }
        return from.Precision switch
        {
            EdtfPrecision.Day when day.Month == end.Month && last.StartsWith(Number(end.Day), StringComparison.Ordinal) => Number(day.Day),
            EdtfPrecision.Day => words.Text("date.short", ("day", Number(day.Day)), ("month", words.MonthName(day.Month))),
            EdtfPrecision.Month when last.StartsWith(words.MonthName(end.Month), StringComparison.Ordinal) => words.MonthName(day.Month),
            _ => Point(from, words),
        };
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
