using System.Collections.Frozen;
using System.Globalization;

namespace Broadside.Record.Reading;

/// <summary>
/// What a rule was worth when a person had read the same texts, in place of what its writer thought of it. The counts are those of <c>record measure --json</c>
/// ("rules") over the 14 public texts and our Spanish ones; the texts were in view while the rules were written, so they flatter. docs/benchmarks.md has the cross-validation.
/// </summary>
internal static class Confidences
{
    // How many judgements of the whole kind a rule begins with: one that was right twice is not sure yet.
    private const double Weight = 4;

    // Rule, right, of.
    private const string Counts =
        """
        date.ago 6 6; date.day 21 21; date.day-month 14 14; date.end-of 2 2; date.from-last 1 1; date.month 6 6
        date.near-day 7 10; date.near-unit 8 9; date.past-span 2 4; date.season 1 1; date.vague-ago 1 1; date.weekday 20 20
        date.year 21 21; name.acronym 2 2; name.body 8 8; name.country 34 34; name.directory 299 300; name.full-again 2 2
        name.known-organization 28 28; name.known-place 14 16; name.organization-word 52 57; name.person 75 75; name.place-preposition 1 4; name.place-within 3 3
        name.place-word 30 30; name.surname 22 22; name.title 11 11; quote.after-subject 2 2; quote.after-verb 11 11; quote.before 21 21
        quote.inherited 2 2; quote.marks 41 41; quote.sentence-before 1 1; quote.signature 3 3; event.news 20 32; event.background 0 1
        report.that 9 10
        """;

    private static readonly FrozenDictionary<string, (int Right, int Of)> Rules = Counts.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(row => row.Split(' '))
        .ToFrozenDictionary(c => c[0], c => (int.Parse(c[1], CultureInfo.InvariantCulture), int.Parse(c[2], CultureInfo.InvariantCulture)), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, double> Kinds = Rules.GroupBy(r => KindOf(r.Key), StringComparer.Ordinal)
        .ToFrozenDictionary(k => k.Key, k => Kind(k.Sum(r => r.Value.Right), k.Sum(r => r.Value.Of)), StringComparer.Ordinal);

    /// <summary>The reason with a measured confidence. A rule that nobody has judged yet keeps its own, if that is less than its kind is worth.</summary>
    public static Reason Measured(Reason reason)
    {
        // A verb of happenings is seen once or twice: what counts is whether it was told as news or as background.
        var rule = !reason.Rule.StartsWith("event.", StringComparison.Ordinal) ? reason.Rule : reason.Confidence > 0.6 ? "event.news" : "event.background";
        if (!Kinds.TryGetValue(KindOf(rule), out var kind))
        {
            return reason;
        }
        return reason with { Confidence = Math.Round(Math.Min(0.99, Rules.TryGetValue(rule, out var seen) ? Smooth(seen.Right, seen.Of, kind) : Math.Min(reason.Confidence, kind)), 2) };
    }

    /// <summary>The share of a kind, never quite one.</summary>
    public static double Kind(int right, int of) => (right + 1) / (of + 2.0);

    public static double Smooth(int right, int of, double kind) => (right + (Weight * kind)) / (of + Weight);

    // Quotes and their speakers are two kinds, and so are names in the directory and new ones.
    private static string KindOf(string rule) => rule switch
    {
        "quote.marks" or "quote.repaired" => "span",
        "name.directory" => rule,
        _ => rule[..Math.Max(0, rule.IndexOf('.', StringComparison.Ordinal))],
    };
}
