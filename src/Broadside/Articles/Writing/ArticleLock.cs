namespace Broadside.Articles.Writing;

/// <summary>Who writes an article: a lease that their page renews every 15 seconds.</summary>
public sealed class ArticleLock
{
    /// <summary>So long after the last beat it is anybody's.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    public required string ArticleId { get; init; }

    public required string StaffId { get; set; }

    public required string Name { get; set; }

    /// <summary>The browser tab that writes, as it calls itself.</summary>
    public string? Tab { get; set; }

    public DateTimeOffset TakenAt { get; set; }

    public DateTimeOffset BeatAt { get; set; }

    public bool IsAliveAt(DateTimeOffset now) => now - BeatAt < Lease;
}
