namespace Broadside.Record.Dossiers;

/// <summary>
/// The line between the two parties of a dossier, as points and as the rows of an equal table. Only what one party did to the
/// other counts: a resignation inside one government, or a neighbour's talks, says nothing of their relation. Pure.
/// </summary>
public sealed record RelationLine
{
    /// <summary>After so many days half of an event's weight is left in the sum.</summary>
    public const int HalfLife = 30;

    /// <summary>In order of time; what nobody dates is left out and stands in <see cref="Undated"/>.</summary>
    public IReadOnlyList<RelationPoint> Points { get; init; } = [];

    /// <summary>Dyadic events without a closed stretch of time: told in the table, not in the drawing.</summary>
    public IReadOnlyList<PublishedEvent> Undated { get; init; } = [];

    /// <summary>The decaying sum at each point; null unless asked for, because it is an interpretation more.</summary>
    public IReadOnlyList<RelationSum>? Sum { get; init; }

    /// <returns>Null where the dossier has no line: it is off, or names no two parties.</returns>
    public static RelationLine? Of(PublishedDossier dossier, bool withSum = false)
    {
        if (!dossier.HasLine || dossier.PartyA is not { } a || dossier.PartyB is not { } b)
        {
            return null;
        }
        // What was denied or corrected did not happen, as far as anybody knows.
        var counted = dossier.Events.Where(e => e is { Score: not null, Factuality: Claims.Factuality.Reported or Claims.Factuality.Alleged }).ToList();
        var points = new List<RelationPoint>();
        var undated = new List<PublishedEvent>();
        foreach (var e in counted)
        {
            if (Direction(e, a, b) is not { } direction)
            {
                continue;
            }
            if (e is { Earliest: { } from, Latest: { } to })
            {
                points.Add(new RelationPoint(e, from, to, e.Score!.Value, direction));
            }
            else
            {
                undated.Add(e);
            }
        }
        points = [.. points.OrderBy(p => p.Middle).ThenBy(p => p.From).ThenBy(p => p.Event.Id, StringComparer.Ordinal)];
        return new RelationLine { Points = points, Undated = undated, Sum = withSum ? Sums(points) : null };
    }

    // Every member of a side must be one of the two parties, each on its own side.
    private static RelationDirection? Direction(PublishedEvent e, string a, string b)
    {
        var (by, to) = (e.Actors.ToHashSet(StringComparer.Ordinal), e.Recipients.ToHashSet(StringComparer.Ordinal));
        return (by, to) switch
        {
            _ when by.SetEquals([a]) && to.SetEquals([b]) => RelationDirection.AToB,
            _ when by.SetEquals([b]) && to.SetEquals([a]) => RelationDirection.BToA,
            _ when by.SetEquals([a, b]) && (to.Count == 0 || to.SetEquals([a, b])) => RelationDirection.Both,
            _ => null,
        };
    }

    private static List<RelationSum> Sums(List<RelationPoint> points)
    {
        var sums = new List<RelationSum>(points.Count);
        var (sum, last) = (0.0, (DateOnly?)null);
        foreach (var point in points)
        {
            sum *= last is { } before ? Math.Pow(0.5, (point.Middle.DayNumber - before.DayNumber) / (double)HalfLife) : 1;
            sum += point.Score;
            last = point.Middle;
            sums.Add(new RelationSum(point.Middle, (int)Math.Round(sum, MidpointRounding.AwayFromZero)));
        }
        return sums;
    }
}

/// <param name="From">The first day on which it may have been; with <paramref name="To"/> the width of its mark.</param>
/// <param name="Score">Tenths, −100 to 100.</param>
public sealed record RelationPoint(PublishedEvent Event, DateOnly From, DateOnly To, int Score, RelationDirection Direction)
{
    public DateOnly Middle => From.AddDays((To.DayNumber - From.DayNumber) / 2);
}

/// <param name="Sum">Tenths.</param>
public sealed record RelationSum(DateOnly Day, int Sum);

public enum RelationDirection
{
    AToB,
    BToA,

    /// <summary>What they did together.</summary>
    Both,
}
