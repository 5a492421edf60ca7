namespace Broadside.Giving.Letters;

/// <summary>That a donor was written to about something: the row goes into the outbox's transaction, so that it happens once.</summary>
public sealed class GiftLetter
{
    public required GiftLetterKind Kind { get; init; }

    /// <summary>What it is about, as "outlet/2026/17" for a receipt.</summary>
    public required string Subject { get; init; }

    /// <summary>Null: nobody known, or erased.</summary>
    public string? Donor { get; set; }

    /// <summary>False: there was no address to write to.</summary>
    public bool IsSent { get; init; }

    public DateTimeOffset PostedAt { get; init; }
}

public enum GiftLetterKind
{
    Receipt,

    /// <summary>All receipts of a year.</summary>
    Statement,

    /// <summary>A transfer that was not seen after a week.</summary>
    Reminder,
    Refund,

    /// <summary>A plan is over.</summary>
    Ended,

    /// <summary>The old rail has let a plan go: it can go on elsewhere now.</summary>
    Ready,
}
