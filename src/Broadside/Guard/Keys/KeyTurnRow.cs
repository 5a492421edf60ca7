namespace Broadside.Guard.Keys;

/// <summary>That the site key was to be turned, noted before it is: a turn that was cut short is ended by asking for it again.</summary>
public sealed class KeyTurnRow
{
    public required string Id { get; init; }

    public required string OldKey { get; init; }

    public string? NewKey { get; set; }

    /// <summary>Since when the old key was in other hands; absent: it was turned as a matter of habit.</summary>
    public DateTimeOffset? CompromisedAt { get; set; }

    /// <summary>Last position of the old key that is believed.</summary>
    public long? TrustedSeq { get; set; }

    public required string AskedBy { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    public DateTimeOffset? DoneAt { get; set; }
}
