namespace Broadside.Record.Dossiers;

/// <summary>What an editor says of a dossier.</summary>
public sealed record DossierFields
{
    public required string Title { get; init; }

    public string? Dek { get; init; }

    /// <summary>BCP 47.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Actor ids: whose relation the line shows. Both or neither.</summary>
    public string? PartyA { get; init; }

    public string? PartyB { get; init; }

    /// <summary>Whether readers get the line.</summary>
    public bool HasLine { get; init; }
}
