using Broadside.Themes;

namespace Broadside.Site.Subscribing;

/// <summary>A page that a link in a mail leads to: what it is about, and a button where something can be done.</summary>
[Shown]
public sealed record SubscriptionView
{
    public required string Title { get; init; }

    /// <summary>One sentence or two each.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>Where the button's form goes.</summary>
    public string? Action { get; init; }

    /// <summary>What the button does: the value of the form's field <c>act</c>.</summary>
    public string? Act { get; init; }

    public string? Button { get; init; }

    /// <summary>Where to go from here.</summary>
    public IReadOnlyList<Link> Links { get; init; } = [];
}
