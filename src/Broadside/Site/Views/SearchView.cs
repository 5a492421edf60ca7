using Broadside.Articles.Views;
using Broadside.Themes;

namespace Broadside.Site.Views;

[Shown]
public sealed record SearchView
{
    /// <summary>Where the form leads: it is a GET form.</summary>
    public required string Action { get; init; }

    /// <summary>What was asked; absent before anything was.</summary>
    public string? Query { get; init; }

    /// <summary>"14 articles with “housing”"; with a query it always says something.</summary>
    public string? Summary { get; init; }

    /// <summary>Dossiers whose title has the words.</summary>
    public IReadOnlyList<Link> Dossiers { get; init; } = [];

    public IReadOnlyList<Teaser> Results { get; init; } = [];

    public Pager? Pager { get; init; }

    /// <summary>Shown when there is nothing else to show: sections and the newest articles.</summary>
    public IReadOnlyList<Link> Sections { get; init; } = [];

    public IReadOnlyList<Teaser> Latest { get; init; } = [];
}
