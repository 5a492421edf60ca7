using Broadside.Record.Claims;

namespace Broadside.Record.Reading.Dates;

/// <summary>Reads the dates of a text from left to right. What the text does not date stays undated: nothing is known from elsewhere.</summary>
internal sealed class DateFinder
{
    private readonly DateWords words;
    private readonly bool isSpanish;
    private readonly CalendarDates calendar;
    private readonly YearDates years;

    public DateFinder(string language)
    {
        isSpanish = language == "es";
        words = isSpanish ? DateWords.Spanish : DateWords.English;
        calendar = new CalendarDates(words, isSpanish);
        years = new YearDates(words, isSpanish);
    }

    public IReadOnlyList<FoundDate> Find(IReadOnlyList<TextLine> lines, DateOnly? today)
    {
        var found = new List<FoundDate>();
        foreach (var line in lines)
        {
            FindIn(line, today, found);
        }
        return found;
    }

    private void FindIn(TextLine line, DateOnly? today, List<FoundDate> found)
    {
        DateOnly? last = null;
        DateOnly? spoken = null;
        var sentence = -1;
        var at = 0;
        while (at < line.Tokens.Length)
        {
            if (line.SentenceOf(at) is var here && here != sentence)
            {
                (sentence, spoken) = (here, null);
            }
            var quoted = line.IsQuoted(at);
            var match = TryAt(line, at, new DateContext(quoted ? spoken ?? today : today, last));
            if (match is null || match.End <= at)
            {
                at++;
                continue;
            }
            found.Add(new FoundDate { Passage = line.Words(match.First, match.End), Edtf = match.Edtf, Basis = match.Basis, InQuote = quoted, Reason = new Reason(match.Rule, match.Why, match.Basis == DateBasis.Stated ? 0.95 : 0.8) });
            if (Edtf.Parse(match.Edtf) is { IsExactDay: true } && Edtf.TryBounds(match.Edtf, out var day, out _))
            {
                last = day;
                // What is said on a day speaks of "today" as that day.
                spoken = quoted ? spoken : day;
            }
            at = match.End;
        }
    }

    private DateMatch? TryAt(TextLine line, int at, DateContext context)
    {
        if (line.Tokens[at].Kind == TokenKind.Mark && !line.Is(at, '['))
        {
            return null;
        }
        return calendar.TryAt(line, at, context, LooksAhead(line, at, wide: true))
            ?? Weekday(line, at, context)
            ?? (isSpanish ? SpanishPhrases.TryAt(line, at, context) : EnglishPhrases.TryAt(line, at, context))
            ?? years.TryAt(line, at);
    }

    private DateMatch? Weekday(TextLine line, int at, DateContext context)
    {
        var lead = line.Low(at) is "last" or "next" or "this" or "past" or "pasado" or "proximo" or "este" or "el" ? at + 1 : at;
        lead += line.Low(at) is "el" && line.Low(lead) is "pasado" or "proximo" ? 1 : 0;
        if (!words.Weekdays.TryGetValue(line.Low(lead), out var weekday) || context.Base is not { } today || (!isSpanish && !IsDay(line, lead)))
        {
            return null;
        }
        var word = line.Low(lead - 1);
        var after = line.Low(lead + 1);
        var next = word is "next" or "proximo" || after is "proximo";
        var past = word is "last" or "past" or "pasado" || after is "pasado";
        if (isSpanish && lead > 0 && line.Low(lead - 1) is "los" or "cada" or "un" or "todos")
        {
            return null;
        }
        var ahead = next || (!past && LooksAhead(line, lead, wide: false));
        var day = DateMath.Weekday(today, weekday, ahead);
        if (past && day == today)
        {
            day = DateMath.Add(today, -7, TimeUnit.Day);
        }
        var end = lead + 1 + (after is "pasado" or "proximo" ? 1 : 0);
        end += words.DayParts.Contains(line.Low(end)) ? 1 : 0;
        var first = line.Low(at) is "el" ? lead : at;
        return day is null ? null : new DateMatch(first, end, Edtf.Day(day.Value), DateBasis.Stated, "date.weekday", ahead ? "the text looks ahead: the next such weekday" : "the last such weekday on or before the day on which the text speaks");
    }

    // "Black Friday", "the Sunday Times", "Mondays" are no days of this week.
    private static bool IsDay(TextLine line, int at) => line.IsCapital(at)
        && line.Low(at - 1) is not ("black" or "good" or "bloody" or "cyber" or "holy" or "every" or "each")
        && line.Low(at + 1) is not ("times" or "herald" or "mail" or "mirror" or "telegraph" or "express" or "post" or "independent" or "magazine" or "night's");

    // Ahead, if a word of the future stands nearer before the date than a word of the past, or right behind it.
    private bool LooksAhead(TextLine line, int at, bool wide)
    {
        var sentence = line.Sentences[line.SentenceOf(at)];
        var quoted = line.IsQuoted(at);
        for (var i = at - 1; i >= Math.Max(sentence.First, at - (wide ? 24 : 10)); i--)
        {
            if (line.IsQuoted(i) != quoted || (line.Low(i) is "held" or "made" && line.Low(i - 1) is "be"))
            {
                continue;
            }
            // "is to be held", "are to vote".
            if (IsFuture(line.Tokens[i]) || (line.Low(i) is "to" && line.Low(i - 1) is "is" or "are"))
            {
                return true;
            }
            if (words.Past.Contains(line.Low(i)) || (IsPastForm(line.Tokens[i]) && line.Low(i - 1) is not "be"))
            {
                return false;
            }
        }
        for (var i = at + 1; i < Math.Min(sentence.End, at + (wide ? 10 : 6)); i++)
        {
            if (words.Past.Contains(line.Low(i)) || IsPastForm(line.Tokens[i]))
            {
                return false;
            }
            if (IsFuture(line.Tokens[i]))
            {
                return true;
            }
        }
        return false;
    }

    // "llegará", "se verán": the accent tells the future from other forms.
    private bool IsFuture(Token token) => words.Future.Contains(token.Low) || (isSpanish && token.Text.Length > 4 && !token.IsCapital && (token.Text.EndsWith("rá", StringComparison.Ordinal) || token.Text.EndsWith("rán", StringComparison.Ordinal)));

    private bool IsPastForm(Token token) => token.IsWord && token.Low.Length > 4 && !token.IsCapital && (isSpanish ? token.Text.EndsWith('ó') || token.Low.EndsWith("aron", StringComparison.Ordinal) || token.Low.EndsWith("ieron", StringComparison.Ordinal) : token.Low.EndsWith("ed", StringComparison.Ordinal) && token.Low is not "expected" and not "scheduled" and not "planned" and not "need");
}
