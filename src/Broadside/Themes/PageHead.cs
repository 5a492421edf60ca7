namespace Broadside.Themes;

/// <summary>What a page says of itself to machines. Addresses here are absolute.</summary>
public sealed record PageHead
{
    /// <summary>The Content-Security-Policy that stands in for the header where a mirror sends none; null: none.</summary>
    public string? Policy { get; init; }

    /// <summary>The same page at the outlet's onion service; null where there is none.</summary>
    public string? Onion { get; init; }

    /// <summary>Without the outlet's name, which is added.</summary>
    public required string Title { get; init; }

    public string? Description { get; init; }

    /// <summary>Null on pages that have no one address, as errors.</summary>
    public string? Canonical { get; init; }

    /// <summary>The outlet's Open Graph name and, when <see cref="Image"/> is absent, what stands for it.</summary>
    public required string SiteName { get; init; }

    /// <summary>The same content in other languages; with two or more, all with the page itself.</summary>
    public IReadOnlyList<Alternate> Alternates { get; init; } = [];

    public IReadOnlyList<FeedLink> Feeds { get; init; } = [];

    /// <summary>"article", "profile" or "website".</summary>
    public string Kind { get; init; } = "website";

    public SharePicture? Image { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public DateTimeOffset? ModifiedAt { get; init; }

    public string? Section { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Search engines are to leave it out: search results, errors.</summary>
    public bool NoIndex { get; init; }

    public string? Previous { get; init; }

    public string? Next { get; init; }

    /// <summary><c>script type="application/ld+json"</c> elements, ready made.</summary>
    public Html JsonLd { get; init; }
}

/// <param name="Language">BCP 47, or "x-default".</param>
public sealed record Alternate(string Language, string Url);

/// <param name="Type">"application/rss+xml", "application/atom+xml" or "application/feed+json".</param>
public sealed record FeedLink(string Type, string Title, string Href);

public sealed record SharePicture(string Url, int? Width = null, int? Height = null, string? Alt = null);
