namespace Broadside.Giving.Gifts;

/// <summary>Who gets the money in the eyes of the law, and what that means for the donor's taxes.</summary>
public sealed class LegalRecipient
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    public string? TaxNumber { get; set; }

    public TaxStatus TaxStatus { get; set; }

    /// <summary>The sentence that a receipt must hold.</summary>
    public required string ReceiptText { get; set; }

    public DateTimeOffset ActiveFrom { get; init; }

    public DateTimeOffset? ActiveUntil { get; set; }
}

/// <summary>Nothing is deductible until somebody has proved it.</summary>
public enum TaxStatus
{
    None,
    Deductible,
}
