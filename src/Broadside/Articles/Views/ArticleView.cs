using Broadside.Themes;

namespace Broadside.Articles.Views;

/// <summary>An article, or one of the outlet's own pages, with all that its page shows.</summary>
[Shown]
public sealed record ArticleView
{
    /// <summary>Path from the root.</summary>
    public required string Address { get; init; }

    /// <summary>The absolute address, printed on paper.</summary>
    public required string Url { get; init; }

    /// <summary>BCP 47, where it differs from the interface's.</summary>
    public string? Language { get; init; }

    /// <summary>"rtl" or "ltr", where it differs from the interface's.</summary>
    public string? Dir { get; init; }

    /// <summary>One of the outlet's own pages (about, ethics…): no byline, no date of the day.</summary>
    public bool IsPage { get; init; }

    public string? Label { get; init; }

    public Link? Section { get; init; }

    public required string Title { get; init; }

    public string? Standfirst { get; init; }

    /// <summary>"By <a>Ana Ruiz</a> and <a>Tom Okafor</a>".</summary>
    public Html Byline { get; init; }

    /// <summary>Photo, translation, editing, partner: "Translation: <a>…</a>".</summary>
    public Html Credits { get; init; }

    public When? Published { get; init; }

    /// <summary>Absent when its text never changed.</summary>
    public When? Updated { get; init; }

    /// <summary>The lead picture as a <c>figure</c>.</summary>
    public Html Lead { get; init; }

    /// <summary>Of a story that develops: what is new, newest first.</summary>
    public IReadOnlyList<UpdateView> Updates { get; init; } = [];

    public Html Body { get; init; }

    /// <summary>Corrections and retractions, above the text.</summary>
    public IReadOnlyList<CorrectionView> Notices { get; init; } = [];

    /// <summary>All of them, newest first, after the text.</summary>
    public IReadOnlyList<CorrectionView> Corrections { get; init; } = [];

    /// <summary>Of the dossier that it belongs to; absent where there is none.</summary>
    public RecordView? Record { get; init; }

    public SeriesView? Series { get; init; }

    public IReadOnlyList<Link> Translations { get; init; } = [];

    /// <summary>"First published by <a>…</a>".</summary>
    public Html Origin { get; init; }

    public IReadOnlyList<Link> Topics { get; init; } = [];

    public IReadOnlyList<Link> Tags { get; init; } = [];

    public RepublishView? Republish { get; init; }

    public IReadOnlyList<Teaser> Related { get; init; } = [];

    public CommentsView? Comments { get; init; }

    /// <summary>Where the "report an error" form posts to; absent where the outlet takes none.</summary>
    public string? ReportAction { get; init; }
}
