namespace Broadside.Import;

/// <summary>One import, from its first batch on; unfinished ones go on where they stopped when the same files come again.</summary>
public sealed class ImportRun
{
    public required string Id { get; init; }

    /// <summary>"wordpress", "page".</summary>
    public required string Platform { get; init; }

    /// <summary>File names or an address, for people.</summary>
    public required string Source { get; init; }

    /// <summary>Hash of the files and of what was asked for.</summary>
    public required string Fingerprint { get; init; }

    public ImportRunState State { get; set; }

    /// <summary>Which file, and how many of its items are in the database.</summary>
    public int File { get; set; }

    public int Item { get; set; }

    /// <summary>JSON of <see cref="ImportCounts"/>.</summary>
    public string Counts { get; set; } = "{}";

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; set; }
}

public enum ImportRunState
{
    Running,
    Done,
    Undone,
}
