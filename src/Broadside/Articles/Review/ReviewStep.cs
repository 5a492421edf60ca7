namespace Broadside.Articles.Review;

/// <summary>A step of an article on its way from draft to ready, with what was said. Kept for good.</summary>
public sealed class ReviewStep
{
    public required string Id { get; init; }

    public required string ArticleId { get; init; }

    public ReviewStepKind Kind { get; init; }

    /// <summary>The draft's save that it was about.</summary>
    public int Revision { get; init; }

    /// <summary>Who took the step, by name.</summary>
    public required string Who { get; init; }

    public string? Note { get; init; }

    public DateTimeOffset At { get; init; }
}

public enum ReviewStepKind
{
    Submitted,
    Approved,
    Returned,
}
