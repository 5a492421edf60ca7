namespace Broadside.Giving.Statements;

/// <summary>A posted line as the bank wrote it: beside the books, because it names people and may have to go.</summary>
public sealed class StatementRow
{
    /// <summary>As "bank:IBAN".</summary>
    public required string Rail { get; init; }

    public required string Key { get; init; }

    public required string Import { get; init; }

    /// <summary>As 2026-11-27.</summary>
    public required string Day { get; init; }

    public long Amount { get; init; }

    public required string Currency { get; init; }

    public string? Reference { get; set; }

    public string? Counterparty { get; set; }

    public string? Remittance { get; set; }

    /// <summary>What it turned out to be: "gift/ID", "payout/RAIL", an account, "split"; null: it waits in suspense.</summary>
    public string? Matched { get; set; }
}
