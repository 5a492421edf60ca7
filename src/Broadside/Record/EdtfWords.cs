using System.Globalization;

namespace Broadside.Record;

/// <summary>A date as a sentence says it, in English and Spanish; in other languages as the standard writes it.</summary>
public static class EdtfWords
{
    private static readonly string[] English = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    private static readonly string[] Spanish = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];

    private sealed record Words(string[] Months, string DayFormat, string MonthFormat, string About, string Perhaps, string Until, string Since, string Between);

    private static readonly Words En = new(English, "{0} {1} {2}", "{1} {2}", "about {0}", "perhaps {0}", "until {0}", "from {0}", "{0} to {1}");
    private static readonly Words Es = new(Spanish, "{0} de {1} de {2}", "{1} de {2}", "hacia {0}", "quizá {0}", "hasta {0}", "desde {0}", "{0} a {1}");

    public static string Of(string edtf, string language)
    {
        var words = language.Split('-')[0] switch { "en" => En, "es" => Es, _ => null };
        if (words is null || Edtf.Parse(edtf) is not { } date)
        {
            return edtf;
        }
        if (date.Precision != EdtfPrecision.Interval)
        {
            return Point(date, words);
        }
        var ends = edtf.Split('/');
        return (Edtf.Parse(ends[0]), Edtf.Parse(ends[1])) switch
        {
            (null, { } last) => string.Format(CultureInfo.InvariantCulture, words.Until, Point(last, words)),
            ({ } first, null) => string.Format(CultureInfo.InvariantCulture, words.Since, Point(first, words)),
            ({ } first, { } last) => string.Format(CultureInfo.InvariantCulture, words.Between, Point(first, words), Point(last, words)),
            _ => edtf,
        };
    }

    private static string Point(Edtf date, Words words)
    {
        var day = date.Earliest!.Value;
        var year = day.Year.ToString(CultureInfo.InvariantCulture);
        var text = date.Precision switch
        {
            EdtfPrecision.Day => string.Format(CultureInfo.InvariantCulture, words.DayFormat, day.Day, words.Months[day.Month - 1], year),
            EdtfPrecision.Month => string.Format(CultureInfo.InvariantCulture, words.MonthFormat, day.Day, words.Months[day.Month - 1], year),
            EdtfPrecision.Year => year,
            _ => $"{year}–{date.Latest!.Value.Year.ToString(CultureInfo.InvariantCulture)}",
        };
        text = date.IsApproximate ? string.Format(CultureInfo.InvariantCulture, words.About, text) : text;
        return date.IsUncertain ? string.Format(CultureInfo.InvariantCulture, words.Perhaps, text) : text;
    }
}
