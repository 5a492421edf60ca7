using System.Collections.Frozen;
using Broadside.Record.Actors;
using Broadside.Record.Reading.Names;

namespace Broadside.Record.Reading.Quotes;

/// <summary>Finds who a verb of speech belongs to: the words before it, or behind it ("said the minister").</summary>
internal sealed class Subjects(Scene scene)
{
    private const int Reach = 40;
    private static readonly FrozenSet<string> Determiners = WordList.Set("a an one the some another several many both two three his her its their un una uno el la los las otro otra unos unas varios su sus");
    private static readonly FrozenSet<string> Fillers = WordList.Set("also later then still just even further has had have have been was were is are would will could may might reportedly has did again repeatedly publicly simply once recently earlier tambien luego despues ya ha han habia lo le les se asi entonces todavia aun");
    private static readonly FrozenSet<string> Prepositions = WordList.Set("of for by in on at from to about over de del por en para sobre seen obtained issued led");
    private static readonly FrozenSet<string> Stops = WordList.Set("in on to during after at before when while as that who which from about following through via and but en a durante tras al cuando mientras que ante por sobre y tras segun");

    /// <summary>The subject before a verb, as a speaker; null where the words do not say.</summary>
    public FoundSpeaker? Before(TextLine line, int verb, int start, Reason reason)
    {
        var last = verb - 1;
        while (last >= start && (Fillers.Contains(line.Low(last)) || (line.Low(last).EndsWith("ly", StringComparison.Ordinal) && !line.IsCapital(last))))
        {
            last--;
        }
        if (last < start)
        {
            return null;
        }
        if (SpeechWords.Pronouns.Contains(line.Low(last)))
        {
            return Pronoun(line, last, reason);
        }
        if (line.Low(last) is "and" or "but" or "y" or "pero" or ")" || line.IsQuoted(last))
        {
            return NearestPerson(line, last, start, reason);
        }
        if (line.Is(last, ','))
        {
            return BeforeComma(line, last, start, verb, reason);
        }
        return Ending(line, last + 1, start, reason) ?? Phrase(line, last, start, reason);
    }

    /// <summary>The subject behind a verb: "said Bolden", "said a spokesman for the brigade, Brian Mitchelhill".</summary>
    public FoundSpeaker? After(TextLine line, int at, int end, Reason reason)
    {
        if (at >= end)
        {
            return null;
        }
        if (SpeechWords.Pronouns.Contains(line.Low(at)))
        {
            return Pronoun(line, at, reason);
        }
        var stop = at;
        var appositive = false;
        while (stop < end && stop - at < Reach && !line.Is(stop, '.') && !line.Is(stop, ';') && !line.Is(stop, ':') && !line.IsQuoted(stop))
        {
            if (line.Is(stop, ','))
            {
                appositive = true;
                break;
            }
            if (stop > at && Stops.Contains(line.Low(stop)) && !(line.Low(stop) is "and" or "y" && line.IsCapital(stop + 1)))
            {
                break;
            }
            stop++;
        }
        var mentions = scene.Of(line);
        if (appositive && mentions.FirstOrDefault(m => m.First == stop + 1 && m.Name?.Kind == ActorKind.Person) is { } named && Determiners.Contains(line.Low(at)))
        {
            return scene.Speaker(named, reason);
        }
        // "the post by an unknown author": who wrote it speaks.
        for (var i = at + 1; i < stop - 1; i++)
        {
            if (line.Low(i) is "by" && SpeechWords.Venues.Contains(line.Low(i - 1)))
            {
                return Plain(line, i + 1, stop, reason);
            }
        }
        var direct = mentions.FirstOrDefault(m => m.First >= at && m.End <= stop && m.CanSpeak && (m.First == at || m.IsPerson || m.First == at + 1)) ?? mentions.FirstOrDefault(m => m.First == at);
        var head = Enumerable.Range(at, Math.Max(0, stop - at)).FirstOrDefault(i => Prepositions.Contains(line.Low(i)) && (direct is null || i < direct.First), -1);
        if (direct is not null && head < 0)
        {
            return scene.Speaker(direct, reason);
        }
        return stop > at ? Plain(line, at, stop, reason) : null;
    }

    /// <summary>Whom the main clause of a sentence is about: the first person in it, else the first body.</summary>
    public Mention? Main(TextLine line, int start, int end)
    {
        var mentions = scene.Of(line).Where(m => m.First >= start && m.End <= end && m.CanSpeak && !line.IsQuoted(m.First)).ToList();
        return mentions.Find(m => m.IsPerson && !IsPossessor(line, m)) ?? mentions.Find(m => m.IsPerson) ?? mentions.FirstOrDefault();
    }

    /// <summary>The last person in a main clause before a pronoun, without a guess at who is a man or a woman.</summary>
    public FoundSpeaker? Pronoun(TextLine line, int at, Reason reason)
    {
        if (!(line.Low(at) is "he" or "she" or "el" or "ella"))
        {
            return null;
        }
        var sentence = line.SentenceOf(at);
        var own = Main(line, line.Sentences[sentence].First, at);
        for (var back = 0; own is null or { IsPerson: false } && back < 4; back++)
        {
            if (--sentence < 0)
            {
                if (line.Number == 0)
                {
                    return null;
                }
                line = scene.Lines[line.Number - 1];
                sentence = line.Sentences.Count - 1;
                if (sentence < 0)
                {
                    return null;
                }
            }
            own = Main(line, line.Sentences[sentence].First, line.Sentences[sentence].End);
        }
        return own is { IsPerson: true } ? scene.Speaker(own, reason with { Why = reason.Why + "; a pronoun: the last person in a main clause", Confidence = reason.Confidence - 0.1 }) : null;
    }

    private static bool IsPossessor(TextLine line, Mention mention) => line.Low(mention.End) is "'s" || line.Is(mention.End, '’');

    // "Jeff Rathke, the department's spokesperson, said"; "Marco Rubio, said".
    private FoundSpeaker? BeforeComma(TextLine line, int comma, int start, int verb, Reason reason)
    {
        for (var i = comma - 1; i > start && comma - i < Reach; i--)
        {
            if (line.Is(i, ',') && Ending(line, i, start, reason) is { } first)
            {
                return first;
            }
        }
        // "One poster admitted to it, writing …": a participle belongs to the subject of the sentence.
        if (line.Low(verb).EndsWith("ing", StringComparison.Ordinal) || line.Low(verb).EndsWith("ndo", StringComparison.Ordinal))
        {
            return First(line, start, comma, reason);
        }
        return Ending(line, comma, start, reason) ?? (Main(line, start, comma) is { } main ? scene.Speaker(main, reason with { Confidence = reason.Confidence - 0.1 }) : First(line, start, comma, reason));
    }

    // The name or office that ends exactly there; behind a preposition it is only a part of the phrase: "a spokesman for the ministry".
    private FoundSpeaker? Ending(TextLine line, int end, int start, Reason reason)
    {
        end -= line.Low(end - 1) is "'s" ? 1 : 0;
        var mention = scene.Of(line).LastOrDefault(m => m.End == end && m.First >= start && m.CanSpeak);
        if (mention is null)
        {
            return null;
        }
        var before = mention.First - 1;
        before -= Determiners.Contains(line.Low(before)) ? 1 : 0;
        return before >= start && Prepositions.Contains(line.Low(before)) && line.Low(before) is not ("by" or "from" or "in") && !IsClause(line, before, start) ? Phrase(line, end - 1, start, reason) : scene.Speaker(mention, reason);
    }

    // A preposition that no noun stands before opens the sentence: "For Petro said" is rare, "In Paris, Macron said" has its comma.
    private static bool IsClause(TextLine line, int preposition, int start) => preposition <= start || line.Tokens[preposition - 1].Kind == TokenKind.Mark;

    private FoundSpeaker? Phrase(TextLine line, int last, int start, Reason reason)
    {
        var first = last;
        while (first > start && last - first < Reach)
        {
            if (Determiners.Contains(line.Low(first)) && !(first > start && Prepositions.Contains(line.Low(first - 1))))
            {
                break;
            }
            if (line.Tokens[first - 1].Kind == TokenKind.Mark && line.Low(first - 1) is not "'s" and not "-" || line.Low(first - 1) is "that" or "which" or "as" or "and" or "but" or "que" or "while" or "when")
            {
                break;
            }
            first--;
        }
        // "PC World's own analysis concluded", "Cornyn's statement added": the owner speaks.
        var owner = scene.Of(line).FirstOrDefault(m => m.First >= first && m.First <= first + 1 && m.End <= last && line.Low(m.End) is "'s" && m.CanSpeak);
        if (owner is not null)
        {
            return scene.Speaker(owner, reason);
        }
        var person = scene.Of(line).LastOrDefault(m => m.First >= first && m.End <= last + 1 && m.Name?.Kind == ActorKind.Person);
        if (person is not null && person.End == last + 1)
        {
            return scene.Speaker(person, reason);
        }
        return Determiners.Contains(line.Low(first)) || line.IsCapital(first) ? Plain(line, first, last + 1, reason) : null;
    }

    private FoundSpeaker? First(TextLine line, int start, int end, Reason reason)
    {
        if (Main(line, start, end) is { } main && main.First <= start + 4)
        {
            return scene.Speaker(main, reason);
        }
        if (!Determiners.Contains(line.Low(start)))
        {
            return null;
        }
        var stop = start + 1;
        while (stop < end && stop < start + 8 && !SpeechWords.IsVerb(line.Low(stop)) && !Prepositions.Contains(line.Low(stop)) && line.Tokens[stop].IsWord && !Fillers.Contains(line.Low(stop)))
        {
            stop++;
        }
        return stop - start >= 2 ? Plain(line, start, stop, reason) : null;
    }

    private FoundSpeaker? NearestPerson(TextLine line, int at, int start, Reason reason)
    {
        var mention = scene.Of(line).LastOrDefault(m => m.End <= at && m.First >= start && m.IsPerson && !line.IsQuoted(m.First) && !IsPossessor(line, m));
        return mention is null ? null : scene.Speaker(mention, reason with { Confidence = reason.Confidence - 0.05 });
    }

    private static FoundSpeaker? Plain(TextLine line, int first, int end, Reason reason)
    {
        var text = line.Text[line.Tokens[first].Start..line.Tokens[end - 1].End];
        return text.Length is 0 or > 160 ? null : new FoundSpeaker(text, text, null, reason with { Confidence = reason.Confidence - 0.08 });
    }
}
