using System.Globalization;

namespace Broadside.Record.Reading;

/// <summary>Writes and bounds EDTF (ISO 8601-2, levels 0 and 1): days, months, years, unspecified digits, ~ ? %, closed and open intervals.</summary>
public static class Edtf
{
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Month(int year, int month) => string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}");

    public static string Year(int year) => year.ToString("0000", CultureInfo.InvariantCulture);

    public static string Interval(string from, string to) => from == to ? from : from + "/" + to;

    /// <summary>The first and last day that a value allows; null is an open end. False for what is no EDTF that we write.</summary>
    public static bool TryBounds(string value, out DateOnly? earliest, out DateOnly? latest)
    {
        earliest = latest = null;
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return TryPoint(value, out earliest, out latest);
        }
        var (from, to) = (value[..slash], value[(slash + 1)..]);
        if (from is ".." or "" && to is ".." or "")
        {
            return false;
        }
        return (from is ".." or "" || TryPoint(from, out earliest, out _)) && (to is ".." or "" || TryPoint(to, out _, out latest)) && !(earliest > latest);
    }

    /// <summary>True where a value names one certain day: no interval, no month, no sign of doubt.</summary>
    public static bool IsExactDay(string value) => value.Length == 10 && value.All(c => char.IsAsciiDigit(c) || c == '-');

    private static bool TryPoint(string value, out DateOnly? earliest, out DateOnly? latest)
    {
        earliest = latest = null;
        var point = value.TrimEnd('~', '?', '%');
        if (value.Length - point.Length > 1 || point.Length is not (4 or 7 or 10) || (point.Length > 4 && point[4] != '-') || (point.Length > 7 && point[7] != '-'))
        {
            return false;
        }
        if (!TryDigits(point[..4], 1, 9999, out var firstYear, out var lastYear))
        {
            return false;
        }
        if (point.Length == 4)
        {
            (earliest, latest) = (new DateOnly(firstYear, 1, 1), new DateOnly(lastYear, 12, 31));
            return true;
        }
        if (firstYear != lastYear || !TryDigits(point[5..7], 1, 12, out var firstMonth, out var lastMonth))
        {
            return false;
        }
        var days = DateTime.DaysInMonth(firstYear, lastMonth);
        if (point.Length == 7 || (point[8..] == "XX" && firstMonth == lastMonth))
        {
            (earliest, latest) = (new DateOnly(firstYear, firstMonth, 1), new DateOnly(firstYear, lastMonth, days));
            return true;
        }
        if (firstMonth != lastMonth || !int.TryParse(point[8..], NumberStyles.None, CultureInfo.InvariantCulture, out var day) || day < 1 || day > days)
        {
            return false;
        }
        earliest = latest = new DateOnly(firstYear, firstMonth, day);
        return true;
    }

    // "199X" is 1990 to 1999, "XX" any month.
    private static bool TryDigits(string digits, int least, int most, out int first, out int last)
    {
        last = 0;
        if (!int.TryParse(digits.Replace('X', '0'), NumberStyles.None, CultureInfo.InvariantCulture, out first) || !int.TryParse(digits.Replace('X', '9'), NumberStyles.None, CultureInfo.InvariantCulture, out last))
        {
            return false;
        }
        (first, last) = (Math.Max(first, least), Math.Min(last, most));
        return first <= last;
    }
}
