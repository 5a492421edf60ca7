namespace Broadside.Giving.Gifts;

/// <summary>A drive for a purpose and a time.</summary>
public sealed class Campaign
{
    /// <summary>Its slug.</summary>
    public required string Id { get; init; }

    public required string Title { get; set; }

    public required string Fund { get; set; }

    /// <summary>Smallest units.</summary>
    public long Goal { get; set; }

    public required string Currency { get; set; }

    public DateTimeOffset StartsAt { get; set; }

    public DateTimeOffset? EndsAt { get; set; }

    /// <summary>What came outside these books and counts towards the goal.</summary>
    public long Offline { get; set; }

    /// <summary>What that was.</summary>
    public string? OfflineNote { get; set; }

    public bool IsOpen(DateTimeOffset now) => now >= StartsAt && (EndsAt is null || now < EndsAt);
}
