namespace Broadside.Record.Claims;

/// <summary>Something that happened, or is said to have happened.</summary>
public sealed class EventRow
{
    public required string Id { get; init; }

    /// <summary>One line, at most 140 characters.</summary>
    public required string Label { get; set; }

    public string? Edtf { get; set; }

    /// <summary>ISO day, from <see cref="Edtf"/>: for lists and comparisons.</summary>
    public string? Earliest { get; set; }

    public string? Latest { get; set; }

    public DateBasis Basis { get; set; }

    /// <summary>Id of the event that it was before or after.</summary>
    public string? RelEvent { get; set; }

    public RelativeOp? RelOp { get; set; }

    public string? Place { get; set; }

    public Factuality Factuality { get; set; }

    /// <summary>Actor id.</summary>
    public string? AllegedBy { get; set; }

    /// <summary>Source id.</summary>
    public string? Source { get; set; }

    public string? PloverType { get; set; }

    public string? PloverMode { get; set; }

    /// <summary>Tenths, −100 to 100.</summary>
    public int? Score { get; set; }

    public string? ScoreReason { get; set; }

    public int Salience { get; set; }

    public int Revision { get; set; }

    public required string ChangedBy { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}
