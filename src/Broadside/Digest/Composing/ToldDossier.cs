namespace Broadside.Digest.Composing;

/// <summary>A dossier of which a digest tells an article.</summary>
/// <param name="Text">The last sentence of the story so far, which an article still says.</param>
/// <param name="Articles">Ids.</param>
public sealed record ToldDossier(string Slug, string Title, string Language, string Text, IReadOnlyList<string> Articles);
