namespace Broadside.Giving.Gifts;

/// <summary>Somebody who gives. After erasure only this row stays, so that sums and receipts stay true.</summary>
public sealed class Donor
{
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ErasedAt { get; set; }
}

/// <summary>Who that is; may be erased.</summary>
public sealed class DonorDetails
{
    public required string Donor { get; init; }

    /// <summary>What makes two addresses the same.</summary>
    public required string EmailKey { get; set; }

    public required string Email { get; set; }

    public string? Name { get; set; }

    /// <summary>Postal.</summary>
    public string? Address { get; set; }

    public string? Country { get; set; }

    public required string Language { get; set; }
}
