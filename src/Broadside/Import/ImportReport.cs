using System.Text.Json.Serialization;

namespace Broadside.Import;

/// <summary>What came of an import: counts of what this run made, what a person should know, and what was hidden in the bodies.</summary>
public sealed record ImportReport
{
    /// <summary>Null when nothing was written: a dry run or a refusal.</summary>
    public string? Run { get; init; }

    public required string Source { get; init; }

    public ImportCounts Counts { get; init; } = new();

    public IReadOnlyList<ImportWarning> Warnings { get; init; } = [];

    public IReadOnlyList<HygieneFinding> Hygiene { get; init; } = [];

    /// <summary>Whether the address of anything that is missing is known.</summary>
    public bool CanFetch { get; init; }

    /// <summary>The form that <c>--json</c> prints.</summary>
    public object ToJson() => new
    {
        Run,
        Source,
        Counts.Articles,
        Counts.Pages,
        Counts.Drafts,
        Counts.Unchanged,
        Counts.People,
        Counts.Topics,
        Counts.Tags,
        Counts.Media,
        Counts.MediaMissing,
        Counts.Comments,
        Counts.Redirects,
        Warnings,
        Hygiene,
    };
}

/// <summary>Something that did not come over as it was. <paramref name="Item"/> names the item as a person would find it.</summary>
public sealed record ImportWarning(string Code, string Item, string Message);

/// <summary>Something hidden or foreign in a body. <paramref name="Text"/> is what it said, <paramref name="Reason"/> why it is named.</summary>
public sealed record HygieneFinding(string Code, string Item, string? Domain, string? Text, string Reason);

/// <summary>How many of each a run created.</summary>
public sealed record ImportCounts
{
    /// <summary>Items of type post, whatever their state.</summary>
    public int Articles { get; set; }

    public int Pages { get; set; }

    /// <summary>Those of the articles and pages that are not published.</summary>
    public int Drafts { get; set; }

    /// <summary>Items that an earlier run brought.</summary>
    public int Unchanged { get; set; }

    public int People { get; set; }

    public int Topics { get; set; }

    public int Tags { get; set; }

    public int Media { get; set; }

    public int MediaMissing { get; set; }

    /// <summary>Comments of any status.</summary>
    public int Comments { get; set; }

    /// <summary>Old addresses that lead to the new one.</summary>
    public int Redirects { get; set; }

    [JsonIgnore]
    public bool IsEmpty => this with { Unchanged = 0 } == new ImportCounts();
}
