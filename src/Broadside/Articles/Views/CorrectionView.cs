using Broadside.Themes;

namespace Broadside.Articles.Views;

/// <param name="Kind">"correction", "clarification", "update" or "retraction": a class for the stylesheet.</param>
/// <param name="Title">The kind in the reader's language.</param>
/// <param name="Article">On the list of all corrections: what was corrected.</param>
[Shown]
public sealed record CorrectionView(string Kind, string Title, string Text, When At, Link? Article = null);
