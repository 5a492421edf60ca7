namespace Broadside.Articles.Export;

/// <summary>An article with all that leaves with it.</summary>
public sealed record ExportedArticle
{
    public required string Id { get; init; }

    public required ArticleKind Kind { get; init; }

    public required ArticleState State { get; init; }

    /// <summary>The headline as the desk lists it: all that is left of a withdrawn one.</summary>
    public required string Title { get; init; }

    /// <summary>What readers get, else the draft; absent once withdrawn.</summary>
    public ArticleContent? Content { get; init; }

    /// <summary>The pending next version of a published one.</summary>
    public ArticleContent? Draft { get; init; }

    public Tombstone? Tombstone { get; init; }

    /// <summary>Of a withdrawn one: earlier addresses, and when readers first got it. A published one's stand in its content.</summary>
    public IReadOnlyList<string>? FormerAddresses { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Everything that was ever signed of it, oldest first.</summary>
    public IReadOnlyList<ExportedVersion> Versions { get; init; } = [];

    public DateTimeOffset? ScheduledAt { get; init; }

    public string? ScheduleZone { get; init; }

    public DateTimeOffset? EmbargoedUntil { get; init; }

    public IReadOnlyList<ExportedComment> Comments { get; init; } = [];

    public bool IsPublished => State == ArticleState.Published;
}

/// <summary>A comment of an earlier system, whatever its state.</summary>
public sealed record ExportedComment(string Id, string? Parent, CommentState State, string Author, string? AuthorUrl, string Text, DateTimeOffset At);
