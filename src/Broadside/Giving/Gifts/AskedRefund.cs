using Broadside.Giving.Ledger;

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

    /// <summary>What a payment's rail was asked to pay back, and of which no fact has come yet; smallest units.</summary>
    /// <param name="asked">Of any payments.</param>
    /// <param name="facts">Of the payment; not empty.</param>
    public static long OnTheWay(IEnumerable<AskedRefund> asked, IReadOnlyList<Fact> facts)
    {
        var known = facts.Where(f => f.Kind == FactKind.Refund).Select(f => f.RemoteId).ToHashSet();
        return asked.Where(r => r.Rail == facts[0].Rail && r.RailAccount == facts[0].RailAccount && r.Payment == facts[0].Payment && r.State != RefundState.Refused && (r.Remote is null || !known.Contains(r.Remote))).Sum(r => r.Amount);
    }
}

public enum RefundState
{
    Asked,
    Accepted,
    Refused,
    Unknown,
}
