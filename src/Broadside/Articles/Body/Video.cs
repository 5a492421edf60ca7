namespace Broadside.Articles.Body;

public sealed record Video : Block
{
    public string? Media { get; init; }

    public string? Source { get; init; }

    public string? Title { get; init; }

    public string? Caption { get; init; }

    public string? Credit { get; init; }

    /// <summary>SHA-256 of a still picture in the media library.</summary>
    public string? Poster { get; init; }

    public string? MediaType { get; init; }
}
