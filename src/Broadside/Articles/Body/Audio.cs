namespace Broadside.Articles.Body;

/// <summary>A sound file; the first one of an article is its podcast episode.</summary>
public sealed record Audio : Block
{
    public string? Media { get; init; }

    /// <summary>Where the file was to come from, while it is missing.</summary>
    public string? Source { get; init; }

    public string? Title { get; init; }

    public string? Caption { get; init; }

    public string? Credit { get; init; }

    public int? Seconds { get; init; }

    public long? Bytes { get; init; }

    public string? MediaType { get; init; }
}
