using Broadside.Record.Actors;
using Broadside.Record.Reading.Names;
using Broadside.Record.Reading.Quotes;

namespace Broadside.Record.Reading.Events;

/// <summary>Who acts and who is acted upon: names before and behind the verb, turned round in the passive, with their countries.</summary>
internal sealed class Parties(Scene scene, Subjects subjects, ActorDirectory directory)
{
    public (List<FoundParty> Actors, List<FoundParty> Recipients) Of(Trigger trigger)
    {
        var line = trigger.Line;
        var before = Mentions(line, trigger.ClauseFirst, trigger.At).ToList();
        var after = Mentions(line, trigger.At + 1, trigger.ClauseEnd).ToList();
        var subject = Subject(trigger, before);
        var by = after.Where(m => line.Low(m.First - 1) is "by" or "por" || (line.Low(m.First - 1) is "the" or "el" or "la" && line.Low(m.First - 2) is "by" or "por")).Take(1).Select(Party).ToList();
        if (by.Count == 0 && line.Low(trigger.At + 1) is "by" or "por")
        {
            // "by the Spanish newspaper, El País".
            by = [.. after.Where(m => m.First - trigger.At <= 8).Take(1).Select(Party)];
        }
        if (trigger.IsPassive || trigger.Rule.Near.Count == 0 && by.Count > 0)
        {
            return (by, subject.Count > 0 || by.Count > 0 ? subject : [.. after.Take(1).Select(Party)]);
        }
        // "at the embassy in Colombia": the house is where it happens; the country it stands in is whom it touches.
        var recipients = after.Where(m => !IsAt(line, m)).Select(Party).Where(p => !subject.Contains(p)).Take(2).ToList();
        return (subject, recipients);
    }

    private List<FoundParty> Subject(Trigger trigger, List<Mention> before)
    {
        var line = trigger.Line;
        var sentence = line.Sentences[trigger.Sentence].First;
        for (var i = trigger.At - 1; i >= Math.Max(trigger.ClauseFirst, trigger.At - 4); i--)
        {
            if (line.Low(i) is "he" or "she" or "ella" && subjects.Pronoun(line, i, new Reason("", "", 1)) is { } someone)
            {
                return [Party(someone.Name, someone.Actor)];
            }
        }
        // "The latter threatened": the second of the two named last.
        if (line.Low(trigger.At - 1) is "latter" or "este" or "ultimo" && Latter(line, trigger.At) is { } second)
        {
            return [second];
        }
        var pair = before.Count > 1 && before.Skip(1).Any(m => line.Low(m.First - 1) is "and" or "y" || line.Low(m.First - 2) is "and" or "y");
        // "Petro, in response to …, recalled": between two commas stands what is not the subject.
        if (line.Is(trigger.At - 1, ',') && before.Count > 0 && before[0].First <= trigger.ClauseFirst + 4 && before.Any(m => line.Is(m.End, ',')))
        {
            return [Party(before[0])];
        }
        var own = before.Where(m => !IsComplement(line, m) || m.First <= sentence + 2).ToList();
        var chosen = own.Count > 0 ? own : before;
        if (chosen.Count == 0 && trigger.ClauseFirst > sentence)
        {
            chosen = [.. Mentions(line, sentence, trigger.ClauseFirst).Where(m => !IsComplement(line, m))];
            var both = chosen.Count > 1 && line.Low(chosen[1].First - 1) is "and" or "y";
            return [.. chosen.Take(both ? 2 : 1).Select(Party)];
        }
        return [.. (pair ? chosen.Take(2) : chosen.TakeLast(1)).Select(Party).Distinct()];
    }

    private FoundParty? Latter(TextLine line, int at)
    {
        var mentions = scene.Of(line).Where(m => m.End <= at && m.CanSpeak).ToList();
        return mentions.Count == 0 ? null : Party(mentions[^1]);
    }

    private static bool IsAt(TextLine line, Mention mention) => mention.Name?.Kind == ActorKind.Org && (line.Low(mention.First - 1) is "at" || (line.Low(mention.First - 1) is "the" && line.Low(mention.First - 2) is "at"));

    private static bool IsComplement(TextLine line, Mention mention)
    {
        var before = line.Low(mention.First - 1) is "the" or "el" or "la" or "los" ? line.Low(mention.First - 2) : line.Low(mention.First - 1);
        return before is "of" or "in" or "at" or "to" or "with" or "from" or "on" or "by" or "against" or "de" or "del" or "en" or "con" or "a" or "al" or "contra";
    }

    private IEnumerable<Mention> Mentions(TextLine line, int first, int end) => scene.Of(line).Where(m => m.First >= first && m.End <= end && !line.IsQuoted(m.First) && (m.CanSpeak || Seat(m) is not null));

    // What the directory asks about is no party by itself.
    private static string? Seat(Mention mention) => mention.Name is { Candidates.Count: 0 } name ? Countries.Seats.GetValueOrDefault(Fold.Word(name.Passage.Exact)) : null;

    private FoundParty Party(Mention mention)
    {
        var speaker = scene.Speaker(mention, new Reason("", "", 1));
        return Party(speaker.Name, speaker.Actor, mention.Role?.Country);
    }

    private FoundParty Party(string name, string? actor, string? country = null)
    {
        country ??= actor is null ? null : directory.Find(actor)?.Country;
        country ??= scene.Roles.CountryOf(name);
        if (country is null)
        {
            var words = Tokenizer.Cut(name);
            country = Countries.Of(string.Join(' ', words.Select(w => w.Low))) ?? words.Select((w, i) => Countries.Of(w.Low) ?? (i + 1 < words.Length ? Countries.Of(w.Low + " " + words[i + 1].Low) : null)).FirstOrDefault(c => c is not null);
        }
        return new FoundParty(name, actor, country);
    }
}
