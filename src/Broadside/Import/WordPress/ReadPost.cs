using System.Text;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Export;

namespace Broadside.Import.WordPress;

/// <summary>An item made ready for the newsroom, on any thread and without the database.</summary>
internal sealed record ReadPost
{
    public required string SourceId { get; init; }

    public required string Guid { get; init; }

    /// <summary>SHA-256 of the item as the export has it.</summary>
    public required string Hash { get; init; }

    /// <summary>As a person would find it: title, number, line.</summary>
    public required string Label { get; init; }

    /// <summary>Null for what is named in the warnings and not brought over.</summary>
    public ArticleContent? Content { get; init; }

    public bool IsPublished { get; init; }

    /// <summary>Its next version in the making, from an export of this program.</summary>
    public ArticleContent? Next { get; init; }

    /// <summary>It was withdrawn over there, and says so here too.</summary>
    public WxrGone? Gone { get; init; }

    /// <summary>Of a draft: not to go out before.</summary>
    public DateTimeOffset? EmbargoedUntil { get; init; }

    public IReadOnlyList<WxrComment> Comments { get; init; } = [];

    /// <summary>The last part of each author's old address, and the person's slug here.</summary>
    public IReadOnlyList<(string Nicename, string Slug)> Authors { get; init; } = [];

    public IReadOnlyList<ImportWarning> Warnings { get; init; } = [];

    public IReadOnlyList<HygieneFinding> Hygiene { get; init; } = [];

    /// <summary>Where the pictures and files that it lacks can be fetched, by their keys.</summary>
    public IReadOnlyDictionary<string, string> Missing { get; init; } = new Dictionary<string, string>();
}
