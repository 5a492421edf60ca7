namespace Broadside.Site.Feeds;

/// <summary>An article in a feed, with its full text.</summary>
public sealed record FeedItem
{
    /// <summary>Stays when the outlet moves.</summary>
    public required string Id { get; init; }

    public required string Url { get; init; }

    public required string Title { get; init; }

    public string? Summary { get; init; }

    /// <summary>The whole article; its addresses are absolute.</summary>
    public required string Html { get; init; }

    public required DateTimeOffset Published { get; init; }

    /// <summary>The same as <see cref="Published"/> while nothing has changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    public required string Language { get; init; }

    public IReadOnlyList<FeedAuthor> Authors { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public FeedFile? Image { get; init; }

    public FeedFile? Audio { get; init; }

    /// <summary>Address of the licence.</summary>
    public string? Licence { get; init; }
}

/// <param name="Name">As in the byline.</param>
/// <param name="Url">The person's page.</param>
public sealed record FeedAuthor(string Name, string Url);

/// <param name="Url">Absolute.</param>
/// <param name="MediaType">As "audio/mpeg".</param>
/// <param name="Bytes">0 when unknown.</param>
/// <param name="Seconds">Of a recording, when known.</param>
/// <param name="Title">Of a recording, when it has its own.</param>
public sealed record FeedFile(string Url, string MediaType, long Bytes = 0, int? Seconds = null, string? Title = null);
