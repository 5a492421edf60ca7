using Broadside.Themes;

namespace Broadside.Articles.Views;

/// <summary>An article as it stands on a list or on the front page.</summary>
[Shown]
public sealed record Teaser
{
    public required string Href { get; init; }

    public required string Title { get; init; }

    public string? Standfirst { get; init; }

    /// <summary>In place of the standfirst: the words around what was searched for, the hits in <c>mark</c>.</summary>
    public Html Excerpt { get; init; }

    /// <summary>A short word above the headline, as "Analysis".</summary>
    public string? Label { get; init; }

    public Link? Section { get; init; }

    /// <summary>Who wrote it, in one text: "Ana Ruiz and Tom Okafor".</summary>
    public string? By { get; init; }

    public When? Published { get; init; }

    /// <summary>A <c>picture</c> for the teaser's place, without caption; empty without a photo.</summary>
    public Html Picture { get; init; }

    /// <summary>BCP 47, where it differs from the page's.</summary>
    public string? Language { get; init; }

    /// <summary>"rtl" or "ltr", where it differs from the page's.</summary>
    public string? Dir { get; init; }
}
