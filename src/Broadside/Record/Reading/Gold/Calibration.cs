namespace Broadside.Record.Reading.Gold;

/// <summary>How far the stated confidence of one kind of suggestion is from the share that is right; cross-validated, one text left out at a time.</summary>
/// <param name="Stated">Mean of what the reading says of itself.</param>
/// <param name="Right">Share that is right.</param>
/// <param name="BrierStated">Mean squared distance between what is said and what is so: less is better.</param>
/// <param name="BrierLeftOut">The same, with each text judged by a table made of all others.</param>
internal sealed record Calibration(string Kind, int N, double Stated, double Right, double BrierStated, double BrierLeftOut)
{
    public static Calibration Of(string kind, IReadOnlyList<IReadOnlyList<(string Rule, double Stated, bool IsRight)>> texts)
    {
        var all = texts.SelectMany(t => t).ToList();
        var (stated, leftOut) = (0.0, 0.0);
        for (var i = 0; i < texts.Count; i++)
        {
            var others = texts.Where((_, j) => j != i).SelectMany(t => t).ToList();
            foreach (var one in texts[i])
            {
                var (key, said, isRight) = (Key(one), one.Stated, one.IsRight);
                var so = isRight ? 1 : 0;
                stated += Math.Pow(said - so, 2);
                leftOut += Math.Pow(Confidences.Smooth(others.Count(o => Key(o) == key && o.IsRight), others.Count(o => Key(o) == key), Share(others)) - so, 2);
            }
        }
        var n = Math.Max(all.Count, 1);
        return new Calibration(kind, all.Count, Math.Round(all.Sum(a => a.Stated) / n, 3), Math.Round(all.Count(a => a.IsRight) / (double)n, 3), Math.Round(stated / n, 4), Math.Round(leftOut / n, 4));
    }

    private static double Share(List<(string Rule, double Stated, bool IsRight)> judged) => Confidences.Kind(judged.Count(j => j.IsRight), judged.Count);

    // A verb of happenings is seen once or twice: what counts is whether it was told as news or as background.
    public static string Key((string Rule, double Stated, bool IsRight) one) => one.Rule.StartsWith("event.", StringComparison.Ordinal) ? "event." + one.Stated.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) : one.Rule;
}
