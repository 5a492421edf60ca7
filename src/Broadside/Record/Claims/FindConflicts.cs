using System.Globalization;
using Broadside.Record.Actors;

namespace Broadside.Record.Claims;

/// <summary>Two articles, two days for what looks like one happening. Pure.</summary>
public static class FindConflicts
{
    // Further apart they are two happenings of one kind.
    private const int MostDays = 7;

    /// <summary>Each pair once.</summary>
    public static IReadOnlyList<ClaimConflict> Among(IReadOnlyList<DatedEvent> events)
    {
        var found = new List<ClaimConflict>();
        for (var i = 0; i < events.Count; i++)
        {
            for (var j = i + 1; j < events.Count; j++)
            {
                // The days first: they are compared at once, and leave few pairs for the rest.
                if (AreApart(events[i], events[j]) && events[i].Articles.Except(events[j].Articles).Any() && events[j].Articles.Except(events[i].Articles).Any() && IsOneThing(events[i], events[j]))
                {
                    found.Add(new ClaimConflict(events[i], events[j]));
                }
            }
        }
        return found;
    }

    internal static bool IsOneThing(DatedEvent a, DatedEvent b) =>
        ActorAlias.Fold(a.Label) == ActorAlias.Fold(b.Label)
        || (a.PloverType is not null && a.PloverType == b.PloverType && a.Actors.Count > 0 && a.Actors.ToHashSet().SetEquals(b.Actors) && a.Recipients.ToHashSet().SetEquals(b.Recipients));

    private static bool AreApart(DatedEvent a, DatedEvent b) =>
        Apart(a, b) is var days and > 0 && days <= MostDays;

    // Days from the end of the one to the beginning of the other; 0 where both may have been on one day.
    private static int Apart(DatedEvent a, DatedEvent b) => (a, b) switch
    {
        ({ Latest: { } end }, { Earliest: { } start }) when end < start => start.DayNumber - end.DayNumber,
        ({ Earliest: { } start }, { Latest: { } end }) when end < start => start.DayNumber - end.DayNumber,
        _ => 0,
    };
}

/// <param name="Articles">Ids of the articles that say so.</param>
public sealed record DatedEvent(string Id, string Label, string? Edtf, DateOnly? Earliest, DateOnly? Latest, string? PloverType, IReadOnlyList<string> Actors, IReadOnlyList<string> Recipients, IReadOnlyList<string> Articles)
{
    internal static DatedEvent Of(EventRow row, IEnumerable<EventActor> parts, IReadOnlyList<string> articles) =>
        new(row.Id, row.Label, row.Edtf, Day(row.Earliest), Day(row.Latest), row.PloverType, With(parts, EventPart.Actor), With(parts, EventPart.Recipient), articles);

    private static IReadOnlyList<string> With(IEnumerable<EventActor> parts, EventPart part) => [.. parts.Where(p => p.Part == part).Select(p => p.Actor)];

    private static DateOnly? Day(string? iso) => iso is null ? null : DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Two events that can hardly both be right.</summary>
public sealed record ClaimConflict(DatedEvent One, DatedEvent Other);
