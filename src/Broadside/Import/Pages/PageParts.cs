using Broadside.Articles.Body;

namespace Broadside.Import.Pages;

/// <summary>What one saved page says: the article's parts, what was cut from it, and what the reader noted in its body.</summary>
internal sealed record PageParts
{
    public required string Title { get; init; }

    public string? Standfirst { get; init; }

    public IReadOnlyList<string> Bylines { get; init; } = [];

    public DateTimeOffset? PublishedAt { get; init; }

    public string Language { get; init; } = "en";

    /// <summary>The page's own address.</summary>
    public string? Address { get; init; }

    public string? SiteName { get; init; }

    public Figure? Lead { get; init; }

    public IReadOnlyList<Block> Blocks { get; init; } = [];

    public IReadOnlyList<PageCut> Cuts { get; init; } = [];

    public IReadOnlyList<ReadNote> Notes { get; init; } = [];
}
