using System.Globalization;

namespace Broadside.Site.Counts;

/// <summary>A month or a year of reading, with the days or months that it is shown by.</summary>
public sealed record CountPeriod(int Year, int? Month)
{
    /// <summary>As the rows have it.</summary>
    public string Key => Month is { } month ? Key2(Year, month) : Year.ToString("0000", CultureInfo.InvariantCulture);

    public IReadOnlyList<string> Parts => Month is { } month
        ? [.. Enumerable.Range(1, DateTime.DaysInMonth(Year, month)).Select(day => string.Create(CultureInfo.InvariantCulture, $"{Key2(Year, month)}-{day:00}"))]
        : [.. Enumerable.Range(1, 12).Select(month => Key2(Year, month))];

    public CountPeriod Before => Month switch { null => this with { Year = Year - 1 }, 1 => new CountPeriod(Year - 1, 12), _ => this with { Month = Month - 1 } };

    public CountPeriod After => Month switch { null => this with { Year = Year + 1 }, 12 => new CountPeriod(Year + 1, 1), _ => this with { Month = Month + 1 } };

    public static CountPeriod Of(DateTimeOffset at) => new(at.UtcDateTime.Year, at.UtcDateTime.Month);

    /// <param name="text">As "2026-11" or "2026"; null for anything else.</param>
    public static CountPeriod? Read(string? text) => text?.Split('-') switch
    {
        [{ Length: 4 } year] when Number(year) is >= 2000 and <= 9000 and var y => new CountPeriod(y, null),
        [{ Length: 4 } year, { Length: 2 } month] when Number(year) is >= 2000 and <= 9000 and var y && Number(month) is >= 1 and <= 12 and var m => new CountPeriod(y, m),
        _ => null,
    };

    private static string Key2(int year, int month) => string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}");

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
