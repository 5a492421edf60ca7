using Broadside.Themes;

namespace Broadside.Mirror.Reading;

/// <summary>Leads from a copy of the site to what only the outlet itself does.</summary>
[Shown]
public sealed record CopyView
{
    public required string Title { get; init; }

    public required string Text { get; init; }

    /// <summary>Absolute, at the outlet.</summary>
    public required string Href { get; init; }

    /// <summary>The link's words, with the host.</summary>
    public required string Go { get; init; }

    /// <summary>Accounts and addresses, which the copy itself has.</summary>
    public string? Offline { get; init; }
}
