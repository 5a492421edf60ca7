using Broadside.Themes;

namespace Broadside.Articles.Views;

/// <summary>The offer to take an article along: no pixel, no script, only the terms and the text.</summary>
/// <param name="Licence">Its name and address.</param>
/// <param name="Terms">What must be kept, in one sentence.</param>
/// <param name="Markup">HTML to copy, shown as text.</param>
[Shown]
public sealed record RepublishView(Link Licence, string Terms, string Markup);
