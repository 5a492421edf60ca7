namespace Broadside.Site.Reports;

/// <summary>What a reader says is wrong. Nothing is kept of the reader but the address they may have left on purpose.</summary>
public sealed class ErrorReport
{
    public required string Id { get; init; }

    /// <summary>The article that it is about, where it was published at the time.</summary>
    public string? ArticleId { get; init; }

    public required string Message { get; init; }

    /// <summary>Deleted when the report is settled.</summary>
    public string? Contact { get; set; }

    public DateTimeOffset ReceivedAt { get; init; }

    public ErrorReportState State { get; set; }

    /// <summary>What came of it: what was answered, or the correction.</summary>
    public string? Answer { get; set; }

    /// <summary>Name of who settled it.</summary>
    public string? SettledBy { get; set; }

    public DateTimeOffset? SettledAt { get; set; }
}

public enum ErrorReportState
{
    Open,
    Corrected,
    Answered,

    /// <summary>Nothing was to be done.</summary>
    Aside,
}
