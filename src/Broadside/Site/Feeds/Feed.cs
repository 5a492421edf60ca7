namespace Broadside.Site.Feeds;

/// <summary>What a feed says, whatever its format. All addresses are absolute, all dates come from the articles.</summary>
public sealed record Feed
{
    /// <summary>Stays when the outlet moves.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>Never empty: RSS wants one.</summary>
    public required string Description { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }

    /// <summary>The page whose articles these are.</summary>
    public required string Home { get; init; }

    /// <summary>The feed's own address.</summary>
    public required string Self { get; init; }

    /// <summary>The outlet: author of what names none.</summary>
    public required string Outlet { get; init; }

    /// <summary>"news@example.org", for the podcast's owner; absent where the outlet names none.</summary>
    public string? Contact { get; init; }

    public string? Image { get; init; }

    public IReadOnlyList<FeedItem> Items { get; init; } = [];

    /// <summary>When the newest change in it was made.</summary>
    public DateTimeOffset Updated => Items.Count == 0 ? DateTimeOffset.UnixEpoch : Items.Max(i => i.Updated);
}
