namespace Broadside.Backup.Keeping;

/// <summary>A backup that was restored aside, and what came of it.</summary>
public sealed class DrillRow
{
    public required string Id { get; init; }

    public required string File { get; init; }

    public required bool IsGood { get; init; }

    /// <summary>Whether it was a backup of this newsroom, with its desk and its people.</summary>
    public required bool IsOwn { get; init; }

    /// <summary>When the backup was made; null where it could not be read.</summary>
    public DateTimeOffset? MadeAt { get; init; }

    public DateTimeOffset EndedAt { get; init; }

    public required long Milliseconds { get; init; }

    public required int Pages { get; init; }

    /// <summary>JSON array of findings.</summary>
    public required string Findings { get; init; }
}
