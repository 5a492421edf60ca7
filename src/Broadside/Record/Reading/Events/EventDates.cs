using Broadside.Record.Claims;

namespace Broadside.Record.Reading.Events;

/// <summary>The date of a happening: of its clause, else of its sentence, else "after" what was told before, else only "not later than the text".</summary>
internal sealed class EventDates(IReadOnlyList<FoundDate> dates, DateOnly? today)
{
    private readonly ILookup<string, FoundDate> byBlock = dates.Where(d => !d.InQuote).ToLookup(d => d.Passage.Block, StringComparer.Ordinal);
    private (string Block, string Edtf)? last;

    public (string Edtf, DateBasis Basis, string Why) Of(Trigger trigger)
    {
        var result = Find(trigger);
        if (result.Basis != DateBasis.Unknown && Edtf.TryBounds(result.Edtf, out var from, out _) && from is not null)
        {
            last = (trigger.Line.Block.Id, result.Edtf);
        }
        return result;
    }

    private (string Edtf, DateBasis Basis, string Why) Find(Trigger trigger)
    {
        var line = trigger.Line;
        var (first, end) = line.Sentences[trigger.Sentence];
        var (start, stop) = (line.Tokens[first].Start, line.Tokens[end - 1].End);
        var inSentence = byBlock[line.Block.Id].Where(d => d.Passage.Start >= start && d.Passage.End <= stop).ToList();
        // "According to a report published on 29 June, X met Y": the day is the report's, and the meeting was before.
        var comma = FirstComma(line, first, end);
        if (line.Low(first) is "according" or "segun" && trigger.At > comma && comma > 0)
        {
            var reported = inSentence.Where(d => d.Passage.End <= line.Tokens[comma].Start).ToList();
            inSentence = [.. inSentence.Except(reported)];
            if (inSentence.Count == 0 && reported.Count > 0 && Edtf.TryBounds(reported[0].Edtf, out _, out var until) && until is { } latest)
            {
                return ("../" + Edtf.Day(latest), DateBasis.Relative, "before the report of it");
            }
        }
        if (inSentence.Count > 0)
        {
            var position = line.Tokens[trigger.At].Start;
            var clause = (line.Tokens[trigger.ClauseFirst].Start, line.Tokens[trigger.ClauseEnd - 1].End);
            var inClause = inSentence.Where(d => d.Passage.Start >= clause.Item1 && d.Passage.End <= clause.End).ToList();
            if (trigger.IsSubordinate && inClause.Count == 0)
            {
                return Open();
            }
            var nearest = (inClause.Count > 0 ? inClause : inSentence).MinBy(d => Math.Abs(d.Passage.Start - position))!;
            return (nearest.Edtf, nearest.Basis, $"\"{nearest.Passage.Exact}\" in the sentence");
        }
        return After(line, first, end) ?? Open();
    }

    private (string, DateBasis, string)? After(TextLine line, int first, int end)
    {
        if (last is not { } told || !Edtf.TryBounds(told.Edtf, out var earliest, out var latest))
        {
            return null;
        }
        var from = earliest ?? (Edtf.Parse(told.Edtf) is { IsExactDay: true } ? latest : null);
        var after = Enumerable.Range(first, Math.Min(end - first, 40)).Any(i => line.Low(i) is "response" or "respond" or "responded" or "following" or "afterwards" or "then" or "later" or "respuesta" or "respondio" or "luego" or "despues" or "posteriormente");
        // "… rejected Rubio's comments": what is answered was said before.
        after |= Enumerable.Range(first, Math.Min(end - first, 40)).Any(i => line.Low(i) is "comments" or "remarks" or "statement" or "statements" or "words" or "claims" && line.Low(i - 1) is "'s" or "his" or "her" or "their");
        if (from is not { } day || !(after || told.Block == line.Block.Id) || today is not { } published || day > published)
        {
            return null;
        }
        return (Edtf.Interval(Edtf.Day(day), Edtf.Day(published)), DateBasis.Relative, $"told after a happening of {told.Edtf}, and not later than the text");
    }

    private (string, DateBasis, string) Open() => today is { } day ? ("../" + Edtf.Day(day), DateBasis.Unknown, "the text does not date it: not later than the text") : ("", DateBasis.Unknown, "the text does not date it");

    private static int FirstComma(TextLine line, int first, int end)
    {
        var seen = -1;
        for (var i = first; i < end && i < first + 40; i++)
        {
            // The comma that follows the date, or the last before the verb's subject.
            if (line.Is(i, ','))
            {
                seen = seen < 0 || i - first < 18 ? i : seen;
            }
        }
        return seen;
    }
}
