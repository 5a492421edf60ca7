namespace Broadside.Site.Reports;

/// <summary>What a reader says is wrong. Nothing is kept of the reader but the address they may have left on purpose.</summary>
public sealed class ErrorReport
{
    public required string Id { get; init; }

    /// <summary>The article that it is about, where it was published at the time.</summary>
    public string? ArticleId { get; init; }

    public required string Message { get; init; }

    public string? Contact { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }
}
