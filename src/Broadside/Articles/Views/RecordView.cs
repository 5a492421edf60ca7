using Broadside.Themes;

namespace Broadside.Articles.Views;

/// <summary>An article within a dossier: what it is part of, and cards on the names and words that are marked in it.</summary>
/// <param name="Dossier">The dossier.</param>
/// <param name="Latest">The last sentence of its story so far.</param>
/// <param name="Cards">In the order of the text.</param>
[Shown]
public sealed record RecordView(Link Dossier, string? Latest, IReadOnlyList<RecordCard> Cards);

/// <summary>What is known of a name or a quotation that is marked in the text.</summary>
/// <param name="Id">The element's, to which the mark in the text leads.</param>
/// <param name="Title">The name, or whose words these are.</param>
/// <param name="Text">The offices held; how and where it was said.</param>
/// <param name="Href">Its place on the dossier's page.</param>
/// <param name="Back">Its paragraph.</param>
[Shown]
public sealed record RecordCard(string Id, string Title, string? Text, string Href, string Back);
