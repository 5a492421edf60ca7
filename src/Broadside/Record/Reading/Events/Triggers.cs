using System.Collections.Frozen;
using Broadside.Record.Claims;
using Broadside.Record.Reading.Dates;

namespace Broadside.Record.Reading.Events;

/// <summary>Finds the words that tell of happenings, and drops what did not happen: negated, hypothetical, merely possible.</summary>
internal sealed class Triggers(bool isSpanish)
{
    private static readonly FrozenSet<string> Negations = WordList.Set("not n't never no without cannot didn't wasn't weren't hasn't haven't hadn't won't doesn't don't isn't aren't no nunca jamas sin tampoco");
    private static readonly FrozenSet<string> Hypothetic = WordList.Set("would could may might should if unless whether must can possible possibly potential want wants wanted hope hopes hoped fear fears plan wish podria podrian deberia deberian debe deben si quiza quizas tal puede pueden quiere quieren posible");
    private static readonly FrozenSet<string> Doing = WordList.Set("decide decided decides begin began agree agreed going go went ordered managed continued continues decidio decidieron comenzo empezo ordeno logro lograron continuo");
    private static readonly FrozenSet<string> Declares = WordList.Set("declared announced announces vowed said promised declaro anuncio prometio");
    private static readonly FrozenSet<string> Alleging = WordList.Set("reportedly allegedly alleged alleges claimed apparently supposedly presuntamente supuestamente supuesto presunto");
    private static readonly FrozenSet<string> Auxiliaries = WordList.Set("was were been be being is are got fue fueron sido es son era eran siendo");
    private static readonly FrozenSet<string> Have = WordList.Set("has have had ha han habia habian he");
    private static readonly FrozenSet<string> Breaks = WordList.Set("that which who but while although because when where after before que quien pero mientras aunque porque cuando donde and y");

    private readonly FrozenDictionary<string, EventRule[]> rules = isSpanish ? EventRules.ForSpanish : EventRules.ForEnglish;

    public List<Trigger> Find(TextLine line)
    {
        var found = new List<Trigger>();
        foreach (var (first, end) in line.Sentences)
        {
            for (var at = first; at < end; at++)
            {
                if (!line.IsQuoted(at) && line.Tokens[at].IsWord && TryAt(line, at, first, end) is { } trigger)
                {
                    found.Add(trigger);
                }
            }
        }
        return found;
    }

    private Trigger? TryAt(TextLine line, int at, int first, int end)
    {
        var word = line.Low(at);
        if (EventRules.Nouns.TryGetValue(word, out var noun) && (line.Low(at - 1) == noun.First || line.Low(at - 2) == noun.First))
        {
            return new Trigger(line, at, noun.Rule, ClauseFirst(line, at, first), ClauseEnd(line, at, end));
        }
        if (!rules.TryGetValue(word, out var possible) || (line.IsCapital(at) && at > first))
        {
            return null;
        }
        var passive = IsPassive(line, at, first) || (line.Low(at + 1) is "by" or "por" && !word.EndsWith("ing", StringComparison.Ordinal));
        var rule = possible.FirstOrDefault(r => r.Near.Count == 0 || IsNear(line, at, first, end, r, passive));
        if (rule is null || IsMood(line, at, rule) || Shape(line, at, first, rule) is not { } shape)
        {
            return null;
        }
        var factuality = Enumerable.Range(first, end - first).Any(i => Alleging.Contains(line.Low(i)) && Math.Abs(i - at) <= 8) ? Factuality.Alleged : Factuality.Reported;
        var clause = ClauseFirst(line, at, first);
        var subordinate = clause > first && line.Low(clause - 1) is "after" or "before" or "when" or "since" or "cuando";
        var stop = ClauseEnd(line, at, end);
        if (subordinate && FirstComma(line, at, stop) is > 0 and var comma)
        {
            stop = comma;
        }
        return new Trigger(line, at, Sharpen(line, first, end, rule), clause, stop) { IsPassive = passive, IsSubordinate = subordinate, IsWeak = shape.Weak || (subordinate && passive && rule.Type is null && rule.Near.Count > 0), IsIntent = shape.Intent, Factuality = factuality };
    }

    // Killing by arms is an assault; in a stampede or a crash it is nobody's act.
    private static EventRule Sharpen(TextLine line, int first, int end, EventRule rule)
    {
        if (rule.Type is not null || rule.Verb is not ("kill" or "injure" or "wound" or "matar" or "herir" or "morir"))
        {
            return rule;
        }
        for (var i = first; i < end; i++)
        {
            if (line.Low(i) is "attack" or "attacks" or "bomb" or "bombs" or "bombing" or "bomber" or "bombers" or "gunmen" or "gunman" or "militants" or "airstrike" or "airstrikes" or "raid" or "gunbattle" or "missile" or "missiles" or "soldiers" or "troops" or "guerrillas" or "rebels" or "shooting" or "explosive" or "minefield" or "gunships" or "predator" or "ataque" or "bomba" or "disparos" or "atentado" or "militares" or "sicarios")
            {
                return rule with { Type = "ASSAULT", Mode = line.Low(i).StartsWith("bomb", StringComparison.Ordinal) ? "explosives" : null, Score = -9.5 };
            }
        }
        return rule;
    }

    // "The crisis erupted", "talks collapsed in acrimony": a mood of the telling, where a volcano or a roof would be an event.
    private static bool IsMood(TextLine line, int at, EventRule rule) => rule.Verb is "erupt" or "collapse" or "sink" or "explotar" or "estallar"
        && Enumerable.Range(1, 3).Any(i => line.Low(at - i) is "crisis" or "tension" or "tensions" or "row" or "dispute" or "quarrel" or "controversy" or "scandal" or "debate" or "impasse" or "tensiones" or "polemica" or "escandalo" or "conflicto" || line.Low(at + i) is "crisis" or "polemica" or "escandalo" or "conflicto");

    private static bool IsNear(TextLine line, int at, int first, int end, EventRule rule, bool passive)
    {
        for (var i = at + 1; i < Math.Min(end, at + 9); i++)
        {
            if (rule.Near.Contains(line.Low(i)))
            {
                return true;
            }
            if (line.Is(i, ';'))
            {
                break;
            }
        }
        for (var i = at - 1; passive && i >= Math.Max(first, at - 8); i--)
        {
            if (rule.Near.Contains(line.Low(i)))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsPassive(TextLine line, int at, int first)
    {
        for (var i = at - 1; i >= Math.Max(first, at - 4); i--)
        {
            if (Auxiliaries.Contains(line.Low(i)))
            {
                return !line.Low(at).EndsWith("ing", StringComparison.Ordinal);
            }
            if (!Have.Contains(line.Low(i)) && !IsAdverb(line.Low(i)))
            {
                return false;
            }
        }
        return false;
    }

    private static bool IsAdverb(string word) => word.EndsWith("ly", StringComparison.Ordinal) || word.EndsWith("mente", StringComparison.Ordinal) || word is "also" or "then" or "both" or "all" or "later" or "since" or "not" or "never" or "already" or "recently" or "again" or "still" or "just" or "reportedly" or "ya" or "tambien" or "even";

    // Null for what did not happen; else whether it is background, and whether it is only intended.
    private (bool Weak, bool Intent)? Shape(TextLine line, int at, int first, EventRule rule)
    {
        var word = line.Low(at);
        var before = at - 1;
        while (before >= first && IsAdverb(line.Low(before)) && !Negations.Contains(line.Low(before)))
        {
            before--;
        }
        var lead = before >= first ? line.Low(before) : "";
        for (var i = at - 1; i >= Math.Max(first, at - 5); i--)
        {
            var near = line.Low(i);
            if (Negations.Contains(near) || near is "failed" or "deny" or "denied" or "speculation")
            {
                return null;
            }
            if (Hypothetic.Contains(near) && i >= at - 4 && !IsBetween(line, i, at))
            {
                var declared = near is "would" && Enumerable.Range(first, i - first).Any(j => Declares.Contains(line.Low(j)));
                return declared && rule.Type is not null ? (false, true) : null;
            }
            if (near is "," or ";")
            {
                break;
            }
        }
        if (IsNoun(line, at, first, lead))
        {
            return null;
        }
        if (lead is "to" || (isSpanish && word.EndsWith('r') && IsInfinitive(word)))
        {
            return Infinitive(line, at, first, lead is "to" ? before : at);
        }
        if (lead is "will" or "'ll" or "shall" || isSpanish && word.EndsWith("ra", StringComparison.Ordinal) && line.Tokens[at].Text.EndsWith('á'))
        {
            return (false, true);
        }
        if (word.EndsWith("ing", StringComparison.Ordinal))
        {
            return Auxiliaries.Contains(lead) ? (false, false) : line.Is(before, ',') ? (false, false) : null;
        }
        if (isSpanish)
        {
            return word.EndsWith("ndo", StringComparison.Ordinal) && !line.Is(before, ',') ? null : (word.EndsWith('a') && line.Tokens[at].Text[^1] == 'a' || word.EndsWith('e') && line.Tokens[at].Text[^1] == 'e', false);
        }
        // The base form after "did" or at the head of an order is no news; the present is background.
        var past = word.EndsWith('d') || word.EndsWith("ed", StringComparison.Ordinal) || (!word.EndsWith('s') && word != rule.Verb) || (word == rule.Verb && word is "quit" or "cut" or "set" or "put" or "hit" or "beat" or "shut");
        if (word == rule.Verb && !past)
        {
            return lead is "did" or "do" ? (false, false) : null;
        }
        return (!past || (lead is not "" && !Have.Contains(lead) && !Auxiliaries.Contains(lead) && IsReduced(line, at)), false);
    }

    // "the first boat rescued on Friday": a participle behind its noun, when another verb rules the sentence.
    private static bool IsReduced(TextLine line, int at) => line.Low(at + 1) is "on" or "in" or "from" or "at" || (line.Low(at + 1) is "by" && !Enumerable.Range(at + 2, 10).Any(i => DateWords.English.Months.ContainsKey(line.Low(i)) && line.IsCapital(i)));

    private static (bool, bool)? Infinitive(TextLine line, int at, int first, int to)
    {
        for (var i = to - 1; i >= Math.Max(first, at - 5); i--)
        {
            if (Doing.Contains(line.Low(i)))
            {
                return (false, false);
            }
        }
        return null;
    }

    private static bool IsInfinitive(string word) => word.EndsWith("ar", StringComparison.Ordinal) || word.EndsWith("er", StringComparison.Ordinal) || word.EndsWith("ir", StringComparison.Ordinal);

    private static bool IsNoun(TextLine line, int at, int first, string lead) =>
        lead is "the" or "a" or "an" or "his" or "her" or "its" or "their" or "this" or "that" or "of" or "'s" or "another" or "new" or "any" or "un" or "una" or "la" or "el" or "los" or "las" or "su" or "sus" or "de" or "esta" or "este" or "en"
        || (at == first && !line.IsCapital(at)) || (line.Low(at) is "call" or "calls" or "visit" or "visits" or "protest" or "protests" or "attack" or "attacks" or "march" or "strike" or "rally" or "report" or "state" or "charge" or "charges" or "sentence" or "ban" or "raid" && lead is not ("will" or "to" or "did" or "who"));

    private static bool IsBetween(TextLine line, int from, int to)
    {
        for (var i = from + 1; i < to; i++)
        {
            if (line.Is(i, ',') || line.Low(i) is "that" or "que" or "and" or "but" or "y")
            {
                return true;
            }
        }
        return false;
    }

    private static int FirstComma(TextLine line, int at, int end)
    {
        for (var i = at + 1; i < end; i++)
        {
            if (line.Is(i, ','))
            {
                return i;
            }
        }
        return 0;
    }

    private static int ClauseFirst(TextLine line, int at, int first)
    {
        for (var i = at - 1; i > first; i--)
        {
            if (line.IsQuoted(i) || line.Is(i, ';') || line.Is(i, ':') || (Breaks.Contains(line.Low(i)) && at - i > 2 && line.Low(i) is not "and" and not "y"))
            {
                return i + 1;
            }
        }
        return first;
    }

    private static int ClauseEnd(TextLine line, int at, int end)
    {
        for (var i = at + 1; i < end; i++)
        {
            if (line.IsQuoted(i) || line.Is(i, ';') || line.Is(i, ':') || (Breaks.Contains(line.Low(i)) && i - at > 3 && line.Low(i) is not "and" and not "y" and not "que" and not "that" || line.Is(i, ',') && i - at > 12))
            {
                return i;
            }
        }
        return end;
    }
}
