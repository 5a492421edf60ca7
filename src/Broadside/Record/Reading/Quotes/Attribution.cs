using Broadside.Record.Reading.Names;

namespace Broadside.Record.Reading.Quotes;

/// <summary>Who says a quote, and by which word: behind it, before it, "according to", a signature, the sentence or paragraph before.</summary>
internal sealed class Attribution(Scene scene, Subjects subjects)
{
    private const int Reach = 60;

    public Attributed? Find(TextLine line, QuoteSpan quote)
    {
        var (first, next) = (line.TokenAt(quote.Start), line.TokenAt(quote.End));
        var sentence = line.Sentences[line.SentenceOf(first)];
        return Behind(line, quote, next, sentence.End) ?? Before(line, first, sentence.First) ?? AccordingTo(line, next, sentence.End) ?? Signature(line, next);
    }

    private Attributed? Behind(TextLine line, QuoteSpan quote, int at, int end)
    {
        var closed = quote.InnerEnd > quote.InnerStart && ",?!.;-–—…".Contains(line.Text[quote.InnerEnd - 1], StringComparison.Ordinal);
        var comma = line.Is(at, ',');
        if (at >= line.Tokens.Length || !(closed || comma || line.Low(at) is "-"))
        {
            return null;
        }
        if (end <= at)
        {
            // The sentence ended inside the marks: "… done." Petro continues.
            var sentence = line.Sentences[line.SentenceOf(at)];
            if (sentence.End - sentence.First > 9 || Enumerable.Range(sentence.First, sentence.End - sentence.First).Any(line.IsQuoted))
            {
                return null;
            }
            end = sentence.End;
        }
        at += comma ? 1 : 0;
        while (line.Low(at) is "-" or "—")
        {
            at++;
        }
        if (at >= end)
        {
            return null;
        }
        if (IsVerb(line, at) && !line.Low(at).EndsWith("ing", StringComparison.Ordinal) && subjects.After(line, at + 1, end, new Reason("quote.after-verb", $"\"{line.Low(at)}\" follows the quote", 0.95)) is { } inverted)
        {
            return new Attributed(inverted, line.Tokens[at].Text, at, IsClose: true);
        }
        if (line.Low(at) is "and" or "but" or "which" or "that" or "as" or "y" or "pero" or "que" || (line.Low(at).EndsWith("ing", StringComparison.Ordinal) && !line.IsCapital(at)))
        {
            return null;
        }
        for (var verb = at + 1; verb < Math.Min(end, at + 16) && !line.IsQuoted(verb); verb++)
        {
            if (IsVerb(line, verb) && !(SpeechWords.Weak.Contains(line.Low(verb)) && line.Low(verb - 1) is "a" or "the" or "of") && subjects.Before(line, verb, at, new Reason("quote.after-subject", $"\"{line.Low(verb)}\" and its subject follow the quote", 0.94)) is { } subject)
            {
                return new Attributed(subject, line.Tokens[verb].Text, verb, IsClose: true);
            }
        }
        return null;
    }

    private Attributed? Before(TextLine line, int quote, int start)
    {
        for (var verb = quote - 1; verb >= Math.Max(start, quote - Reach); verb--)
        {
            var word = line.Low(verb);
            if (line.IsQuoted(verb) || !IsVerb(line, verb))
            {
                continue;
            }
            var close = quote - verb <= 6;
            if ((SpeechWords.Weak.Contains(word) && (!close || line.Low(verb - 1) is "a" or "the" or "his" or "her" or "el" or "la" or "un" or "su")) || line.Low(verb - 1) is "to")
            {
                continue;
            }
            var reason = new Reason("quote.before", $"\"{word}\" stands before the quote", close ? 0.93 : 0.82);
            if (line.Low(verb - 1) is not "segun" and not "como" && subjects.Before(line, verb, start, reason) is { } subject)
            {
                return new Attributed(subject, line.Tokens[verb].Text, verb, close);
            }
            // "Según explicó el ministro: «…»" has its subject behind the verb.
            if (subjects.After(line, verb + 1, quote, reason with { Confidence = 0.8 }) is { Name: var name } behind && name.Length > 1 && scene.Of(line).Any(m => m.First >= verb && m.End <= quote && m.CanSpeak && m.First <= verb + 3))
            {
                return new Attributed(behind, line.Tokens[verb].Text, verb, close);
            }
        }
        return According(line, start, quote);
    }

    // "According to Rathbun, …" at the head of the sentence.
    private Attributed? According(TextLine line, int start, int quote)
    {
        for (var i = start; i < quote; i++)
        {
            if (line.IsQuoted(i) || !IsAccording(line, i, out var next))
            {
                continue;
            }
            next += line.Low(next) is "the" or "el" or "la" ? 1 : 0;
            if (scene.Of(line).FirstOrDefault(m => (m.First == next || m.First == next - 1) && m.CanSpeak) is { } mention)
            {
                return new Attributed(scene.Speaker(mention, new Reason("quote.according-to", "\"according to\" stands before it", 0.85)), "according to", i, IsClose: true);
            }
        }
        return null;
    }

    private Attributed? AccordingTo(TextLine line, int at, int end)
    {
        at += line.Is(at, ',') ? 1 : 0;
        if (at >= end || !IsAccording(line, at, out var next))
        {
            return null;
        }
        return subjects.After(line, next, end, new Reason("quote.according-to", "\"according to\" follows it", 0.88)) is { } speaker ? new Attributed(speaker, "according to", at, IsClose: true) : null;
    }

    // "The Huffington Post" holds no verb.
    private static bool IsVerb(TextLine line, int at) => SpeechWords.IsVerb(line.Low(at)) && (!line.IsCapital(at) || line.Sentences[line.SentenceOf(at)].First == at);

    private static bool IsAccording(TextLine line, int at, out int next)
    {
        next = line.Low(at) is "according" && line.Low(at + 1) is "to" ? at + 2 : line.Low(at) is "segun" ? at + 1 : 0;
        return next > 0;
    }

    // A caption or pull quote signs: "… long game." - Matthew Ingram.
    private Attributed? Signature(TextLine line, int at)
    {
        var dash = line.Low(at) is "-";
        if (at >= line.Tokens.Length || !(dash || line.Block.Kind is BlockKind.Caption or BlockKind.Quote))
        {
            return null;
        }
        at += dash ? 1 : 0;
        var end = at;
        while (end < line.Tokens.Length && end - at < 8 && line.Tokens[end].IsWord)
        {
            end++;
        }
        if (end == at || !line.IsCapital(at) || (end < line.Tokens.Length && line.Low(end) is not ("," or "." or "(" or "\"")))
        {
            return null;
        }
        var reason = new Reason("quote.signature", "a signature follows the quote", 0.88);
        var mention = scene.Of(line).FirstOrDefault(m => m.First >= at && m.End <= end && m.CanSpeak);
        var text = line.Text[line.Tokens[at].Start..line.Tokens[end - 1].End];
        return new Attributed(mention is null ? new FoundSpeaker(text, text, null, reason) : scene.Speaker(mention, reason), null, at, IsClose: true);
    }
}

/// <param name="Verb">Token of the cue.</param>
/// <param name="IsClose">The cue stands right beside the quote.</param>
internal sealed record Attributed(FoundSpeaker Speaker, string? Cue, int Verb, bool IsClose);
