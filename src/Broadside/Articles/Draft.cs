namespace Broadside.Articles;

/// <summary>What is being written: a new article, or the pending next version of a published one. Gone once published.</summary>
public sealed class Draft
{
    public required string ArticleId { get; init; }

    /// <summary>The version that the writing started from; absent for a new article.</summary>
    public int? BaseVersion { get; init; }

    /// <summary>Counts the saves; a save says which one it started from.</summary>
    public int Revision { get; set; }

    /// <summary>JSON of an <see cref="ArticleContent"/>.</summary>
    public required string Content { get; set; }

    public required string SavedBy { get; set; }

    public DateTimeOffset SavedAt { get; set; }
}
