namespace Broadside.Digest.Scheduling;

/// <summary>Part "digest" of the site record: when the outlet mails.</summary>
public sealed record DigestHabits
{
    public const string Part = "digest";

    /// <summary>Whether the daily digest makes itself.</summary>
    public bool IsOn { get; init; } = true;

    /// <summary>The outlet's hour, 0 to 23: what was published by then is in it.</summary>
    public int Hour { get; init; } = 7;

    /// <summary>Day of the weekly digest, at the same hour.</summary>
    public DayOfWeek WeeklyDay { get; init; } = DayOfWeek.Sunday;
}
