namespace Broadside.Record.Dossiers;

/// <summary>One running story over many articles, as the desk handles it. Its claims are those that are anchored in its articles.</summary>
public sealed class Dossier
{
    public required string Slug { get; init; }

    public required string Title { get; set; }

    public string? Dek { get; set; }

    /// <summary>BCP 47.</summary>
    public required string Language { get; set; }

    /// <summary>Actor id.</summary>
    public string? PartyA { get; set; }

    public string? PartyB { get; set; }

    /// <summary>Whether readers get the line between the two parties.</summary>
    public bool HasLine { get; set; }

    public DossierState State { get; set; }

    /// <summary>JSON of a list of <see cref="StorySentence"/>.</summary>
    public string Story { get; set; } = "[]";

    public int Revision { get; set; }

    /// <summary>Id of whoever changed it last.</summary>
    public required string ChangedBy { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}

public enum DossierState
{
    Draft,
    Published,
    Withdrawn,
}
