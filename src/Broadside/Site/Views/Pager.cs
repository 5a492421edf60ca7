using Broadside.Themes;

namespace Broadside.Site.Views;

/// <param name="Text">"Page 2 of 9".</param>
[Shown]
public sealed record Pager(string Text, string? Newer, string? Older);
