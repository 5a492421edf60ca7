using Broadside.Articles.Body;

namespace Broadside.Articles;

/// <summary>
/// Everything of an article or page that a reader will see. A draft holds one; publishing freezes it, as canonical JSON,
/// into a signed version, and every page is made from that.
/// </summary>
public sealed record ArticleContent
{
    public int V { get; init; } = 1;

    public required string Id { get; init; }

    public ArticleKind Kind { get; init; }

    public required string Slug { get; init; }

    /// <summary>Path from the root, as <c>/2026/11/slug/</c>; empty while a draft has none.</summary>
    public string Address { get; init; } = "";

    /// <summary>Paths (a query allowed, as <c>/?p=12</c>) that lead here for good: earlier slugs, the old system's addresses.</summary>
    public IReadOnlyList<string> FormerAddresses { get; init; } = [];

    /// <summary>BCP 47, as "en", "es", "ar".</summary>
    public string Language { get; init; } = "en";

    public required string Title { get; init; }

    public string? Standfirst { get; init; }

    /// <summary>A short word above the headline, as "Analysis".</summary>
    public string? Label { get; init; }

    public IReadOnlyList<Byline> Bylines { get; init; } = [];

    /// <summary>The first one is the section.</summary>
    public IReadOnlyList<Term> Topics { get; init; } = [];

    public IReadOnlyList<Term> Tags { get; init; } = [];

    public SeriesPart? Series { get; init; }

    /// <summary>The picture that stands for the article on lists and above its text.</summary>
    public Figure? Lead { get; init; }

    public IReadOnlyList<Block> Blocks { get; init; } = [];

    /// <summary>Of a story that develops: what is new, newest first, above the text. Absent where there are none.</summary>
    public IReadOnlyList<StoryUpdate>? Updates { get; init; }

    /// <summary>Newest last.</summary>
    public IReadOnlyList<Correction> Corrections { get; init; } = [];

    /// <summary>When readers first got it; a draft made by import keeps the old date here.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When its text last changed for readers; absent while unchanged.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Where the original stands, when it is not here.</summary>
    public string? CanonicalUrl { get; init; }

    public string? FirstPublishedBy { get; init; }

    public string? FirstPublishedUrl { get; init; }

    /// <summary>SPDX id as "CC-BY-4.0"; with one, readers may take the text along ("republish").</summary>
    public string? Licence { get; init; }

    /// <summary>Articles that say the same in other languages share this id.</summary>
    public string? TranslationGroup { get; init; }

    /// <summary>Ids of articles that the editors put beside this one.</summary>
    public IReadOnlyList<string> Related { get; init; } = [];

    /// <summary>For search engines and cards, where it is to differ from the standfirst.</summary>
    public string? Summary { get; init; }

    /// <summary>The title for search engines and cards, where it is to differ from the headline.</summary>
    public string? SearchTitle { get; init; }
}

public enum ArticleKind
{
    Article,
    Page,
}

/// <summary>A person credited, with no account needed. <paramref name="Role"/>: "words", "photo", "translation", "editing", "partner".</summary>
public sealed record Byline(string Slug, string Name, string Role = "words");

/// <summary>A topic or tag: last part of its address, and its name.</summary>
public sealed record Term(string Slug, string Name);

public sealed record SeriesPart(string Slug, string Name, int Part);

/// <summary>Something new in a story that develops, with its hour.</summary>
/// <param name="Id">As a block's; a link leads to it.</param>
/// <param name="At">When it went out; a change of its words does not move it.</param>
public sealed record StoryUpdate(string Id, DateTimeOffset At, string? Title, IReadOnlyList<Block> Blocks);

/// <summary>A public correction.</summary>
public sealed record Correction(CorrectionKind Kind, string Text, DateTimeOffset At);

public enum CorrectionKind
{
    Correction,
    Clarification,
    Update,
    Retraction,
}
