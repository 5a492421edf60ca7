namespace Broadside.Backup.Keeping;

/// <summary>A backup that was wanted: a row before the first byte is written.</summary>
public sealed class BackupRow
{
    public required string Id { get; init; }

    /// <summary>The whole path.</summary>
    public required string File { get; init; }

    public BackupState State { get; set; }

    /// <summary>Who wanted it: id of a person, "operator", or "night".</summary>
    public required string AskedBy { get; init; }

    public DateTimeOffset BegunAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    public long Bytes { get; set; }

    public bool IsEncrypted { get; init; }

    public bool IsPublic { get; init; }

    /// <summary>When an encrypted copy was first sent to another machine: it may lie there, whole or not; null: nothing of it does.</summary>
    public DateTimeOffset? AwayBegunAt { get; set; }

    /// <summary>When that copy had arrived; null: it has not, or has been taken away again.</summary>
    public DateTimeOffset? AwayAt { get; set; }

    /// <summary>Why there is none.</summary>
    public string? Error { get; set; }
}

public enum BackupState
{
    Writing,
    Written,

    /// <summary>A drill restored it, whole and as it was.</summary>
    Proven,
    Failed,

    /// <summary>Newer ones took its place.</summary>
    Removed,
}
