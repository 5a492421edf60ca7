using Broadside.Themes;

namespace Broadside.Mirror.Reading;

/// <summary>How to check this site.</summary>
[Shown]
public sealed record CheckView
{
    public required string Title { get; init; }

    /// <summary>Minisign public-key line.</summary>
    public required string Key { get; init; }

    public string? Onion { get; init; }

    /// <summary>The command that checks the list of sums.</summary>
    public required string Signature { get; init; }

    /// <summary>The command that checks every file against it.</summary>
    public required string Sums { get; init; }

    /// <summary>The same from afar, with this program.</summary>
    public required string Verify { get; init; }
}
