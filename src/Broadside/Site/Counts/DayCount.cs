namespace Broadside.Site.Counts;

/// <summary>How often something was read on a day, in a month or in a year.</summary>
public sealed class DayCount
{
    /// <summary>As "2026-11-22", "2026-11" or "2026", in UTC.</summary>
    public required string Day { get; init; }

    public required CountKind Kind { get; init; }

    /// <summary>Id of the article, host that led here, language, slug of the topic; of all together nothing.</summary>
    public required string Name { get; init; }

    public long Reads { get; set; }
}

public enum CountKind
{
    Article,
    Referrer,
    Language,
    Topic,

    /// <summary>All articles together.</summary>
    Total,
}
