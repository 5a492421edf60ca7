namespace Broadside.Site.Dossiers;

/// <summary>
/// Lays days out from side to side. A long stretch in which nothing was is cut short, so that what lies close together keeps its
/// distance; where it was cut is told, and must be drawn.
/// </summary>
internal sealed class TimeAxis
{
    // What is empty is cut where it takes a third of all, and more than a month.
    private const int Part = 3;
    private const int Shortest = 31;

    // A cut is as wide as an eighth of what is left.
    private const int CutPart = 8;

    private readonly int begin;
    private readonly double length;

    private TimeAxis(int begin, int end, IReadOnlyList<(DateOnly From, DateOnly To)> cuts)
    {
        (this.begin, Cuts) = (begin, cuts);
        var left = end - begin - cuts.Sum(c => c.To.DayNumber - c.From.DayNumber);
        CutWidth = Math.Max(2.0, (double)left / CutPart);
        length = left + (cuts.Count * CutWidth);
    }

    /// <summary>Stretches that are drawn short, in order: their last day before and first day after.</summary>
    public IReadOnlyList<(DateOnly From, DateOnly To)> Cuts { get; }

    private double CutWidth { get; }

    /// <param name="stretches">When things were; at least one.</param>
    /// <param name="margin">Days left free at both ends.</param>
    public static TimeAxis Of(IEnumerable<(DateOnly From, DateOnly To)> stretches, int margin)
    {
        var sorted = stretches.OrderBy(s => s.From).ToList();
        var (first, last) = (sorted[0].From, sorted.Max(s => s.To));
        var cuts = new List<(DateOnly From, DateOnly To)>();
        var reached = sorted[0].To;
        foreach (var (from, to) in sorted)
        {
            if (from.DayNumber - reached.DayNumber is var gap && gap > Shortest && gap * Part > last.DayNumber - first.DayNumber)
            {
                cuts.Add((reached.AddDays(margin), from.AddDays(-margin)));
            }
            reached = to > reached ? to : reached;
        }
        return new TimeAxis(first.DayNumber - margin, last.DayNumber + margin, cuts);
    }

    /// <summary>0 at the beginning, 1 at the end.</summary>
    public double At(DateOnly day)
    {
        double at = day.DayNumber - begin;
        foreach (var (from, to) in Cuts)
        {
            var (whole, within) = (to.DayNumber - from.DayNumber, Math.Clamp(day.DayNumber - from.DayNumber, 0, to.DayNumber - from.DayNumber));
            at -= within * (1 - (CutWidth / whole));
        }
        return at / length;
    }
}
