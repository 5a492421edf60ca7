using Broadside.Record.Claims;

namespace Broadside.Record.Reading.Dates;

/// <summary>"yesterday", "last week", "a few weeks ago", "in the last few days", "two days later", "by the end of the year".</summary>
internal static class EnglishPhrases
{
    private static readonly DateWords W = DateWords.English;

    public static DateMatch? TryAt(TextLine line, int at, DateContext context)
    {
        if (context.Base is not { } today)
        {
            return FromLast(line, at, context);
        }
        return Single(line, at, today) ?? Near(line, at, today) ?? Ago(line, at, today) ?? PastSpan(line, at, today) ?? End(line, at, today) ?? FromLast(line, at, context);
    }

    private static DateMatch? Single(TextLine line, int at, DateOnly today)
    {
        switch (line.Low(at))
        {
            case "today" or "tonight":
                // "Today, about 100,000 people live there" is our age, no day.
                var ages = line.Is(at + 1, ',') && (at == 0 || line.Is(at - 1, '.')) || line.Low(at - 1) is "of" or "until" or "to";
                return ages ? null : PhraseDates.DayOff(at, at + 1, today, 0, "the day on which the text speaks");
            case "yesterday":
                return PhraseDates.DayOff(at, at + 1, today, -1, "the day before the text speaks");
            case "tomorrow":
                return PhraseDates.DayOff(at, at + 1, today, 1, "the day after the text speaks");
            case "the" when line.Low(at + 1) is "day" && line.Low(at + 2) is "before" && line.Low(at + 3) is "yesterday":
                return PhraseDates.DayOff(at, at + 4, today, -2, "two days before the text speaks");
            case "last" when line.Low(at + 1) is "night":
                return PhraseDates.DayOff(at, at + 2, today, -1, "the night before the text speaks");
            case "this" when line.Low(at + 1) is "morning" or "afternoon" or "evening":
                return PhraseDates.DayOff(at, at + 2, today, 0, "the day on which the text speaks");
            default:
                return null;
        }
    }

    private static DateMatch? Near(TextLine line, int at, DateOnly today)
    {
        var word = line.Low(at);
        var early = word is "earlier" or "later" && line.Low(at + 1) is "this";
        var lead = early ? at + 1 : at;
        var off = line.Low(lead) switch { "this" or "current" => 0, "last" or "previous" => -1, "next" or "coming" => 1, _ => 9 };
        // "the next day" and "the previous week" count from what was told before.
        if (off == 9 || (line.Low(lead - 1) is "the" && word is "next" or "previous"))
        {
            return null;
        }
        var noun = line.Low(lead + 1);
        if (noun is "weekend")
        {
            var saturday = DateMath.Add(DateMath.Monday(today), 5 + (7 * off), TimeUnit.Day);
            return saturday is { } day && DateMath.Add(day, 1, TimeUnit.Day) is { } sunday ? PhraseDates.Match(at, lead + 2, Edtf.Interval(Edtf.Day(day), Edtf.Day(sunday)), DateBasis.Stated, "date.near-unit", "Saturday and Sunday of that week") : null;
        }
        var season = noun switch { "spring" => 3, "summer" => 6, "autumn" or "fall" => 9, "winter" => 12, _ => 0 };
        if (season > 0)
        {
            return PhraseDates.Season(at, lead + 2, today, season, off);
        }
        // "the last year" is a span that ends now; "last years" is nothing.
        return W.Units.TryGetValue(noun, out var unit) && noun is "week" or "month" or "year" or "decade" && line.Low(lead - 1) is not "the" ? PhraseDates.UnitOff(at, lead + 2, today, unit, off) : null;
    }

    private static DateMatch? Ago(TextLine line, int at, DateOnly today)
    {
        var (start, bound) = Modifier(line, at);
        var bracket = line.Is(start, '[') ? 1 : 0;
        var count = W.Number(line, start + bracket);
        var vague = false;
        var couple = false;
        var next = start + bracket + (bracket > 0 && line.Is(start + 2, ']') ? 2 : 1);
        if (count == 1 && line.Low(next) is "few" or "couple" or "number")
        {
            (vague, couple) = (true, line.Low(next) is "couple");
            next += line.Low(next + 1) is "of" ? 2 : 1;
        }
        else if (W.Vague.Contains(line.Low(start)))
        {
            vague = true;
            next = start + 1;
        }
        else if (count == 0 && W.Units.ContainsKey(line.Low(start)) && line.Low(start).EndsWith('s'))
        {
            vague = true;
            next = start;
        }
        if ((count == 0 && !vague) || !W.Units.TryGetValue(line.Low(next), out var unit) || line.Low(next + 1) is not ("ago" or "back"))
        {
            return null;
        }
        return vague ? PhraseDates.VagueAgo(at, next + 2, today, unit, couple) : PhraseDates.Ago(at, next + 2, today, unit, count, bound);
    }

    private static (int Start, Bound Bound) Modifier(TextLine line, int at) => (line.Low(at), line.Low(at + 1)) switch
    {
        ("more", "than") => (at + 2, Bound.More),
        ("just", "over") => (at + 2, Bound.More),
        ("over", _) => (at + 1, Bound.More),
        ("about" or "around" or "nearly" or "almost" or "roughly" or "some", _) => (at + 1, Bound.About),
        _ => (at, Bound.None),
    };

    private static DateMatch? PastSpan(TextLine line, int at, DateOnly today)
    {
        var lead = line.Low(at) is "in" or "over" or "during" or "within" or "for" ? at + 1 : at;
        lead += line.Low(lead) is "the" ? 1 : 0;
        if (line.Low(lead) is "recent" && W.Units.TryGetValue(line.Low(lead + 1), out var recent) && line.Low(lead + 1).EndsWith('s'))
        {
            return PhraseDates.Past(at, lead + 2, today, recent, 0);
        }
        if (line.Low(lead) is not ("last" or "past"))
        {
            return null;
        }
        var count = W.Number(line, lead + 1);
        var unitAt = count > 0 || W.Vague.Contains(line.Low(lead + 1)) || line.Low(lead + 1) is "couple" ? lead + 2 : lead + 1;
        unitAt += line.Low(unitAt) is "of" ? 1 : 0;
        if (!W.Units.TryGetValue(line.Low(unitAt), out var unit) || (unitAt == lead + 1 && line.Low(lead - 1) is not "the"))
        {
            return null;
        }
        return PhraseDates.Past(at, unitAt + 1, today, unit, unitAt == lead + 1 && !line.Low(unitAt).EndsWith('s') ? 1 : count);
    }

    private static DateMatch? End(TextLine line, int at, DateOnly today)
    {
        var deadline = line.Low(at - 1) is "by" or "before" or "until";
        if (line.Low(at) is "year" && line.Low(at + 1) is "end" || line.Low(at) is "year-end" or "month-end")
        {
            return PhraseDates.EndOf(at, at + (line.Low(at) is "year" ? 2 : 1), today, line.Low(at) is "month-end" ? TimeUnit.Month : TimeUnit.Year, deadline);
        }
        var lead = line.Low(at) is "the" ? at + 1 : at;
        if (line.Low(lead) is not "end" || line.Low(lead + 1) is not "of" || line.Low(lead + 2) is not ("the" or "this") || !W.Units.TryGetValue(line.Low(lead + 3), out var unit))
        {
            return null;
        }
        // "at the end of the month on April 29": the day stands beside it and is the better word.
        var day = line.Low(lead + 4) is "on" or "," && W.Months.ContainsKey(line.Low(lead + 5));
        return day ? null : PhraseDates.EndOf(at, lead + 4, today, unit, deadline);
    }

    private static DateMatch? FromLast(TextLine line, int at, DateContext context)
    {
        if (line.Low(at) is "the" && line.Low(at + 1) is "next" or "following" or "previous" && W.Units.TryGetValue(line.Low(at + 2), out var near) && !line.Low(at + 2).EndsWith('s'))
        {
            return PhraseDates.FromLast(at, at + 3, context, near, 1, line.Low(at + 1) is "previous" ? -1 : 1);
        }
        if (line.Low(at) is "the" && W.Units.TryGetValue(line.Low(at + 1), out var beside) && line.Low(at + 2) is "before" or "after" && line.Low(at + 3) is not "yesterday" and not "tomorrow" && EndsClause(line, at + 3))
        {
            return beside == TimeUnit.Year && context.Last is null && context.Base is { } today
                ? PhraseDates.UnitOff(at, at + 3, today, TimeUnit.Year, line.Low(at + 2) is "before" ? -1 : 1)
                : PhraseDates.FromLast(at, at + 3, context, beside, 1, line.Low(at + 2) is "before" ? -1 : 1);
        }
        var count = W.Number(line, at);
        var vague = W.Vague.Contains(line.Low(at)) || (count == 1 && line.Low(at + 1) is "few");
        var unitAt = vague && count == 1 ? at + 2 : count > 0 || vague ? at + 1 : at;
        if (!W.Units.TryGetValue(line.Low(unitAt), out var unit) || unit == TimeUnit.Hour || line.Low(unitAt + 1) is not ("later" or "earlier") || (unitAt == at && !line.Low(at).EndsWith('s')))
        {
            return null;
        }
        return PhraseDates.FromLast(at, unitAt + 2, context, unit, unitAt == at || vague ? 0 : count, line.Low(unitAt + 1) is "earlier" ? -1 : 1);
    }

    private static bool EndsClause(TextLine line, int at) => at >= line.Tokens.Length || line.Tokens[at].Kind == TokenKind.Mark || line.Low(at) is "when" or "and" or "but" or "in" or "he" or "she" or "they" or "it";
}
