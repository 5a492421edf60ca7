using Broadside.Site.Subscribing;
using Broadside.Themes;

namespace Broadside.Site.Giving.Continue;

/// <summary>The page that the link of a mail about a plan leads to: the ways by which it can go on, or the last step of one.</summary>
[Shown]
public sealed record ContinueView
{
    public required string Title { get; init; }

    public IReadOnlyList<string> Texts { get; init; } = [];

    public string? Fault { get; init; }

    /// <summary>Where the buttons' form goes.</summary>
    public string? Action { get; init; }

    /// <summary>Of the form: one press, one attempt.</summary>
    public string? Token { get; init; }

    /// <summary>One button for each way.</summary>
    public IReadOnlyList<ChoiceField> Ways { get; init; } = [];

    /// <summary>To the rail's own page.</summary>
    public Link? Go { get; init; }

    /// <summary>What the donor's bank must be told, with codes for its app.</summary>
    public IReadOnlyList<TransferAccount> Accounts { get; init; } = [];

    public IReadOnlyList<Link> Links { get; init; } = [];
}
