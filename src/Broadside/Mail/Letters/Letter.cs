namespace Broadside.Mail.Letters;

/// <summary>A message to one person, kept before it is sent, in the bytes that are sent: a second try is equal to the first.</summary>
public sealed class Letter
{
    public long Number { get; init; }

    /// <summary>What it is for, as "confirm".</summary>
    public required string Kind { get; init; }

    public required string Recipient { get; init; }

    public required string Subject { get; init; }

    /// <summary>Header and body as composed, without a signature.</summary>
    public required byte[] Message { get; set; }

    public required string MessageId { get; init; }

    /// <summary>What happens when nobody knows whether it went.</summary>
    public Doubt Doubt { get; init; }

    public LetterState State { get; set; }

    /// <summary>When a worker last took it up.</summary>
    public DateTimeOffset? TouchedAt { get; set; }

    /// <summary>True while a worker has it that found it in flight: an earlier one died over it.</summary>
    internal bool WasInflight { get; set; }

    /// <summary>How often its last dot was sent, or tried to.</summary>
    public int Attempt { get; set; }

    /// <summary>The route that it was last given to.</summary>
    public string? Route { get; set; }

    /// <summary>The last answer's code; 0: none yet, or lost.</summary>
    public int Code { get; set; }

    /// <summary>The server's own words.</summary>
    public string? Reply { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? SettledAt { get; set; }
}

public enum LetterState
{
    Waiting,

    /// <summary>A worker has it; nothing has left yet.</summary>
    Claimed,

    /// <summary>Its last dot may have left.</summary>
    Inflight,

    Accepted,

    Failed,

    /// <summary>Could not be sent within a day.</summary>
    Expired,

    /// <summary>May have been delivered; a person decides.</summary>
    InDoubt,
}

/// <summary>What is done with a message of which nobody knows whether it went.</summary>
public enum Doubt
{
    /// <summary>The same bytes again: twice is better than never.</summary>
    Resend,

    /// <summary>A person decides: never is better than twice.</summary>
    Hold,
}
