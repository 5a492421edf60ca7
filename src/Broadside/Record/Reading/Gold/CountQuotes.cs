namespace Broadside.Record.Reading.Gold;

/// <summary>Counts quote spans, terms offered as quotes, and speakers of the quotes that were found.</summary>
internal static class CountQuotes
{
    public static void Count(GoldText gold, Findings found, Tally quotes, Tally terms, Tally speakers)
    {
        var offered = found.Quotes.Where(q => q.IsOffered).ToList();
        foreach (var quote in gold.Quotes!)
        {
            var text = gold.Text.Blocks.First(b => b.Id == quote.Place.Block).Text;
            var match = offered.Find(q => q.Passage.Block == quote.Place.Block && Trim(text, q.Passage.Start, q.Passage.End) == Trim(text, quote.Place.Start, quote.Place.End));
            if (quote.Class is "full" or "partial")
            {
                quotes.Gold++;
                quotes.Answered += offered.Any(q => q.Passage.Block == quote.Place.Block && q.Passage.Start < quote.Place.End && quote.Place.Start < q.Passage.End) ? 1 : 0;
                quotes.Right += match is null ? 0 : 1;
                if (match is null)
                {
                    quotes.Faults.Add($"quote missed: {quote.Place.Block} {text[quote.Place.Start..Math.Min(quote.Place.End, quote.Place.Start + 50)]}");
                }
                CountSpeaker(quote, match, speakers);
            }
            else
            {
                terms.Gold++;
                terms.Answered++;
                terms.Given++;
                terms.Right += match is null ? 1 : 0;
                if (match is not null)
                {
                    terms.Faults.Add($"{quote.Class} offered as a quote: {quote.Place.Block} {match.Passage.Exact}");
                }
            }
        }
        foreach (var quote in offered)
        {
            var place = gold.Quotes!.FirstOrDefault(q => q.Place.Block == quote.Passage.Block && q.Place.Start < quote.Passage.End && quote.Passage.Start < q.Place.End);
            quotes.Judge(quote.Reason, place?.Class is "full" or "partial");
        }
        quotes.Given += offered.Count;
    }

    private static void CountSpeaker(GoldQuote quote, FoundQuote? match, Tally speakers)
    {
        // "?" in gold: nobody can tell.
        if (quote.Speaker is null or "?" && quote.Mention is null or "?")
        {
            return;
        }
        speakers.Gold++;
        if (match?.Speaker is not { } speaker)
        {
            speakers.Faults.Add($"no speaker: {quote.Place.Block} gold {quote.Mention} / {quote.Speaker}");
            return;
        }
        speakers.Given++;
        speakers.Answered++;
        var right = IsSame(speaker.Mention, quote.Mention) || IsSame(speaker.Name, quote.Speaker) || IsSame(speaker.Name, quote.Mention) || IsSame(speaker.Mention, quote.Speaker);
        speakers.Judge(speaker.Reason, right);
        if (right)
        {
            speakers.Right++;
        }
        else
        {
            speakers.Faults.Add($"speaker wrong: {quote.Place.Block} {speaker.Mention} / {speaker.Name} ({speaker.Reason.Rule}) gold {quote.Mention} / {quote.Speaker}");
        }
    }

    // The same words without articles and titles, or the same surname: gold writes "Marty" where the text has "Mark".
    private static bool IsSame(string? found, string? gold)
    {
        if (found is null or "" || gold is null or "" or "?")
        {
            return false;
        }
        var (a, b) = (Bare(found), Bare(gold));
        return a.Count > 0 && b.Count > 0 && (a.SequenceEqual(b) || (char.IsUpper(found.Split(' ')[^1][0]) && a[^1] == b[^1] && a[^1].Length > 2));
    }

    private static List<string> Bare(string text) => [.. Tokenizer.Cut(text).Where(t => t.IsWord && t.Low is not ("a" or "an" or "the" or "one" or "mr" or "mrs" or "ms" or "dr" or "el" or "la" or "un" or "una")).Select(t => t.Low)];

    private static (int Start, int End) Trim(string text, int start, int end)
    {
        while (start < end && !char.IsLetterOrDigit(text[start]))
        {
            start++;
        }
        while (end > start && !char.IsLetterOrDigit(text[end - 1]))
        {
            end--;
        }
        return (start, end);
    }
}
