namespace Broadside.Giving.Plans;

/// <summary>A mail about a plan that is due on a day: kept when its reason arises, so that it is written once or, when the reason goes, never.</summary>
public sealed class PlanLetter
{
    public required string Plan { get; init; }

    public PlanLetterReason Reason { get; init; }

    /// <summary>When the reason arose: a rail that is cut again is another reason.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Days after it.</summary>
    public int Day { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? PostedAt { get; set; }

    /// <summary>Somebody, or a machine that looks at mail, opened its link.</summary>
    public DateTimeOffset? OpenedAt { get; set; }

    /// <summary>The reason has gone; what was not written by then is not written.</summary>
    public DateTimeOffset? ClosedAt { get; set; }
}

public enum PlanLetterReason
{
    /// <summary>The plan's rail was cut.</summary>
    Cut,

    /// <summary>A renewal failed.</summary>
    Failed,
}
