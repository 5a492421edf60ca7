namespace Broadside.Themes;

/// <summary>The site-wide notice, on every page: its words, the day it went up, and where it leads.</summary>
[Shown]
public sealed record NoticeLine(string Text, When At, string? Href = null);
