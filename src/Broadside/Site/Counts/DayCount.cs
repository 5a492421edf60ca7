namespace Broadside.Site.Counts;

/// <summary>How often something was read on a day.</summary>
public sealed class DayCount
{
    /// <summary>As "2026-11-22", in UTC.</summary>
    public required string Day { get; init; }

    public required CountKind Kind { get; init; }

    /// <summary>Id of the article, host that led here, or language.</summary>
    public required string Name { get; init; }

    public long Reads { get; set; }
}

public enum CountKind
{
    Article,
    Referrer,
    Language,
}
