using Broadside.Themes;

namespace Broadside.Articles.Views;

/// <summary>The series that an article is part of, on that article's page.</summary>
/// <param name="PartText">"Part 2 of 4".</param>
/// <param name="Parts">All parts in order; the one being read has <see cref="Link.IsCurrent"/>.</param>
[Shown]
public sealed record SeriesView(Link Series, string PartText, IReadOnlyList<Link> Parts, Link? Previous = null, Link? Next = null);
