namespace Broadside.Record.Claims;

/// <summary>What an editor says of a source.</summary>
public sealed record SourceFields
{
    public SourceKind Kind { get; init; }

    public string? Publisher { get; init; }

    public required string Title { get; init; }

    public string? Url { get; init; }

    /// <summary>SHA-256 of the archived copy.</summary>
    public string? Media { get; init; }

    public string? Date { get; init; }

    public bool IsAnonymous { get; init; }

    public string? WhyAnonymous { get; init; }
}
