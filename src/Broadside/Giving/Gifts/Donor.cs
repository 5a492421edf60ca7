namespace Broadside.Giving.Gifts;

/// <summary>Somebody who gives. After erasure only this row stays, so that sums and receipts stay true.</summary>
public sealed class Donor
{
    public required string Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ErasedAt { get; set; }
}
