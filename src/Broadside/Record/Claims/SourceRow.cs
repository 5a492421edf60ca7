namespace Broadside.Record.Claims;

/// <summary>What an article had something from.</summary>
public sealed class SourceRow
{
    public required string Id { get; init; }

    public SourceKind Kind { get; set; }

    public string? Publisher { get; set; }

    public required string Title { get; set; }

    public string? Url { get; set; }

    /// <summary>SHA-256 of the archived copy among the newsroom's files.</summary>
    public string? Media { get; set; }

    /// <summary>EDTF.</summary>
    public string? Date { get; set; }

    public bool IsAnonymous { get; set; }

    /// <summary>Told to readers: why the name is kept back.</summary>
    public string? WhyAnonymous { get; set; }

    public int Revision { get; set; }

    public required string ChangedBy { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}
