namespace Broadside.Giving.Gifts;

/// <summary>A drive for a purpose and a time.</summary>
public sealed class Campaign
{
    /// <summary>Its slug.</summary>
    public required string Id { get; init; }

    public required string Title { get; set; }

    public required string Fund { get; set; }

    /// <summary>Smallest units.</summary>
    public long Goal { get; set; }

    public required string Currency { get; set; }

    public DateTimeOffset StartsAt { get; set; }

    public DateTimeOffset? EndsAt { get; set; }

    /// <summary>What came outside these books and counts towards the goal.</summary>
    public long Offline { get; set; }

    /// <summary>What that was.</summary>
    public string? OfflineNote { get; set; }

    public bool IsOpen(DateTimeOffset now) => now >= StartsAt && (EndsAt is null || now < EndsAt);
}

/// <summary>What gifts may be spent on.</summary>
public sealed class Fund
{
    /// <summary>Its slug; part of the account's name.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    public required string Recipient { get; init; }

    /// <summary>For its purpose alone.</summary>
    public bool IsRestricted { get; set; }
}

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
