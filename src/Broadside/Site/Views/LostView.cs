using Broadside.Articles.Views;
using Broadside.Themes;

namespace Broadside.Site.Views;

/// <summary>Nothing at this address (404), or no longer (410, with <see cref="Reason"/>).</summary>
[Shown]
public sealed record LostView
{
    public required string SearchAction { get; init; }

    /// <summary>Why it was withdrawn.</summary>
    public string? Reason { get; init; }

    public When? WithdrawnAt { get; init; }

    public IReadOnlyList<Teaser> Latest { get; init; } = [];
}
