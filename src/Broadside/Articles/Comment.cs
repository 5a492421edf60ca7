namespace Broadside.Articles;

/// <summary>A reader's comment brought along from an earlier system. The e-mail address is kept only as a keyed hash, the network address not at all.</summary>
public sealed class Comment
{
    public required string Id { get; init; }

    public required string ArticleId { get; init; }

    public string? ParentId { get; init; }

    public CommentState State { get; set; }

    public required string Author { get; init; }

    public string? AuthorUrl { get; init; }

    public string? EmailHash { get; init; }

    /// <summary>Plain text; blank lines part paragraphs.</summary>
    public required string Text { get; init; }

    public DateTimeOffset WrittenAt { get; init; }

    public string? Source { get; init; }

    /// <summary>Subject of the versions that hold an article's approved comments.</summary>
    public static string Subject(string articleId) => "comments/" + articleId;
}

public enum CommentState
{
    Approved,
    Pending,
    Spam,
    Trash,
}
