namespace Broadside.Articles.Sharing;

/// <summary>Lets somebody outside read a draft, for a time. Only the hash of its secret is kept.</summary>
public sealed class ShareLink
{
    public required string Id { get; init; }

    public required string ArticleId { get; init; }

    public required string TokenHash { get; init; }

    /// <summary>For whom it is, in the newsroom's own words.</summary>
    public required string Name { get; init; }

    public required string MadeBy { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset EndsAt { get; set; }

    /// <summary>How often it was opened.</summary>
    public int Opened { get; set; }

    public DateTimeOffset? OpenedAt { get; set; }
}
