namespace Broadside.Giving.Gifts;

/// <summary>One start of a gift at one rail. Its id is the idempotency key at the far end.</summary>
public sealed class Attempt
{
    public required string Id { get; init; }

    public required string Gift { get; init; }

    public required string Rail { get; init; }

    public required string RailAccount { get; init; }

    /// <summary>The form's single-use token: one token, one attempt.</summary>
    public required string Token { get; init; }

    public AttemptState State { get; set; }

    /// <summary>What is asked about, as "session/cs_1".</summary>
    public string? Remote { get; set; }

    /// <summary>Why it failed: status and machine code.</summary>
    public string? Evidence { get; set; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When it is asked about next; null: it is final, or nothing can be asked.</summary>
    public DateTimeOffset? LookAt { get; set; }
}

/// <summary>What the start and the far end said last. None of these makes a gift paid: only a posted fact does.</summary>
public enum AttemptState
{
    Created,

    /// <summary>The donor was shown the far end's page or the instructions.</summary>
    Redirected,
    Pending,
    Succeeded,
    Failed,
    Expired,

    /// <summary>Neither paid nor failed: it may exist at the far end.</summary>
    Unknown,
}
