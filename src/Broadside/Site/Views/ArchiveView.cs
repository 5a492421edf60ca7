using Broadside.Themes;

namespace Broadside.Site.Views;

/// <summary>All years and months with articles.</summary>
[Shown]
public sealed record ArchiveView(string Title, IReadOnlyList<ArchiveYear> Years);

[Shown]
public sealed record ArchiveYear(string Year, IReadOnlyList<ArchiveMonth> Months);

/// <param name="Count">"31 articles".</param>
[Shown]
public sealed record ArchiveMonth(string Href, string Name, string Count);
