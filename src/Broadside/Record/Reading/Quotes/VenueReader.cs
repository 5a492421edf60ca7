namespace Broadside.Record.Reading.Quotes;

/// <summary>Where something was said: "on X", "in a press release", "told Reuters", "en una entrevista con El País".</summary>
internal static class VenueReader
{
    public static string? Read(TextLine line, int verb, int sentenceFirst, int sentenceEnd)
    {
        if (line.Low(verb) is "told" or "tell" or "tells" && line.IsCapital(verb + 1) | line.Low(verb + 1) is "the")
        {
            return Until(line, verb + 1, sentenceEnd);
        }
        for (var i = sentenceFirst; i < sentenceEnd; i++)
        {
            if (line.IsQuoted(i))
            {
                continue;
            }
            var word = line.Low(i);
            if (word is "on" or "en" or "via" or "to" && SpeechWords.Channels.Contains(line.Low(i + 1)) && line.IsCapital(i + 1))
            {
                return line.Tokens[i + 1].Text;
            }
            if (word is "in" or "on" or "at" or "during" or "en" or "durante" or "to" or "mediante" && Noun(line, i + 1, sentenceEnd) is { } venue)
            {
                return venue;
            }
        }
        return null;
    }

    private static string? Noun(TextLine line, int at, int end)
    {
        var first = at + (line.Low(at) is "a" or "an" or "the" or "his" or "her" or "its" or "their" or "un" or "una" or "su" or "el" or "la" ? 1 : 0);
        for (var i = first; i < Math.Min(end, first + 4) && line.Tokens[i].IsWord; i++)
        {
            if (SpeechWords.Venues.Contains(line.Low(i)) && first > at)
            {
                return line.Text[line.Tokens[first].Start..line.Tokens[i].End];
            }
        }
        return null;
    }

    private static string? Until(TextLine line, int at, int end)
    {
        var stop = at + (line.Low(at) is "the" ? 1 : 0);
        while (stop < end && line.IsCapital(stop))
        {
            stop++;
        }
        return stop > at && line.IsCapital(stop - 1) ? line.Text[line.Tokens[at].Start..line.Tokens[stop - 1].End] : null;
    }
}
