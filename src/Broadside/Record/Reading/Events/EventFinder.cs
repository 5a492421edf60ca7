using Broadside.Record.Claims;
using Broadside.Record.Reading.Names;
using Broadside.Record.Reading.Quotes;

namespace Broadside.Record.Reading.Events;

/// <summary>Reads the happenings of a text, weighs them, and makes one of what is told twice.</summary>
internal sealed class EventFinder(Scene scene, ActorDirectory directory, bool isSpanish, DateOnly? today)
{
    private const int LongestLabel = 140;

    // No editor reviews more happenings of one text.
    private const int MostEvents = 400;

    public IReadOnlyList<FoundEvent> Find(IReadOnlyList<FoundDate> dates, IReadOnlyList<FoundQuote> quotes)
    {
        var triggers = new Triggers(isSpanish);
        var parties = new Parties(scene, new Subjects(scene), directory);
        var dating = new EventDates(dates, today);
        var merge = new JoinTellings();
        foreach (var line in scene.Lines)
        {
            if (line.Block.Kind is BlockKind.Heading or BlockKind.Boilerplate or BlockKind.Caption || merge.Count >= MostEvents)
            {
                continue;
            }
            foreach (var trigger in triggers.Find(line))
            {
                merge.Add(Build(trigger, parties, dating), line, trigger.At);
            }
            foreach (var quote in quotes.Where(q => q.Passage.Block == line.Block.Id && q.Speaker is not null))
            {
                if (Performed(line, quote, dating) is { } act)
                {
                    merge.Add(act, line, line.TokenAt(quote.Passage.Start));
                }
            }
        }
        return merge.Events;
    }

    private FoundEvent Build(Trigger trigger, Parties parties, EventDates dating)
    {
        var line = trigger.Line;
        var rule = trigger.IsIntent && trigger.Rule.Score > 0 ? new EventRule("AGREE", null, 3, trigger.Rule.Near, trigger.Rule.Verb) : trigger.Rule;
        var (actors, recipients) = parties.Of(trigger);
        var (edtf, basis, dated) = dating.Of(trigger);
        var sentence = line.Sentences[trigger.Sentence];
        var source = trigger.Factuality == Factuality.Alleged ? actors.Select(a => a.Name).FirstOrDefault() : null;
        return new FoundEvent
        {
            Sentence = line.Words(sentence.First, sentence.End),
            Trigger = line.Words(trigger.At, trigger.At + 1),
            Label = Label(line, trigger),
            Actors = actors,
            Recipients = recipients,
            PloverType = rule.Type,
            PloverMode = rule.Mode,
            Score = rule.Type is null ? null : rule.Score,
            Edtf = edtf,
            Basis = basis,
            Factuality = trigger.Factuality,
            AllegedBy = source,
            Salience = Salience(trigger, rule, actors, recipients, basis),
            Reason = new Reason("event." + rule.Verb.Replace(' ', '-'), $"\"{line.Low(trigger.At)}\"{(rule.Type is null ? "" : $" is {rule.Type}{(rule.Mode is null ? "" : ":" + rule.Mode)}")}; date: {dated}", trigger.IsWeak ? 0.55 : 0.7),
        };
    }

    // What an editor would put into a dossier: an act that has a doer or a date, told as done.
    private static int Salience(Trigger trigger, EventRule rule, List<FoundParty> actors, List<FoundParty> recipients, DateBasis basis)
    {
        if (trigger.IsWeak)
        {
            return 1;
        }
        var dated = basis is DateBasis.Stated or DateBasis.Inferred;
        if (rule.Type is null)
        {
            return dated || rule.Verb is "kill" or "die" or "crash" or "derail" or "collapse" or "sink" or "matar" or "morir" or "fallecer" or "descarrilar" or "hundir" or "derrumbar" ? 3 : 2;
        }
        if (rule.Type is "REQUEST" or "SUPPORT" && !dated)
        {
            return recipients.Count > 0 && actors.Count > 0 && actors[0].Country is not null && recipients.Any(r => r.Country is not null && r.Country != actors[0].Country) ? 3 : 1;
        }
        return actors.Count + recipients.Count > 0 || dated || Math.Abs(rule.Score) >= 7 ? 3 : 2;
    }

    // "The United States condemns …", said in a quote, is an act of who says it.
    private FoundEvent? Performed(TextLine line, FoundQuote quote, EventDates dating)
    {
        var first = line.TokenAt(quote.Passage.Start) + 1;
        for (var at = first; at < Math.Min(line.Tokens.Length, first + 5) && line.Tokens[at].End <= quote.Passage.End; at++)
        {
            var word = line.Low(at);
            var performs = word is "condemn" or "condemns" or "reject" or "rejects" or "demand" or "demands" or "condenamos" or "condeno" or "rechazamos" or "rechazo" or "exigimos" or "exijo";
            var lead = line.Low(at - 1);
            if (!performs || !(lead is "i" or "we" or "strongly" or "states" || line.IsCapital(at - 1) || at == first))
            {
                continue;
            }
            var (type, mode, score) = word[0] == 'c' ? ("ACCUSE", "disapprove", -2.0) : word[0] == 'r' ? ("REJECT", null, -4.0) : ("REQUEST", (string?)null, -1.0);
            var trigger = new Trigger(line, at, new EventRule(type, mode, score, WordList.Set(""), word), first, line.TokenAt(quote.Passage.End));
            var (edtf, basis, dated) = dating.Of(trigger);
            var sentence = line.Sentences[trigger.Sentence];
            return new FoundEvent
            {
                Sentence = line.Words(sentence.First, sentence.End),
                Trigger = line.Words(at, at + 1),
                Label = Cut($"{quote.Speaker!.Name}: {line.Text[line.Tokens[first].Start..quote.Passage.End]}"),
                Actors = [new FoundParty(quote.Speaker.Name, quote.Speaker.Actor, scene.Roles.CountryOf(quote.Speaker.Name))],
                PloverType = type,
                PloverMode = mode,
                Score = score,
                Edtf = edtf,
                Basis = basis,
                Salience = 3,
                Reason = new Reason("event.performed", $"saying \"{word}\" is doing it; date: {dated}", 0.65),
            };
        }
        return null;
    }

    private static string Label(TextLine line, Trigger trigger)
    {
        var from = trigger.ClauseFirst;
        while (from < trigger.At && (line.Tokens[from].Kind == TokenKind.Mark || line.Low(from) is "and" or "but" or "y" or "pero"))
        {
            from++;
        }
        return Cut(line.Text[line.Tokens[from].Start..line.Tokens[Math.Max(trigger.ClauseEnd, trigger.At + 1) - 1].End]);
    }

    private static string Cut(string text)
    {
        if (text.Length <= LongestLabel)
        {
            return text;
        }
        var space = text.LastIndexOf(' ', LongestLabel - 2);
        return text[..(space > 40 ? space : LongestLabel - 2)].TrimEnd(',', ' ', ';') + " …";
    }
}
