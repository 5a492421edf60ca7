namespace Broadside.Themes;

/// <param name="Href">A path from the root, as <c>/topics/housing/</c>, or an address on another host.</param>
/// <param name="IsCurrent">It leads to the page that shows it.</param>
/// <param name="Language">Of the text, where it differs from the page's.</param>
[Shown]
public sealed record Link(string Href, string Text, bool IsCurrent = false, string? Language = null);
