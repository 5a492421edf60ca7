using Broadside.Themes;

namespace Broadside.Record.Export;

/// <summary>What an export needs to know of the site.</summary>
/// <param name="Address">Of the outlet, without a slash at its end: "https://example.org".</param>
/// <param name="Name">Of the outlet.</param>
/// <param name="Path">Of the dossier, from the root.</param>
/// <param name="Articles">Path and title of each article, by id.</param>
/// <param name="Words">In the dossier's language.</param>
/// <param name="Licence">SPDX id or address.</param>
public sealed record ExportSite(string Address, string Name, string Path, IReadOnlyDictionary<string, (string Path, string Title)> Articles, Words Words, string Licence = "CC-BY-4.0")
{
    public string Dossier => Address + Path;

    /// <summary>Null for an article that readers do not have.</summary>
    public string? Article(string id) => Articles.TryGetValue(id, out var article) ? Address + article.Path : null;

    /// <summary>The very paragraph.</summary>
    public string? Block(Anchoring.Anchor anchor) => Article(anchor.Article) is { } article ? $"{article}#b-{anchor.Block}" : null;
}
