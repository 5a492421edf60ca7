namespace Broadside.Staff.Acts;

/// <summary>An act that one person alone must not do: another owner agrees to it, or, where there is only one, three days pass in which everybody can see it coming.</summary>
public sealed class PendingAct
{
    public required string Id { get; init; }

    /// <summary>Stable word of the module that will do it, as "change-payout".</summary>
    public required string Kind { get; init; }

    /// <summary>What it is about, for the audit log.</summary>
    public required string Subject { get; init; }

    /// <summary>One sentence that says what will happen.</summary>
    public required string Summary { get; init; }

    /// <summary>JSON for that module.</summary>
    public required string Payload { get; init; }

    public ActState State { get; set; }

    public required string AskedBy { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    /// <summary>When it happens by itself; absent: when another owner agrees.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public string? SettledBy { get; set; }

    public DateTimeOffset? SettledAt { get; set; }
}

public enum ActState
{
    Waiting,
    Approved,
    Withdrawn,
}
