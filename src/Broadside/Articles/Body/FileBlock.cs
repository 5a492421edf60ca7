namespace Broadside.Articles.Body;

/// <summary>A document to download, as a PDF.</summary>
public sealed record FileBlock : Block
{
    public string? Media { get; init; }

    public string? Source { get; init; }

    public required string Name { get; init; }

    public string? Caption { get; init; }

    public long? Bytes { get; init; }

    public string? MediaType { get; init; }
}
