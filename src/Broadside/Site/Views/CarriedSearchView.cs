using Broadside.Themes;

namespace Broadside.Site.Views;

/// <summary>The page on which a copy of the site is searched. Its sentences hold <c>{n}</c> and <c>{query}</c>: the script fills them in.</summary>
[Shown]
public sealed record CarriedSearchView
{
    /// <summary>Where the form leads without the script: to the newsroom itself.</summary>
    public required string Action { get; init; }

    public required string FoundOne { get; init; }

    public required string FoundOther { get; init; }

    public required string None { get; init; }

    public required Link Archive { get; init; }

    public IReadOnlyList<Link> Sections { get; init; } = [];
}
