namespace Broadside.Articles.Rewriting;

/// <summary>One article or draft that a rewrite changes, with what is needed to take that back.</summary>
public sealed class RewriteItem
{
    public required string RewriteId { get; init; }

    public required string ArticleId { get; init; }

    /// <summary>Places in it.</summary>
    public required int Hits { get; init; }

    /// <summary>JSON of a <see cref="RewriteSample"/>; only the first ones have it.</summary>
    public string? Sample { get; init; }

    /// <summary>Whether readers have it, so that it gets a version. Null, from before this was noted: it may.</summary>
    public bool? IsLive { get; init; }

    public RewriteItemState State { get; set; }

    /// <summary>Number of the version that the rewrite made; absent where only a draft changed.</summary>
    public int? Version { get; set; }

    /// <summary>Revision of the draft that the rewrite saved.</summary>
    public int? Revision { get; set; }

    /// <summary>The draft as it was before.</summary>
    public string? DraftBefore { get; set; }
}

public enum RewriteItemState
{
    Found,
    Done,
    Skipped,
    Undone,

    /// <summary>The link that it would bring waits for a second person: a held change.</summary>
    Held,
}

/// <summary>A place that changes, with the words around it.</summary>
public sealed record RewriteSample(string Before, string Was, string Becomes, string After);
