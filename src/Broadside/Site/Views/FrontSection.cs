using Broadside.Articles.Views;
using Broadside.Themes;

namespace Broadside.Site.Views;

/// <summary>A section of the front page.</summary>
/// <param name="Rhythm">How it is set: "lead" (one large, the rest in a column), "row" (equal columns) or "text" (headlines only).</param>
[Shown]
public sealed record FrontSection(Link Section, string Rhythm, Teaser First, IReadOnlyList<Teaser> Rest);
