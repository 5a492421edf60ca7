using Broadside.Themes;

namespace Broadside.Site.Views;

/// <summary>What two parties did to one another over time: a picture, and a table that says the same.</summary>
/// <param name="Title">"The line between A and B".</param>
/// <param name="Picture">SVG.</param>
/// <param name="First">"A towards B".</param>
/// <param name="Second">"B towards A".</param>
/// <param name="Both">What the mark of both together is called; null where there is none.</param>
/// <param name="Method">What the numbers are, and who chose what stands here.</param>
[Shown]
public sealed record DossierLineView(string Title, Html Picture, string First, string Second, string? Both, string Method, IReadOnlyList<DossierLineRow> Rows);

/// <param name="Direction">"A towards B".</param>
/// <param name="Href">Where the event stands in the timeline, with the articles that say so.</param>
/// <param name="Score">"+4", "−6.5".</param>
[Shown]
public sealed record DossierLineRow(string When, string Direction, string Text, string Href, string Score);
