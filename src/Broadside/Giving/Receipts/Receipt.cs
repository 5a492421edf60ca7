namespace Broadside.Giving.Receipts;

/// <summary>What was confirmed for one payment. Numbers have no gaps within a recipient and year; one that is taken back keeps its number.</summary>
public sealed class Receipt
{
    public required string Recipient { get; init; }

    /// <summary>Of the payment, in UTC.</summary>
    public int Year { get; init; }

    public int Number { get; init; }

    public required string Rail { get; init; }

    public required string RailAccount { get; init; }

    public required string Payment { get; init; }

    public required string Gift { get; init; }

    public long Amount { get; init; }

    public required string Currency { get; init; }

    public DateTimeOffset PaidAt { get; init; }

    public DateTimeOffset IssuedAt { get; init; }

    public DateTimeOffset? VoidedAt { get; set; }

    public string? VoidReason { get; set; }
}
