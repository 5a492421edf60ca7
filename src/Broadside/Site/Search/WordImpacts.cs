using System.Text;

namespace Broadside.Site.Search;

/// <summary>
/// How much each word of a text says about it, in sixteen steps, as a short text beside the index: "3 hous·en9 rent·en5". The first
/// digit is that of all words not named. Ranking reads this instead of asking the engine, so both engines rank alike.
/// </summary>
public static class WordImpacts
{
    // As in BM25: the tenth mention adds less than the second, and a mention in a long text less than in a short one.
    private const double Saturation = 2.0;
    private const double UsualLength = 600;
    private const double LengthMatters = 0.6;
    private const int Steps = 15;
    private const string Digits = "0123456789abcdef";

    private static readonly double[] Weights = [12, 5, 4, 1];

    public static string Of(SearchableText text)
    {
        var usual = Step(1 / LengthOf(text));
        var impacts = new StringBuilder(512).Append(Digits[usual]);
        foreach (var (stem, step) in Weigh(text))
        {
            if (step != usual)
            {
                impacts.Append(' ').Append(stem).Append(Digits[step]);
            }
        }
        return impacts.Append(' ').ToString();
    }

    /// <summary>From 0 to 15 for each stem, in the order in which they first stand there.</summary>
    public static IEnumerable<(string Stem, int Step)> Weigh(SearchableText text)
    {
        var sums = new Dictionary<string, double>(Math.Min(text.Words.Count, 1000), StringComparer.Ordinal);
        var length = LengthOf(text);
        foreach (var word in text.Words)
        {
            var field = text.FieldOf(word);
            var weight = Weights[(int)field] / (field == SearchableText.Field.Body ? length : 1);
            sums[word.Stem] = sums.GetValueOrDefault(word.Stem) + weight;
        }
        return sums.Select(s => (s.Key, Step(s.Value)));
    }

    /// <summary>From 0 to 1: what the article says about this term, going by its strongest form.</summary>
    public static double Score(string impacts, SearchTerm term)
    {
        if (impacts.Length == 0)
        {
            return 0;
        }
        var best = 0;
        foreach (var form in term.Forms)
        {
            var sum = 0;
            for (var i = 0; i < form.Stems.Count; i++)
            {
                sum += Find(impacts, form.Stems[i], form.IsPrefix && i == form.Stems.Count - 1);
            }
            best = Math.Max(best, sum / form.Stems.Count);
        }
        return (best > 0 ? best : Digits.IndexOf(impacts[0], StringComparison.Ordinal)) / (double)Steps;
    }

    private static int Find(string impacts, string stem, bool isPrefix)
    {
        var best = 0;
        for (var at = impacts.IndexOf(stem, StringComparison.Ordinal); at >= 0; at = impacts.IndexOf(stem, at + 1, StringComparison.Ordinal))
        {
            var end = isPrefix ? impacts.IndexOf(' ', at) - 1 : at + stem.Length;
            if (at > 0 && impacts[at - 1] == ' ' && end < impacts.Length - 1 && impacts[end + 1] == ' ')
            {
                best = Math.Max(best, Digits.IndexOf(impacts[end], StringComparison.Ordinal));
                if (!isPrefix)
                {
                    break;
                }
            }
        }
        return best;
    }

    private static double LengthOf(SearchableText text) => 1 - LengthMatters + (LengthMatters * text.Words.Count / UsualLength);

    private static int Step(double sum) => (int)Math.Round(Steps * sum / (sum + Saturation));
}
