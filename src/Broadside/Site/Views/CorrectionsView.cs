using Broadside.Articles.Views;
using Broadside.Themes;

namespace Broadside.Site.Views;

/// <summary>The outlet's public list of corrections.</summary>
[Shown]
public sealed record CorrectionsView(string Title, IReadOnlyList<CorrectionView> Corrections, Pager? Pager = null);
