namespace Broadside.Articles.Notes;

/// <summary>What somebody says to colleagues about a paragraph. Never part of what readers get.</summary>
public sealed class ArticleNote
{
    public required string Id { get; init; }

    public required string ArticleId { get; init; }

    /// <summary>The block that it is about; it may be gone by now.</summary>
    public required string Block { get; init; }

    public required string Text { get; init; }

    public required string AuthorId { get; init; }

    public required string Author { get; init; }

    public DateTimeOffset WrittenAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>Id of whoever settled it.</summary>
    public string? ResolvedBy { get; set; }
}
