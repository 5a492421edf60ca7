using System.Globalization;
using Broadside.Record.Claims;

namespace Broadside.Record.Reading.Dates;

/// <summary>Dates that name a day or a month: "3 July 2025", "July 3", "el 3 de julio", "December 2004", "2025-07-03", "22/04/2016".</summary>
internal sealed class CalendarDates(DateWords words, bool isSpanish)
{
    public DateMatch? TryAt(TextLine line, int at, DateContext context, bool ahead)
    {
        var start = at;
        if (words.Weekdays.ContainsKey(line.Low(at)))
        {
            // "Thursday, 3 July": the weekday only leads in; it may stand alone, which others read.
            at += line.Is(at + 1, ',') ? 2 : 1;
            at += isSpanish && line.Low(at) is "el" ? 1 : 0;
        }
        var match = Figures(line, at) ?? MonthFirst(line, at, context, ahead) ?? DayFirst(line, at, context, ahead);
        return match is null ? null : match with { First = start };
    }

    private DateMatch? Figures(TextLine line, int at)
    {
        if (at >= line.Tokens.Length || !line.Tokens[at].IsNumber)
        {
            return null;
        }
        var parts = line.Tokens[at].Text.Split('.');
        if (parts.Length == 3 && Numbers(parts, out var dotted) && DateMath.TryDay(dotted[2], dotted[1], dotted[0], out var point))
        {
            return Stated(at, at + 1, Edtf.Day(point), "date.figures", "written in figures");
        }
        if (at + 4 >= line.Tokens.Length || !Joined(line, at, 5) || line.Tokens[at + 1].Low != line.Tokens[at + 3].Low)
        {
            return null;
        }
        var mark = line.Tokens[at + 1].Low;
        if (mark is not ("-" or "/") || !Numbers([line.Tokens[at].Text, line.Tokens[at + 2].Text, line.Tokens[at + 4].Text], out var n))
        {
            return null;
        }
        if (DateMath.Year(line, at) > 0 && DateMath.TryDay(n[0], n[1], n[2], out var iso))
        {
            return Stated(at, at + 5, Edtf.Day(iso), "date.figures", "written in figures, year first");
        }
        // 03/04 is March or April, and only the writer knows: in English it is left alone unless one figure is above twelve.
        var dayFirst = isSpanish || n[0] > 12;
        var known = isSpanish || n[0] > 12 || n[1] > 12 || n[0] == n[1];
        return known && DateMath.Year(line, at + 4) > 0 && DateMath.TryDay(n[2], dayFirst ? n[1] : n[0], dayFirst ? n[0] : n[1], out var slashed)
            ? Stated(at, at + 5, Edtf.Day(slashed), "date.figures", "written in figures")
            : null;
    }

    private DateMatch? MonthFirst(TextLine line, int at, DateContext context, bool ahead)
    {
        if (isSpanish || !line.IsCapital(at) || !words.Months.TryGetValue(line.Low(at), out var month))
        {
            return isSpanish ? SpanishMonth(line, at, context, ahead) : null;
        }
        var next = at + 1 + (line.Is(at + 1, '.') && line.Tokens[at].Text.Length <= 4 ? 1 : 0);
        var day = next < line.Tokens.Length ? DateMath.DayOfMonth(line.Tokens[next]) : 0;
        if (day > 0 && !IsCount(line, next))
        {
            var (end, last) = Range(line, next + 1, day);
            var (year, after) = YearAfter(line, end);
            return Build(at, year > 0 ? after : end, month, day, last, year, context, ahead);
        }
        var of = line.Low(next) is "of" || line.Is(next, ',') ? next + 1 : next;
        if (DateMath.Year(line, of) is > 0 and var stated)
        {
            return Stated(at, of + 1, Edtf.Month(stated, month), "date.month", "month and year as written");
        }
        return Lone(line, at, next, month, context, ahead);
    }

    private DateMatch? SpanishMonth(TextLine line, int at, DateContext context, bool ahead)
    {
        if (!words.Months.TryGetValue(line.Low(at), out var month) || line.Tokens[at].Text.Length < 4)
        {
            return null;
        }
        var next = at + 1 + (line.Low(at + 1) is "de" or "del" ? 1 : 0);
        if (DateMath.Year(line, next) is > 0 and var year)
        {
            return Stated(at, next + 1, Edtf.Month(year, month), "date.month", "month and year as written");
        }
        return Lone(line, at, at + 1, month, context, ahead);
    }

    // "3 July (2025)", "3rd of July", "3 de julio (de 2025)", "del 3 al 5 de julio".
    private DateMatch? DayFirst(TextLine line, int at, DateContext context, bool ahead)
    {
        if (at >= line.Tokens.Length)
        {
            return null;
        }
        var day = isSpanish && line.Low(at) is "primero" ? 1 : DateMath.DayOfMonth(line.Tokens[at]);
        if (day == 0 || (at > 0 && line.Tokens[at - 1].Kind == TokenKind.Mark && line.Tokens[at - 1].Low is "$" or "€" or "£"))
        {
            return null;
        }
        var (next, last) = Range(line, at + 1, day);
        next += line.Low(next) is "of" or "de" ? 1 : 0;
        if (!words.Months.TryGetValue(line.Low(next), out var month) || (!isSpanish && !line.IsCapital(next)))
        {
            return null;
        }
        var end = next + 1 + (line.Is(next + 1, '.') && line.Tokens[next].Text.Length <= 4 ? 1 : 0);
        var (year, after) = YearAfter(line, end);
        return Build(at, year > 0 ? after : next + 1, month, day, last, year, context, ahead);
    }

    private DateMatch? Build(int first, int end, int month, int day, int last, int year, DateContext context, bool ahead)
    {
        var stated = year > 0;
        if (!stated)
        {
            if (context.Base is not { } from)
            {
                return null;
            }
            year = DateMath.YearNear(from, month, day, ahead);
        }
        if (!DateMath.TryDay(year, month, day, out var start))
        {
            return null;
        }
        var value = last > day && DateMath.TryDay(year, month, last, out var finish) ? Edtf.Interval(Edtf.Day(start), Edtf.Day(finish)) : Edtf.Day(start);
        return stated ? Stated(first, end, value, "date.day", "day, month and year as written") : Stated(first, end, value, "date.day-month", ahead ? "the text looks ahead: the next such day" : "no year written: the nearest such day");
    }

    private DateMatch? Lone(TextLine line, int at, int end, int month, DateContext context, bool ahead)
    {
        // "May" and "March" are verbs too, and a month without a word of time before it may be a name.
        var lead = line.Low(at - 1);
        var before = lead is "in" or "last" or "next" or "this" or "since" or "until" or "by" or "during" or "early" or "late" or "mid" or "from" or "through" or "till" or "of" or "before" or "after"
            or "en" or "de" or "desde" or "hasta" or "pasado" or "proximo" or "este" or "a" or "del" or "mediados" or "principios" or "finales";
        if (!before || context.Base is not { } from || (lead is "of" or "de" or "del" or "a" && !IsPart(line.Low(at - 2))))
        {
            return null;
        }
        var future = (ahead && lead is not "last" and not "since") || lead is "next" or "until" or "proximo" or "hasta" or "by";
        var year = DateMath.YearNear(from, month, 15, future);
        if (lead is "last" && year == from.Year && month >= from.Month)
        {
            year--;
        }
        return year < 1 ? null : Stated(at, end, Edtf.Month(year, month), "date.month-alone", "no year written: the nearest such month");
    }

    private static bool IsPart(string word) => word is "end" or "beginning" or "start" or "middle" or "month" or "finales" or "fines" or "principios" or "comienzos" or "mediados" or "inicios" or "mes" or "pasado";

    private static (int End, int Last) Range(TextLine line, int at, int day)
    {
        var joint = line.Low(at) is "-" or "to" or "and" or "al" or "y" ? at + 1 : at;
        var last = joint > at && joint < line.Tokens.Length ? DateMath.DayOfMonth(line.Tokens[joint]) : 0;
        return last > day && !(DateMath.Year(line, joint) > 0) ? (joint + 1, last) : (at, day);
    }

    private static (int Year, int End) YearAfter(TextLine line, int at)
    {
        var next = at + (line.Is(at, ',') || line.Low(at) is "de" or "del" or "of" ? 1 : 0);
        var year = DateMath.Year(line, next);
        return year > 0 ? (year, next + 1) : (0, at);
    }

    // "May 50 people": no day of the month, and "March 3 percent" none either.
    private bool IsCount(TextLine line, int at) => words.Counted.Contains(line.Low(at + 1)) || line.Is(at + 1, '%');

    private static bool Joined(TextLine line, int at, int count)
    {
        for (var i = at + 1; i < at + count; i++)
        {
            if (line.Tokens[i].Start != line.Tokens[i - 1].End)
            {
                return false;
            }
        }
        return true;
    }

    private static bool Numbers(string[] parts, out int[] numbers)
    {
        numbers = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length is 0 or > 4 || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return false;
            }
        }
        return true;
    }

    private static DateMatch Stated(int first, int end, string edtf, string rule, string why) => new(first, end, edtf, DateBasis.Stated, rule, why);
}
