namespace Broadside.Articles.Translating;

/// <summary>An article that says in another language what its source says, and up to which version of that somebody saw to it.</summary>
public sealed class Translation
{
    public required string ArticleId { get; init; }

    public required string SourceId { get; init; }

    /// <summary>Number of the source's version that it is up to date with; 0: with a draft that was never published.</summary>
    public int SourceVersion { get; set; }

    public required string CheckedBy { get; set; }

    public DateTimeOffset CheckedAt { get; set; }
}
