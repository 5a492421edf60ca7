namespace Broadside.Giving.Cheques;

/// <summary>Cheques and cash that went to the bank together. The bank's line of the same amount is theirs.</summary>
public sealed class DepositSlip
{
    public required string Id { get; init; }

    /// <summary>The account, as "bank:IBAN".</summary>
    public required string Bank { get; init; }

    public long Amount { get; init; }

    public required string Currency { get; init; }

    public required string MadeBy { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    /// <summary>Key of the bank's line; null: it has not been seen there.</summary>
    public string? Line { get; set; }
}
