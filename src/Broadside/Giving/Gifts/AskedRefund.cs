namespace Broadside.Giving.Gifts;

/// <summary>A wish to pay back, kept before the rail was asked.</summary>
public sealed class AskedRefund
{
    public required string Id { get; init; }

    public required string Rail { get; init; }

    public required string RailAccount { get; init; }

    public required string Payment { get; init; }

    public long Amount { get; init; }

    public required string Currency { get; init; }

    public required string Reason { get; init; }

    public required string AskedBy { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    public RefundState State { get; set; }

    /// <summary>The refund's own id at the far end: that of its fact.</summary>
    public string? Remote { get; set; }
}

public enum RefundState
{
    Asked,
    Accepted,
    Refused,
    Unknown,
}
