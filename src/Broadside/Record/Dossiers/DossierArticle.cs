namespace Broadside.Record.Dossiers;

/// <summary>An article of a dossier, and its place in it.</summary>
public sealed class DossierArticle
{
    public required string Dossier { get; init; }

    public required string Article { get; init; }

    public int Position { get; set; }
}
