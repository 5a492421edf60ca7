namespace Broadside.Articles.Publishing;

/// <summary>One article as the desk's pages about it need it.</summary>
public sealed record DeskArticle
{
    public required Article Article { get; init; }

    /// <summary>What waits to be published; null where nothing does.</summary>
    public Draft? Draft { get; init; }

    /// <summary>The draft's content.</summary>
    public ArticleContent? Written { get; init; }

    /// <summary>What readers have; null where they have nothing.</summary>
    public ArticleContent? Live { get; init; }

    /// <summary>The live version, or the tombstone.</summary>
    public CatalogueEntry? Entry { get; init; }

    /// <summary>May this person change it?</summary>
    public bool IsTheirs { get; init; }

    public string Id => Article.Id;

    /// <summary>The newest text: the draft, else what readers have.</summary>
    public ArticleContent? Newest => Written ?? Live;

    /// <summary>What readers would get if the draft went out now: over what they have been given meanwhile.</summary>
    public ArticleContent? WouldBe => Written is null ? Live : Live is null ? Written : PublishArticle.Over(Live, Written);

    public string Title => Newest?.Title is { Length: > 0 } title ? title : Article.Title;
}
