using Broadside.Themes;

namespace Broadside.Site.Subscribing;

/// <summary>What a subscriber may choose, with what is chosen marked.</summary>
[Shown]
public sealed record ChoiceFields
{
    public required IReadOnlyList<ChoiceField> Cadences { get; init; }

    /// <summary>Sections; none where the outlet has none.</summary>
    public IReadOnlyList<ChoiceField> Topics { get; init; } = [];

    /// <summary>None where the interface speaks one language only.</summary>
    public IReadOnlyList<ChoiceField> Languages { get; init; } = [];

    public required IReadOnlyList<ChoiceField> Hours { get; init; }

    public required IReadOnlyList<ChoiceField> Zones { get; init; }
}

/// <param name="Value">What the form sends.</param>
/// <param name="Text">What the reader sees.</param>
/// <param name="Language">Of the text, where it is another than the page's.</param>
[Shown]
public sealed record ChoiceField(string Value, string Text, bool IsChosen, string? Language = null);
