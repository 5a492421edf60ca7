namespace Broadside.Articles.Body;

/// <summary>
/// Something that stands elsewhere. The reader gets a static form (title, what it is, a link); nothing is loaded from the
/// other host before the reader asks for it.
/// </summary>
public sealed record Embed : Block
{
    /// <summary>"youtube", "vimeo", "mastodon", "x", "audio"…; "link" when unknown.</summary>
    public required string Provider { get; init; }

    /// <summary>The page that a person can open.</summary>
    public required string Url { get; init; }

    public string? Title { get; init; }

    /// <summary>What was said there, kept as text, so that it survives the other host.</summary>
    public string? Text { get; init; }

    public string? Author { get; init; }

    /// <summary>SHA-256 of a still picture in the media library.</summary>
    public string? Poster { get; init; }

    public string? Caption { get; init; }
}
