namespace Broadside.Site.Search;

/// <summary>One page of what was found.</summary>
public sealed record SearchResults
{
    public required SearchQuery Query { get; init; }

    public IReadOnlyList<SearchResult> Results { get; init; } = [];

    /// <summary>Articles found; with <see cref="IsMore"/> there are older ones that were not looked at.</summary>
    public int Total { get; init; }

    public bool IsMore { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public int Pages { get; init; }
}
