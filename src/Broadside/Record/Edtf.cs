using System.Globalization;

namespace Broadside.Record;

/// <summary>
/// When something was, as far as anybody says: ISO 8601-2 ("EDTF") at levels 0 and 1, as "2025-07-03", "2025-07", "2025-06~",
/// "2025-07-XX", "2025-06-20/2025-07-01", "../2025-07". Days stand without hour and zone, as they do in a text.
/// </summary>
public sealed record Edtf
{
    private const string Open = "..";
    private const int Longest = 25;

    private Edtf(string text) => Text = text;

    /// <summary>As it is kept.</summary>
    public string Text { get; }

    /// <summary>The first day that it allows; null: open.</summary>
    public DateOnly? Earliest { get; private init; }

    public DateOnly? Latest { get; private init; }

    public EdtfPrecision Precision { get; private init; }

    public bool IsApproximate { get; private init; }

    public bool IsUncertain { get; private init; }

    /// <summary>One certain day.</summary>
    public bool IsExactDay => Precision == EdtfPrecision.Day && !IsApproximate && !IsUncertain;

    public static Edtf Of(DateOnly day) => new(Day(day)) { Earliest = day, Latest = day };

    public static Edtf Of(int year, int month) => Parse(Month(year, month))!;

    public static Edtf Of(int year) => Parse(Year(year))!;

    /// <summary>From one day to another; null is an open end, of which there is at most one.</summary>
    public static Edtf? Between(DateOnly? from, DateOnly? to) =>
        from is { } day && from == to ? Of(day) : Parse($"{(from is { } first ? Day(first) : Open)}/{(to is { } last ? Day(last) : Open)}");

    /// <summary>Null for what is no date of these levels; white space around it is passed over.</summary>
    public static Edtf? Parse(string? text)
    {
        if (text?.Trim() is not { Length: > 0 and <= Longest } value)
        {
            return null;
        }
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? Point(value) : Both(value, value[..slash], value[(slash + 1)..]);
    }

    public static bool IsEdtf(string? text) => Parse(text) is not null;

    /// <summary>The first and last day that a value allows; null is an open end. False for what is no date of these levels.</summary>
    public static bool TryBounds(string value, out DateOnly? earliest, out DateOnly? latest)
    {
        var date = Parse(value);
        (earliest, latest) = (date?.Earliest, date?.Latest);
        return date is not null;
    }

    public override string ToString() => Text;

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string Month(int year, int month) => string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}");

    internal static string Year(int year) => year.ToString("0000", CultureInfo.InvariantCulture);

    internal static string Interval(string from, string to) => from == to ? from : from + "/" + to;

    private static Edtf? Both(string value, string from, string to)
    {
        var (first, last) = (Point(from), Point(to));
        if ((first is null && from is not (Open or "")) || (last is null && to is not (Open or "")) || (first is null && last is null) || first?.Earliest > last?.Latest)
        {
            return null;
        }
        return new Edtf(value)
        {
            Earliest = first?.Earliest,
            Latest = last?.Latest,
            Precision = EdtfPrecision.Interval,
            IsApproximate = first?.IsApproximate == true || last?.IsApproximate == true,
            IsUncertain = first?.IsUncertain == true || last?.IsUncertain == true,
        };
    }

    private static Edtf? Point(string value)
    {
        var sign = value.Length > 0 && value[^1] is '~' or '?' or '%' ? value[^1] : ' ';
        var parts = (sign == ' ' ? value : value[..^1]).Split('-');
        if (parts.Length > 3 || parts[0].Length != 4 || parts.Skip(1).Any(p => p.Length != 2) || Digits(parts[0]) is not var (firstYear, lastYear))
        {
            return null;
        }
        var (firstMonth, lastMonth) = (1, 12);
        var (firstDay, lastDay) = (1, 31);
        if ((parts.Length > 1 && !Read(parts[1], ref firstMonth, ref lastMonth)) || (parts.Length > 2 && !Read(parts[2], ref firstDay, ref lastDay)))
        {
            return null;
        }
        // Unspecified digits stand at the end only: "2025-XX-03" and "202X-07" are of level 2.
        if ((firstYear != lastYear && parts.Length > 1) || (parts.Length > 2 && parts[1] == "XX" && parts[2] != "XX"))
        {
            return null;
        }
        var longest = DateTime.DaysInMonth(lastYear, lastMonth);
        if (parts.Length > 2 && parts[2] != "XX" && firstDay > longest)
        {
            return null;
        }
        return new Edtf(value)
        {
            Earliest = new DateOnly(firstYear, firstMonth, firstDay),
            Latest = new DateOnly(lastYear, lastMonth, Math.Min(lastDay, longest)),
            Precision = Fineness(parts),
            IsApproximate = sign is '~' or '%',
            IsUncertain = sign is '?' or '%',
        };
    }

    private static EdtfPrecision Fineness(string[] parts) => parts switch
    {
        [var year] when year.EndsWith("XX", StringComparison.Ordinal) => EdtfPrecision.Century,
        [var year] when year.EndsWith('X') => EdtfPrecision.Decade,
        [_] or [_, "XX", ..] => EdtfPrecision.Year,
        [_, _] or [_, _, "XX"] => EdtfPrecision.Month,
        _ => EdtfPrecision.Day,
    };

    // The years that four places allow: the last one or two may be unspecified.
    private static (int First, int Last)? Digits(string year)
    {
        var known = year.TrimEnd('X');
        return known.Length >= 2 && known.All(char.IsAsciiDigit) && Number(year.Replace('X', '9')) is var last and > 0 ? (Math.Max(1, Number(year.Replace('X', '0'))), last) : null;
    }

    // "XX" leaves the whole stretch open.
    private static bool Read(string part, ref int first, ref int last)
    {
        if (part == "XX")
        {
            return true;
        }
        if (!part.All(char.IsAsciiDigit) || Number(part) is var number && (number < first || number > last))
        {
            return false;
        }
        (first, last) = (Number(part), Number(part));
        return true;
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}

/// <summary>How finely a date is told.</summary>
public enum EdtfPrecision
{
    Day,
    Month,
    Year,
    Decade,
    Century,
    Interval,
}
