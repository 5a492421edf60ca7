namespace Broadside.Giving.Ledger;

/// <summary>What the postings of an account come to.</summary>
public sealed class AccountSum
{
    public required string Account { get; init; }

    public required string Currency { get; init; }

    public long Amount { get; init; }
}
