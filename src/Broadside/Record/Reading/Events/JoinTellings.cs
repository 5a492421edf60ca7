using Broadside.Record.Claims;

namespace Broadside.Record.Reading.Events;

/// <summary>Makes one event of what several sentences tell: the same kind of act, dates that can be one, and parties or words in common.</summary>
internal sealed class JoinTellings
{
    private readonly List<(FoundEvent Event, HashSet<string> Words, int Block, bool IsDated)> kept = [];

    public IReadOnlyList<FoundEvent> Events => [.. kept.Select(k => k.Event)];

    public int Count => kept.Count;

    public void Add(FoundEvent found, TextLine line, int at)
    {
        var sentence = line.Sentences[line.SentenceOf(at)];
        var words = Content(line, sentence.First, sentence.End);
        var dated = found.Basis is DateBasis.Stated or DateBasis.Inferred;
        for (var i = kept.Count - 1; i >= Math.Max(0, kept.Count - 200); i--)
        {
            var (other, otherWords, block, otherDated) = kept[i];
            if (!IsSame(found, other) || !CanBeOne(found, other, dated, otherDated) || !Shares(found, other, words, otherWords, line.Number - block, dated))
            {
                continue;
            }
            kept[i] = (Join(other, found), [.. otherWords, .. words], block, otherDated || dated);
            return;
        }
        kept.Add((found, words, line.Number, dated));
    }

    private static bool IsSame(FoundEvent a, FoundEvent b) => a.PloverType == b.PloverType && (a.PloverType is null || a.PloverMode is null || b.PloverMode is null || a.PloverMode == b.PloverMode);

    // Dates that cannot be one day part two events; two dated ones must touch, an undated one fits anything but another year.
    private static bool CanBeOne(FoundEvent a, FoundEvent b, bool aDated, bool bDated)
    {
        if (!aDated && !bDated)
        {
            return true;
        }
        if (!Edtf.TryBounds(a.Edtf, out var aFrom, out var aTo) || !Edtf.TryBounds(b.Edtf, out var bFrom, out var bTo))
        {
            return true;
        }
        if (aDated && bDated)
        {
            return !(aFrom > bTo) && !(bFrom > aTo);
        }
        var known = aDated ? (aTo, bTo) : (bTo, aTo);
        return known.Item1 is not { } day || known.Item2 is not { } text || text.DayNumber - day.DayNumber < 200;
    }

    private static bool Shares(FoundEvent a, FoundEvent b, HashSet<string> aWords, HashSet<string> bWords, int blocks, bool dated)
    {
        if (a.Sentence == b.Sentence)
        {
            // One sentence may tell of two acts of two people: "fishermen rescued 700, and the navy saved 200".
            // "The impasse was settled when the authorities agreed": what names nobody is what the other half of the sentence tells.
            return a.Trigger.Exact == b.Trigger.Exact || a.PloverType is null || IsHalf(a, b) || IsHalf(b, a) || (a.Actors.Count > 0 && a.Actors.SequenceEqual(b.Actors));
        }
        if (a.PloverType is not null)
        {
            var actors = a.Actors.Any(p => b.Actors.Any(q => IsOne(p, q)));
            var recipients = a.Recipients.Any(p => b.Recipients.Any(q => IsOne(p, q)));
            var strangers = a.Actors.Count > 0 && b.Actors.Count > 0 && !actors;
            var common = aWords.Count(bWords.Contains);
            return (actors && (recipients || a.Recipients.Count == 0 || b.Recipients.Count == 0 || common >= 2)) || (!strangers && common >= 3) || (!strangers && recipients && common >= 2);
        }
        // An undated sentence of harm, told on from the last one, is the same harm unless it brings other words of its own.
        return aWords.Count(bWords.Contains) >= 2 || (!dated && blocks <= 1 && aWords.Count <= 8 && aWords.Any(bWords.Contains)) || (!dated && blocks <= 1 && aWords.Count <= 3);
    }

    private static bool IsHalf(FoundEvent half, FoundEvent other) => half.Actors.Count == 0 && other.Actors.Count > 0 && half.Recipients.All(p => other.Actors.Concat(other.Recipients).Any(q => IsOne(p, q)));

    private static bool IsOne(FoundParty a, FoundParty b) => a.Name == b.Name || (a.Actor is not null && a.Actor == b.Actor) || (a.Country is not null && a.Country == b.Country);

    private static FoundEvent Join(FoundEvent first, FoundEvent second)
    {
        var better = Rank(second) > Rank(first);
        var (main, also) = better ? (second, first) : (first, second);
        var dated = Certainty(also.Basis) > Certainty(main.Basis) ? also : main;
        return main with
        {
            AlsoIn = [.. first.AlsoIn.Concat(second.AlsoIn).Append(also.Sentence).Where(s => s != main.Sentence).Distinct()],
            Actors = main.Actors.Count > 0 ? main.Actors : also.Actors,
            Recipients = main.Recipients.Count > 0 ? main.Recipients : also.Recipients,
            Edtf = dated.Edtf,
            Basis = dated.Basis,
            Salience = Math.Max(first.Salience, second.Salience),
        };
    }

    private static int Certainty(DateBasis basis) => basis switch { DateBasis.Stated => 3, DateBasis.Inferred => 2, DateBasis.Relative => 1, _ => 0 };

    private static int Rank(FoundEvent found) => (2 * Certainty(found.Basis)) + (found.Actors.Count > 0 ? 2 : 0) + found.Salience;

    private static HashSet<string> Content(TextLine line, int first, int end)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        for (var i = first; i < Math.Min(end, first + 120); i++)
        {
            if (line.Tokens[i].IsWord && !line.IsQuoted(i) && line.Low(i).Length > 4 && !Common.Contains(line.Low(i)))
            {
                words.Add(line.Low(i).TrimEnd('s'));
            }
        }
        return words;
    }

    private static readonly System.Collections.Frozen.FrozenSet<string> Common = WordList.Set("killed injured wounded people their there which where after before about least being during first other those these would could should while since according reported officials government against through under between because although still among years weeks months today yesterday monday tuesday wednesday thursday friday saturday sunday murieron personas heridos durante despues antes segun entre sobre contra donde cuando porque tambien gobierno");
}
