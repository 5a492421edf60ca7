namespace Broadside.Giving.Notices;

/// <summary>One look through a rail's own list.</summary>
public sealed class Reconciliation
{
    public required string Id { get; init; }

    public required string Rail { get; init; }

    public DateTimeOffset WindowFrom { get; init; }

    public DateTimeOffset WindowUntil { get; init; }

    public int Seen { get; init; }

    /// <summary>What notices had not told.</summary>
    public int Posted { get; init; }

    public int Differences { get; init; }

    public DateTimeOffset EndedAt { get; init; }
}
