namespace Broadside.Themes;

/// <summary>What an outlet chose for its looks: its colour, a face of <see cref="Faces"/> and a look of <see cref="Looks"/>; null: as the theme has it.</summary>
public sealed record Choice(Accent Accent, string? Face = null, string? Look = null);
