namespace Broadside.Backup.Drilling;

/// <summary>What a drill came to: a backup that was restored aside and compared with what it says of itself.</summary>
public sealed record DrillReport
{
    public required string File { get; init; }

    /// <summary>Whether it restores, whole and as it was.</summary>
    public bool Good => Findings.Count == 0;

    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Pages that come out otherwise because another program made the backup: no faults of it.</summary>
    public required IReadOnlyList<Finding> Notes { get; init; }

    public required long Bytes { get; init; }

    /// <summary>When the backup was made; null where it cannot be read.</summary>
    public DateTimeOffset? MadeAt { get; init; }

    public int? Format { get; init; }

    public string? Program { get; init; }

    /// <summary>Minisign public-key line of the newsroom that it is of.</summary>
    public string? SiteKey { get; init; }

    public bool Signed { get; init; }

    public bool Encrypted { get; init; }

    public bool Public { get; init; }

    public long? Edition { get; init; }

    public int Entries { get; init; }

    public int Tables { get; init; }

    public long Rows { get; init; }

    public int Versions { get; init; }

    public int Media { get; init; }

    public int Pages { get; init; }

    /// <summary>Wall time, in milliseconds.</summary>
    public long Milliseconds { get; init; }
}
