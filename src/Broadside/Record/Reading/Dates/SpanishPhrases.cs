using Broadside.Record.Claims;

namespace Broadside.Record.Reading.Dates;

/// <summary>"ayer", "la semana pasada", "hace unas semanas", "en los últimos días", "dos días después", "a finales de año".</summary>
internal static class SpanishPhrases
{
    private static readonly DateWords W = DateWords.Spanish;

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
            case "hoy" when line.Low(at - 1) is not "de" and not "hasta":
                return PhraseDates.DayOff(at, at + 1, today, 0, "the day on which the text speaks");
            case "ayer" or "anoche":
                return PhraseDates.DayOff(at, at + 1, today, -1, "the day before the text speaks");
            case "anteayer" or "antier":
                return PhraseDates.DayOff(at, at + 1, today, -2, "two days before the text speaks");
            case "esta" when line.Low(at + 1) is "manana" or "tarde" or "noche" or "madrugada":
                return PhraseDates.DayOff(at, at + 2, today, 0, "the day on which the text speaks");
            // "mañana" is a morning after an article, a preposition or a weekday.
            case "manana" when !(line.Low(at - 1) is "la" or "esta" or "por" or "una" or "cada" or "de" or "media" or "toda") && !W.Weekdays.ContainsKey(line.Low(at - 1)):
                return PhraseDates.DayOff(at, at + 1, today, 1, "the day after the text speaks");
            default:
                return null;
        }
    }

    private static DateMatch? Near(TextLine line, int at, DateOnly today)
    {
        var article = line.Low(at) is "el" or "la";
        var lead = article ? at + 1 : at;
        var (noun, end, off) = line.Low(lead) switch
        {
            "proximo" or "proxima" => (line.Low(lead + 1), lead + 2, 1),
            "pasado" or "pasada" when article => (line.Low(lead + 1), lead + 2, -1),
            "este" or "esta" when !article => (line.Low(lead + 1), lead + 2, 0),
            _ when article && line.Low(lead + 1) is "pasado" or "pasada" or "anterior" => (line.Low(lead), lead + 2, line.Low(lead + 1) is "anterior" ? 9 : -1),
            _ when article && line.Low(lead + 1) is "proximo" or "proxima" or "entrante" or "que" => (line.Low(lead), line.Low(lead + 1) is "que" ? lead + 3 : lead + 2, line.Low(lead + 1) is "que" && line.Low(lead + 2) is not ("viene" or "entra") ? 9 : 1),
            _ => ("", 0, 9),
        };
        if (off == 9)
        {
            return null;
        }
        if (noun is "fin" && line.Low(end) is "de" && line.Low(end + 1) is "semana")
        {
            end += 2 + (line.Low(end + 2) is "pasado" or "proximo" ? 1 : 0);
            var saturday = DateMath.Add(DateMath.Monday(today), 5 + (7 * off), TimeUnit.Day);
            return saturday is { } day && DateMath.Add(day, 1, TimeUnit.Day) is { } sunday ? PhraseDates.Match(at, end, Edtf.Interval(Edtf.Day(day), Edtf.Day(sunday)), DateBasis.Stated, "date.near-unit", "Saturday and Sunday of that week") : null;
        }
        var season = noun switch { "primavera" => 3, "verano" => 6, "otono" => 9, "invierno" => 12, _ => 0 };
        if (season > 0)
        {
            return PhraseDates.Season(at, end, today, season, off);
        }
        return noun is "semana" or "mes" or "ano" or "decada" && W.Units.TryGetValue(noun, out var unit) ? PhraseDates.UnitOff(at, end, today, unit, off) : null;
    }

    private static DateMatch? Ago(TextLine line, int at, DateOnly today)
    {
        var after = line.Low(at) is "hace";
        if (!after && !(W.Units.ContainsKey(line.Low(at + 1)) && line.Low(at + 2) is "atras"))
        {
            return null;
        }
        var next = after ? at + 1 : at;
        var bound = (line.Low(next), line.Low(next + 1)) switch { ("mas", "de") => Bound.More, ("casi" or "aproximadamente", _) => Bound.About, _ => Bound.None };
        next += bound == Bound.More ? 2 : bound == Bound.About ? 1 : 0;
        if (line.Low(next) is "un" && line.Low(next + 1) is "par" && line.Low(next + 2) is "de" && W.Units.TryGetValue(line.Low(next + 3), out var pair))
        {
            return PhraseDates.VagueAgo(at, next + 4, today, pair, couple: true);
        }
        var vague = W.Vague.Contains(line.Low(next));
        var count = W.Number(line, next);
        var bare = count == 0 && !vague && W.Units.ContainsKey(line.Low(next));
        var unitAt = bare ? next : next + 1;
        if ((count == 0 && !vague && !bare) || !W.Units.TryGetValue(line.Low(unitAt), out var unit))
        {
            return null;
        }
        var end = unitAt + (after ? 1 : 2);
        return vague || bare ? PhraseDates.VagueAgo(at, end, today, unit) : PhraseDates.Ago(at, end, today, unit, count, bound);
    }

    private static DateMatch? PastSpan(TextLine line, int at, DateOnly today)
    {
        var lead = line.Low(at) is "en" or "durante" ? at + 1 : at;
        lead += line.Low(lead) is "los" or "las" or "el" or "la" ? 1 : 0;
        if (lead == at || !(line.Low(lead) is "ultimos" or "ultimas" or "ultimo" or "ultima" or "pasados" or "pasadas"))
        {
            return null;
        }
        var count = W.Number(line, lead + 1);
        var unitAt = count > 0 || W.Vague.Contains(line.Low(lead + 1)) ? lead + 2 : lead + 1;
        if (!W.Units.TryGetValue(line.Low(unitAt), out var unit))
        {
            return null;
        }
        return PhraseDates.Past(at, unitAt + 1, today, unit, unitAt == lead + 1 && line.Low(lead) is "ultimo" or "ultima" ? 1 : count);
    }

    private static DateMatch? End(TextLine line, int at, DateOnly today)
    {
        if (!(line.Low(at) is "fin" or "finales" or "fines") || line.Low(at + 1) is not ("de" or "del"))
        {
            return null;
        }
        var next = at + 2 + (line.Low(at + 2) is "este" or "el" ? 1 : 0);
        var deadline = line.Low(at - 1) is "antes" or "de" or "hasta" or "para" or "el" && line.Low(at - 2) is "antes" or "para" or "hasta";
        return W.Units.TryGetValue(line.Low(next), out var unit) && line.Low(next) is "ano" or "mes" && line.Low(next + 1) is not ("pasado" or "proximo") ? PhraseDates.EndOf(at, next + 1, today, unit, deadline) : null;
    }

    private static DateMatch? FromLast(TextLine line, int at, DateContext context)
    {
        var lead = line.Low(at) is "al" or "el" or "la" ? at + 1 : at;
        if (lead > at && line.Low(lead + 1) is "siguiente" or "anterior" or "previo" or "previa" && W.Units.TryGetValue(line.Low(lead), out var near))
        {
            return PhraseDates.FromLast(at, lead + 2, context, near, 1, line.Low(lead + 1) is "siguiente" ? 1 : -1);
        }
        var count = W.Number(line, at);
        var vague = W.Vague.Contains(line.Low(at));
        var unitAt = count > 0 || vague ? at + 1 : at;
        if (!W.Units.TryGetValue(line.Low(unitAt), out var unit) || unit == TimeUnit.Hour || !(line.Low(unitAt + 1) is "despues" or "antes" or "mas") || (unitAt == at && !line.Low(at).EndsWith('s')))
        {
            return null;
        }
        var end = unitAt + 2 + (line.Low(unitAt + 1) is "mas" ? 1 : 0);
        // "dos días después de la reunión": counted from a happening, which the text may not date.
        if (line.Low(end) is "de" or "del" || (line.Low(unitAt + 1) is "mas" && line.Low(unitAt + 2) is not "tarde"))
        {
            return null;
        }
        return PhraseDates.FromLast(at, end, context, unit, vague || unitAt == at ? 0 : count, line.Low(unitAt + 1) is "antes" ? -1 : 1);
    }
}
