using Broadside.Themes;

namespace Broadside.Site.Subscribing;

/// <summary>A subscriber's own page: what they chose, pausing, leaving, what is known of them.</summary>
[Shown]
public sealed record PreferencesView
{
    public required string Action { get; init; }

    public required string Address { get; init; }

    /// <summary>How it stands: mail goes out, pauses until, is off the list.</summary>
    public required string State { get; init; }

    /// <summary>What was just done.</summary>
    public string? Said { get; init; }

    public bool IsOnList { get; init; }

    /// <summary>There is something to come back from: a pause, or having left.</summary>
    public bool CanComeBack { get; init; }

    public required ChoiceFields Fields { get; init; }

    public IReadOnlyList<ChoiceField> Pauses { get; init; } = [];

    /// <summary>Everything that is kept about them.</summary>
    public IReadOnlyList<KnownFact> Known { get; init; } = [];

    /// <summary>The same as a file.</summary>
    public required string Data { get; init; }
}

[Shown]
public sealed record KnownFact(string Name, string Text);
