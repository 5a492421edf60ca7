using Broadside.Giving.Rails;
using Broadside.Kit;

namespace Broadside.Giving.Gifts;

/// <summary>What a donor chose to give, once or again and again: it never changes. Whether it was paid is told by facts (<see cref="GiftStates"/>).</summary>
public sealed class Gift
{
    public required string Id { get; init; }

    /// <summary>What a bank transfer or cheque bears (ISO 11649).</summary>
    public required string Reference { get; init; }

    /// <summary>Smallest units, without <see cref="Cover"/>.</summary>
    public long Amount { get; init; }

    /// <summary>What the donor added for the fee.</summary>
    public long Cover { get; init; }

    public required string Currency { get; init; }

    public Interval Repeats { get; init; }

    public required string Fund { get; init; }

    public string? Campaign { get; init; }

    public required string Recipient { get; init; }

    /// <summary>Null: nobody left an address, or it was erased.</summary>
    public string? Donor { get; set; }

    public Visibility Visibility { get; set; }

    /// <summary>ISO 3166, as the donor said.</summary>
    public string? Country { get; init; }

    public required string Language { get; init; }

    /// <summary>Where the form stood: "page", "article/ID", "digest", "desk".</summary>
    public required string Source { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>What the donor pays each time.</summary>
    public Money Total() => new(Amount + Cover, Currency);
}

public enum Visibility
{
    /// <summary>On no wall, in no list that leaves the house.</summary>
    Anonymous,
    FirstName,
    Name,
}
