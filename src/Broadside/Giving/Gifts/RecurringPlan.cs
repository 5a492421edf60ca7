using Broadside.Giving.Rails;

namespace Broadside.Giving.Gifts;

/// <summary>A gift that comes again, as the rail that owns it keeps it: mirrored whole, so that it can go on elsewhere.</summary>
public sealed class RecurringPlan
{
    public required string Id { get; init; }

    /// <summary>The gift that began it.</summary>
    public required string Gift { get; init; }

    public required string Rail { get; init; }

    public required string RailAccount { get; init; }

    public required string Remote { get; init; }

    public PlanState State { get; set; }

    public long Amount { get; set; }

    public required string Currency { get; set; }

    public Interval Repeats { get; set; }

    public string? Customer { get; set; }

    public string? Mandate { get; set; }

    public string? Instrument { get; set; }

    /// <summary>What the donor agreed to, in its words.</summary>
    public required string ConsentText { get; init; }

    public DateTimeOffset ConsentAt { get; init; }

    public DateTimeOffset? NextAt { get; set; }

    /// <summary>The plan in whose place it stands; no second one may.</summary>
    public string? Continues { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>May charge the donor.</summary>
    public bool IsLive => State is PlanState.Active or PlanState.PastDue;
}
