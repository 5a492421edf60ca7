using Broadside.Giving.Rails;

namespace Broadside.Giving.Plans;

/// <summary>What somebody wished of a plan, kept before its rail was asked. Its id is the idempotency key there.</summary>
public sealed class AskedChange
{
    public required string Id { get; init; }

    public required string Plan { get; init; }

    public PlanAct Act { get; init; }

    /// <summary>Smallest units of the plan's currency.</summary>
    public long? Amount { get; init; }

    public DateTimeOffset? Until { get; init; }

    /// <summary>Id of the donor or member.</summary>
    public required string AskedBy { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    public AskedChangeState State { get; set; }

    /// <summary>Status and machine code.</summary>
    public string? Evidence { get; set; }

    /// <summary>Null: it is asked again until the rail answers.</summary>
    public DateTimeOffset? DoneAt { get; set; }
}

public enum AskedChangeState
{
    Asked,
    Done,
    Refused,
    NotSupported,

    /// <summary>The rail could not be asked, or nobody knows whether it heard.</summary>
    Unknown,
}
