namespace Broadside.Articles.Publishing;

/// <summary>What came of looking at an address that an article links to.</summary>
public sealed class LinkLook
{
    public required string ArticleId { get; init; }

    public required string Address { get; init; }

    public LinkLookState State { get; set; }

    /// <summary>What was answered, as "404".</summary>
    public string Detail { get; set; } = "";

    public DateTimeOffset At { get; set; }
}

public enum LinkLookState
{
    Waiting,
    Good,

    /// <summary>Not there: 404, 410, or no such host.</summary>
    Dead,

    /// <summary>No clear answer: busy, broken, or closed to programs.</summary>
    Unsure,
}
