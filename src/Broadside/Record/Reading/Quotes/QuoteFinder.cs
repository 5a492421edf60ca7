using Broadside.Record.Reading.Names;

namespace Broadside.Record.Reading.Quotes;

/// <summary>Reads the quotes of a text in order: a second span takes over the speaker of the first, a quote without a cue looks at what stands before it.</summary>
internal sealed class QuoteFinder(Scene scene)
{
    private readonly Subjects subjects = new(scene);

    public IReadOnlyList<FoundQuote> Find()
    {
        var attribution = new Attribution(scene, subjects);
        var found = new List<FoundQuote>();
        FoundQuote? last = null;
        var lastLine = -9;
        foreach (var line in scene.Lines)
        {
            for (var i = 0; i < line.Quotes.Count; i++)
            {
                var span = line.Quotes[i];
                if (line.TokenAt(span.Start) >= line.Tokens.Length)
                {
                    continue;
                }
                var attributed = attribution.Find(line, span);
                var kind = QuoteClasses.Of(line, span, attributed, i > 0 && line.Quotes[i - 1].End + 60 > span.Start);
                var speaker = attributed?.Speaker;
                if (kind is QuoteClass.Full or QuoteClass.Partial && speaker is null)
                {
                    speaker = FromContext(line, span, last, line.Number - lastLine, i);
                }
                var quote = Build(line, span, kind, speaker, attributed);
                found.Add(quote);
                if (quote.IsOffered)
                {
                    (last, lastLine) = (quote, line.Number);
                }
            }
        }
        return found;
    }

    private static FoundQuote Build(TextLine line, QuoteSpan span, QuoteClass kind, FoundSpeaker? speaker, Attributed? attributed)
    {
        var offered = kind is QuoteClass.Full or QuoteClass.Partial;
        var sentence = line.Sentences[line.SentenceOf(line.TokenAt(span.Start))];
        var why = kind switch
        {
            QuoteClass.Full => "a statement between quotation marks",
            QuoteClass.Partial => "a fragment of speech between quotation marks",
            QuoteClass.Headline => "a title between quotation marks",
            _ => "a term or name between quotation marks",
        };
        return new FoundQuote
        {
            Passage = line.Passage(span.Start, span.End),
            Class = kind,
            Speaker = offered && speaker?.Reason.Confidence >= 0.7 ? speaker : null,
            Cue = offered ? attributed?.Cue : null,
            Venue = offered && attributed is not null ? VenueReader.Read(line, attributed.Verb, sentence.First, Math.Max(sentence.End, attributed.Verb + 1)) : null,
            GoesOn = span.GoesOn,
            Reason = new Reason(span.Repair is null ? "quote.marks" : "quote.repaired", span.Repair is null ? why : $"{why}; {span.Repair}", span.Repair is null ? 0.95 : 0.8),
        };
    }

    private FoundSpeaker? FromContext(TextLine line, QuoteSpan span, FoundQuote? last, int linesBack, int number)
    {
        var first = line.TokenAt(span.Start);
        var sentence = line.SentenceOf(first);
        var start = line.Sentences[sentence].First;
        if (linesBack == 0 && last?.Speaker is { } same)
        {
            // Words between two spans that name nobody leave the speaker where he was; a colon after a new name does not.
            return Lead(line, start, first) ?? Taken(same, "quote.inherited", "the quote before it in the paragraph has this speaker", 0.86);
        }
        if (last is { GoesOn: true, Speaker: { } before } && linesBack == 1 && first == 0)
        {
            return Taken(before, "quote.continued", "the quote of the paragraph before goes on", 0.92);
        }
        if (Lead(line, start, first) is { } lead)
        {
            return lead;
        }
        if (first == start && sentence > 0 && number == 0)
        {
            return Speaks(line, sentence - 1);
        }
        return first == 0 && line.Number > 0 ? ParagraphBefore(scene.Lines[line.Number - 1], last, linesBack) : null;
    }

    // "President Petro had sent a letter …: “I wish …”": a colon brings the words of the sentence's subject.
    private FoundSpeaker? Lead(TextLine line, int start, int quote) => line.Is(quote - 1, ':') && subjects.Main(line, start, quote) is { } main
        ? scene.Speaker(main, new Reason("quote.colon", "a colon brings the words of the sentence's subject", 0.82))
        : null;

    private FoundSpeaker? ParagraphBefore(TextLine line, FoundQuote? last, int linesBack)
    {
        if (line.Tokens.Length == 0 || line.Block.Kind is BlockKind.Heading)
        {
            return null;
        }
        if (line.Tokens[^1].Low is ":" or "," && Speaks(line, line.Sentences.Count - 1) is { } opened)
        {
            return opened with { Reason = new Reason("quote.paragraph-before", "the paragraph before ends by bringing the quote", 0.9) };
        }
        return linesBack == 1 && last?.Speaker is { } same ? Taken(same, "quote.next-paragraph", "a paragraph of quote after a quote of this speaker", 0.75) : null;
    }

    // The sentence before says that somebody spoke or wrote: what follows in marks is theirs.
    private FoundSpeaker? Speaks(TextLine line, int sentence)
    {
        var (first, end) = line.Sentences[sentence];
        for (var i = end - 1; i >= first; i--)
        {
            if (line.IsQuoted(i))
            {
                continue;
            }
            var reason = new Reason("quote.sentence-before", $"\"{line.Low(i)}\" in the sentence before", 0.8);
            if (SpeechWords.IsStrong(line.Low(i)) && subjects.Before(line, i, first, reason) is { } speaker)
            {
                return speaker;
            }
            if (SpeechWords.Venues.Contains(line.Low(i)) && subjects.Main(line, first, end) is { IsPerson: true } main)
            {
                return scene.Speaker(main, reason with { Confidence = 0.76 });
            }
        }
        return null;
    }

    private static FoundSpeaker Taken(FoundSpeaker speaker, string rule, string why, double confidence) => speaker with { Reason = new Reason(rule, why, Math.Min(confidence, speaker.Reason.Confidence)) };
}
