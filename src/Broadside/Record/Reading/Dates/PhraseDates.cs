using Broadside.Record.Claims;

namespace Broadside.Record.Reading.Dates;

/// <summary>What the phrases of both languages come to: a word of nearness and a unit, counted from the day on which the text speaks.</summary>
internal static class PhraseDates
{
    public static DateMatch? Match(int first, int end, string? edtf, DateBasis basis, string rule, string why) => edtf is null ? null : new DateMatch(first, end, edtf, basis, rule, why);

    public static DateMatch? DayOff(int first, int end, DateOnly from, int days, string why) =>
        Match(first, end, DateMath.Add(from, days, TimeUnit.Day) is { } day ? Edtf.Day(day) : null, DateBasis.Stated, "date.near-day", why);

    /// <summary>"this week", "last month", "next year": -1, 0 or +1 units off.</summary>
    public static DateMatch? UnitOff(int first, int end, DateOnly from, TimeUnit unit, int off)
    {
        var there = DateMath.Add(from, off, unit);
        if (there is not { } day)
        {
            return null;
        }
        var value = unit switch
        {
            TimeUnit.Week => Week(day),
            TimeUnit.Month => Edtf.Month(day.Year, day.Month),
            TimeUnit.Year => Edtf.Year(day.Year),
            TimeUnit.Decade => Edtf.Interval(Edtf.Year(day.Year / 10 * 10), Edtf.Year((day.Year / 10 * 10) + 9)),
            _ => null,
        };
        return Match(first, end, value, DateBasis.Stated, "date.near-unit", $"the {Name(unit)} {(off < 0 ? "before" : off > 0 ? "after" : "of")} the day on which the text speaks");
    }

    /// <summary>"three weeks ago": as coarse as its unit.</summary>
    public static DateMatch? Ago(int first, int end, DateOnly from, TimeUnit unit, int count, Bound bound)
    {
        if (DateMath.Add(from, -count, unit) is not { } day)
        {
            return null;
        }
        var exact = unit is TimeUnit.Day && bound == Bound.None;
        var plain = unit == TimeUnit.Hour ? Edtf.Day(day) : DateMath.Coarse(day, unit).TrimEnd('~');
        var value = bound switch
        {
            Bound.More => "../" + plain,
            Bound.About => plain + "~",
            _ => exact || unit == TimeUnit.Hour ? plain + (unit == TimeUnit.Hour ? "~" : "") : DateMath.Coarse(day, unit),
        };
        return Match(first, end, value, exact ? DateBasis.Stated : DateBasis.Inferred, "date.ago", exact ? "counted back from the day on which the text speaks" : "counted back, no finer than the unit that the text counts in");
    }

    public static DateMatch? VagueAgo(int first, int end, DateOnly from, TimeUnit unit, bool couple = false)
    {
        var (least, most) = couple ? (2, 3) : DateMath.Window(unit);
        return Match(first, end, DateMath.Vague(from, unit, -1, couple), DateBasis.Inferred, "date.vague-ago", $"a vague word: {least} to {most} {Name(unit)}s back, by the house rule");
    }

    /// <summary>"in the last 20 years", "in the last few days": from then until now.</summary>
    public static DateMatch? Past(int first, int end, DateOnly from, TimeUnit unit, int count)
    {
        var vague = count == 0;
        if (unit == TimeUnit.Hour || DateMath.Add(from, -(vague ? DateMath.Window(unit).Most : count), unit) is not { } day)
        {
            return null;
        }
        var tilde = vague ? "~" : "";
        var value = unit switch
        {
            TimeUnit.Year or TimeUnit.Decade => Edtf.Interval(Edtf.Year(day.Year) + tilde, Edtf.Year(from.Year)),
            TimeUnit.Month => Edtf.Interval(Edtf.Month(day.Year, day.Month) + tilde, Edtf.Month(from.Year, from.Month)),
            _ => Edtf.Interval(Edtf.Day(day) + tilde, Edtf.Day(from)),
        };
        return Match(first, end, value, DateBasis.Inferred, "date.past-span", vague ? $"a vague word: up to {DateMath.Window(unit).Most} {Name(unit)}s back, by the house rule" : "a span that ends on the day on which the text speaks");
    }

    /// <summary>"two days later", "the day before": counted from the date that the text named last.</summary>
    public static DateMatch? FromLast(int first, int end, DateContext context, TimeUnit unit, int count, int direction)
    {
        if (context.Last is not { } last)
        {
            return null;
        }
        var value = count == 0 ? DateMath.Vague(last, unit, direction) : DateMath.Add(last, direction * count, unit) is { } day ? DateMath.Coarse(day, unit) : null;
        return Match(first, end, value, DateBasis.Relative, "date.from-last", $"counted {(direction < 0 ? "back" : "on")} from the date named before, {Edtf.Day(last)}");
    }

    public static DateMatch? Season(int first, int end, DateOnly from, int firstMonth, int off)
    {
        var year = from.Year + (off > 0 && from.Month >= firstMonth ? 1 : off < 0 && from.Month <= (firstMonth + 2) ? -1 : 0);
        var lastMonth = ((firstMonth + 1) % 12) + 1;
        var lastYear = lastMonth < firstMonth ? year + 1 : year;
        return year is < 1 or > 9998 ? null : Match(first, end, Edtf.Interval(Edtf.Month(year, firstMonth), Edtf.Month(lastYear, lastMonth)), DateBasis.Inferred, "date.season", "a season of the northern year: three months");
    }

    /// <summary>"by the end of the year" is a deadline; "at the end of the year" is its last month.</summary>
    public static DateMatch? EndOf(int first, int end, DateOnly from, TimeUnit unit, bool deadline)
    {
        var value = unit switch
        {
            TimeUnit.Year => deadline ? Edtf.Year(from.Year) + "-12-31~" : Edtf.Year(from.Year) + "-12~",
            TimeUnit.Month => deadline ? Edtf.Day(new DateOnly(from.Year, from.Month, DateTime.DaysInMonth(from.Year, from.Month))) + "~" : Edtf.Month(from.Year, from.Month) + "~",
            _ => null,
        };
        return Match(first, end, value, DateBasis.Inferred, "date.end-of", "the end of a month or year: about its last day or month");
    }

    private static string Week(DateOnly day)
    {
        var monday = DateMath.Monday(day);
        return Edtf.Interval(Edtf.Day(monday), Edtf.Day(DateMath.Add(monday, 6, TimeUnit.Day) ?? monday));
    }

    private static string Name(TimeUnit unit) => unit switch
    {
        TimeUnit.Hour => "hour",
        TimeUnit.Day => "day",
        TimeUnit.Week => "week",
        TimeUnit.Month => "month",
        TimeUnit.Year => "year",
        _ => "decade",
    };
}

internal enum Bound
{
    None,
    About,
    More,
}
