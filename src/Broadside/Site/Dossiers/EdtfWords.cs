using System.Globalization;
using Broadside.Record;
using Broadside.Themes;

namespace Broadside.Site.Dossiers;

/// <summary>Says an EDTF date in words, no finer than it is: "3 July 2025", "about March 2026", "between 20 June and 1 July 2025".</summary>
internal static class EdtfWords
{
    /// <returns>Null for what is no date.</returns>
    public static string? Tell(Words words, string? edtf)
    {
        if (Edtf.Parse(edtf) is not { } date)
        {
            return null;
        }
        if (date.Precision != EdtfPrecision.Interval)
        {
            return Point(words, date);
        }
        var ends = date.Text.Split('/');
        var (from, to) = (Edtf.Parse(ends[0]), Edtf.Parse(ends[1]));
        return (from, to) switch
        {
            (null, { } last) => words.Text("dossier.date.by", ("date", Point(words, last))),
            ({ } first, null) => words.Text("dossier.date.since", ("date", Point(words, first))),
            ({ } first, { } last) => words.Text("dossier.date.between", ("from", First(words, first, last)), ("to", Point(words, last))),
            _ => null,
        };
    }

    /// <summary>The day as an attribute of <c>time</c>; null where the day is not known.</summary>
    public static string? Day(string? edtf) => Edtf.Parse(edtf) is { IsExactDay: true } day ? day.Text : null;

    /// <summary>"2019–2025", "since July 2025", "until 3 July 2025"; null where neither is known.</summary>
    public static string? Stretch(Words words, string? since, string? until) => (Tell(words, since), Tell(words, until)) switch
    {
        ({ } from, { } to) => words.Text("dossier.date.stretch", ("from", from), ("to", to)),
        ({ } from, null) => words.Text("dossier.date.since", ("date", from)),
        (null, { } to) => words.Text("dossier.date.until", ("date", to)),
        _ => null,
    };

    private static string Point(Words words, Edtf date)
    {
        var (first, last) = (date.Earliest!.Value, date.Latest!.Value);
        var plain = date.Precision switch
        {
            EdtfPrecision.Day => words.Date(first),
            EdtfPrecision.Month => words.Month(first.Year, first.Month),
            EdtfPrecision.Year => Number(first.Year),
            EdtfPrecision.Decade => words.Text("dossier.date.decade", ("year", Number(first.Year))),
            _ => words.Text("dossier.date.between", ("from", Number(first.Year)), ("to", Number(last.Year))),
        };
        plain = date.IsApproximate ? words.Text("dossier.date.about", ("date", plain)) : plain;
        return date.IsUncertain ? words.Text("dossier.date.perhaps", ("date", plain)) : plain;
    }

    // What both ends share is said once: "between 20 June and 1 July 2025", "between 26 and 28 January 2025".
    private static string First(Words words, Edtf from, Edtf to)
    {
        var (day, end, last) = (from.Earliest!.Value, to.Earliest!.Value, Point(words, to));
        if (day.Year != end.Year || from.IsApproximate || from.IsUncertain || to.IsApproximate || to.IsUncertain || from.Precision != to.Precision)
        {
            return Point(words, from);
        }
        return from.Precision switch
        {
            EdtfPrecision.Day when day.Month == end.Month && last.StartsWith(Number(end.Day), StringComparison.Ordinal) => Number(day.Day),
            EdtfPrecision.Day => words.Text("date.short", ("day", Number(day.Day)), ("month", words.MonthName(day.Month))),
            EdtfPrecision.Month when last.StartsWith(words.MonthName(end.Month), StringComparison.Ordinal) => words.MonthName(day.Month),
            _ => Point(words, from),
        };
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
