using System.Globalization;

namespace Broadside.Record.Reading.Dates;

/// <summary>Counting on the calendar without ever leaving it, and the fixed windows of vague words.</summary>
internal static class DateMath
{
    /// <summary>Null where the calendar ends.</summary>
    public static DateOnly? Add(DateOnly day, int count, TimeUnit unit)
    {
        var days = (long)day.DayNumber;
        switch (unit)
        {
            case TimeUnit.Hour:
                days += count / 24;
                break;
            case TimeUnit.Day:
                days += count;
                break;
            case TimeUnit.Week:
                days += 7L * count;
                break;
            default:
                var months = unit switch { TimeUnit.Month => 1L, TimeUnit.Year => 12L, _ => 120L } * count;
                var index = (day.Year * 12L) + day.Month - 1 + months;
                return index is < 12 or >= 120_000 ? null : day.AddMonths((int)months);
        }
        return days < 0 || days > DateOnly.MaxValue.DayNumber ? null : DateOnly.FromDayNumber((int)days);
    }

    /// <summary>A day as coarse as the unit in which it was counted: "two years ago" is a year, "a week ago" about a day.</summary>
    public static string Coarse(DateOnly day, TimeUnit unit, bool about = false) => unit switch
    {
        TimeUnit.Hour or TimeUnit.Day => Edtf.Day(day) + (about ? "~" : ""),
        TimeUnit.Week => Edtf.Day(day) + "~",
        TimeUnit.Month => Edtf.Month(day.Year, day.Month) + "~",
        _ => Edtf.Year(day.Year) + "~",
    };

    /// <summary>How many a vague word may mean. The numbers are a house rule, the same everywhere, so that an editor learns them.</summary>
    public static (int Least, int Most) Window(TimeUnit unit) => unit switch
    {
        TimeUnit.Hour => (2, 12),
        TimeUnit.Day => (2, 7),
        TimeUnit.Week => (2, 6),
        TimeUnit.Month => (2, 11),
        TimeUnit.Year => (2, 9),
        _ => (2, 5),
    };

    /// <summary>Between the least and the most that a vague word means, before (-1) or after (+1) a day.</summary>
    public static string? Vague(DateOnly from, TimeUnit unit, int direction, bool couple = false)
    {
        var (least, most) = couple ? (2, 3) : Window(unit);
        var near = Add(from, direction * least, unit);
        var far = Add(from, direction * most, unit);
        if (near is null || far is null)
        {
            return null;
        }
        var (first, last) = direction < 0 ? (far.Value, near.Value) : (near.Value, far.Value);
        return Edtf.Interval(Coarse(first, unit, about: true), Coarse(last, unit, about: true));
    }

    /// <summary>The weekday at or before the base; after it when the text looks ahead.</summary>
    public static DateOnly? Weekday(DateOnly day, int weekday, bool ahead)
    {
        var today = day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;
        var back = (today - weekday + 7) % 7;
        return Add(day, ahead ? 7 - back : -back, TimeUnit.Day);
    }

    public static DateOnly Monday(DateOnly day) => Add(day, -(((int)day.DayOfWeek + 6) % 7), TimeUnit.Day) ?? day;

    /// <summary>The year that puts a month (and day) nearest to the base; what lies ahead counts double unless the text looks ahead.</summary>
    public static int YearNear(DateOnly day, int month, int dayOfMonth, bool ahead)
    {
        var best = (Cost: long.MaxValue, Year: day.Year);
        for (var year = Math.Max(1, day.Year - 1); year <= Math.Min(9998, day.Year + 1); year++)
        {
            var there = new DateOnly(year, month, Math.Min(dayOfMonth, DateTime.DaysInMonth(year, month)));
            long distance = there.DayNumber - day.DayNumber;
            var cost = distance <= 0 ? (ahead ? -distance * 3 : -distance) : ahead ? distance : distance * 2;
            best = cost < best.Cost ? (cost, year) : best;
        }
        return best.Year;
    }

    public static bool TryDay(int year, int month, int day, out DateOnly result)
    {
        var fits = year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        result = fits ? new DateOnly(year, month, day) : default;
        return fits;
    }

    /// <summary>1 to 31 from "3", "3rd", "1.º"; else 0.</summary>
    public static int DayOfMonth(Token token)
    {
        if (token.Kind == TokenKind.Mark || !char.IsAsciiDigit(token.Text[0]))
        {
            return 0;
        }
        var digits = token.Text.TakeWhile(char.IsAsciiDigit).Count();
        var tail = token.Low[digits..];
        return digits <= 2 && tail is "" or "st" or "nd" or "rd" or "th" or "º" or "o" or "ro" && int.TryParse(token.Text.AsSpan(0, Math.Min(digits, 2)), NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day is >= 1 and <= 31 ? day : 0;
    }

    /// <summary>Four figures that can be a year of which news speaks; else 0.</summary>
    public static int Year(TextLine line, int at) =>
        at >= 0 && at < line.Tokens.Length && line.Tokens[at].IsNumber && line.Tokens[at].Text.Length == 4 && int.TryParse(line.Tokens[at].Text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1000 and <= 2199 ? year : 0;
}
