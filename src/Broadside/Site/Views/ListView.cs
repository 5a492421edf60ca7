using Broadside.Articles.Views;
using Broadside.Themes;

namespace Broadside.Site.Views;

/// <summary>A list of articles: of a topic, tag, person, series or month.</summary>
[Shown]
public sealed record ListView
{
    /// <summary>"topic", "tag", "person", "series" or "month": a class for the stylesheet.</summary>
    public required string Kind { get; init; }

    /// <summary>What kind of page it is, above the title: "Topic", "Series in 4 parts".</summary>
    public string? Over { get; init; }

    public required string Title { get; init; }

    /// <summary>What the topic or series is about, who the person is.</summary>
    public Html Intro { get; init; }

    /// <summary>A person's picture.</summary>
    public Html Portrait { get; init; }

    /// <summary>A person's own addresses.</summary>
    public IReadOnlyList<Link> Links { get; init; } = [];

    /// <summary>"214 articles".</summary>
    public string? Count { get; init; }

    /// <summary>One group without a title, or the days of a month.</summary>
    public IReadOnlyList<ListGroup> Groups { get; init; } = [];

    public Pager? Pager { get; init; }

    /// <summary>Feeds of just this list.</summary>
    public IReadOnlyList<Link> Feeds { get; init; } = [];

    /// <summary>The months before and after, or neighbouring topics.</summary>
    public IReadOnlyList<Link> Nearby { get; init; } = [];
}

[Shown]
public sealed record ListGroup(string? Title, IReadOnlyList<Teaser> Articles);
