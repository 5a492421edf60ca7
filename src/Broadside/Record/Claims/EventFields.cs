namespace Broadside.Record.Claims;

/// <summary>What an editor says of an event. Actors are ids, or "name:ANA MARIN" for whoever the directory knows by that name alone.</summary>
public sealed record EventFields
{
    public required string Label { get; init; }

    public string? Edtf { get; init; }

    public DateBasis Basis { get; init; } = DateBasis.Unknown;

    /// <summary>Id of the event that it was before or after.</summary>
    public string? RelEvent { get; init; }

    public RelativeOp? RelOp { get; init; }

    public string? Place { get; init; }

    public Factuality Factuality { get; init; }

    public string? AllegedBy { get; init; }

    /// <summary>Source id.</summary>
    public string? Source { get; init; }

    public IReadOnlyList<string> Actors { get; init; } = [];

    public IReadOnlyList<string> Recipients { get; init; } = [];

    public IReadOnlyList<string> Mentioned { get; init; } = [];

    public string? PloverType { get; init; }

    public string? PloverMode { get; init; }

    /// <summary>Tenths, −100 to 100.</summary>
    public int? Score { get; init; }

    public string? ScoreReason { get; init; }

    public int Salience { get; init; } = 2;
}
