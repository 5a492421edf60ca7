namespace Broadside.Guard.Keys;

/// <summary>A version signed by a key that was in other hands by then. Readers have what was trusted before, until an owner approves it.</summary>
public sealed class DoubtedVersion
{
    public required long Seq { get; init; }

    public required string Subject { get; init; }

    public required int Number { get; init; }

    public required string TurnId { get; init; }

    public DoubtState State { get; set; }

    public required DateTimeOffset DoubtedAt { get; init; }

    public string? SettledBy { get; set; }

    public DateTimeOffset? SettledAt { get; set; }
}

public enum DoubtState
{
    Waiting,
    Approved,
    Refused,
}
