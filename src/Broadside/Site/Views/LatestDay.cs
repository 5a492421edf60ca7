using Broadside.Articles.Views;
using Broadside.Themes;

namespace Broadside.Site.Views;

/// <summary>The articles of one day, newest first.</summary>
[Shown]
public sealed record LatestDay(When Day, IReadOnlyList<Teaser> Articles);
