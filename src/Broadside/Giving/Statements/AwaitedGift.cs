using Broadside.Kit;

namespace Broadside.Giving.Statements;

/// <summary>A gift as far as a bank line can be known by it.</summary>
/// <param name="Id">The gift's.</param>
/// <param name="Reference">As <see cref="References.GiftReference"/> writes it.</param>
/// <param name="Amount">What was intended.</param>
/// <param name="DonorName">Null where none was given or it is erased.</param>
/// <param name="IsOpen">No money came for it yet, and it has not expired.</param>
public sealed record AwaitedGift(string Id, string Reference, Money Amount, string? DonorName, bool IsOpen)
{
    public string? Fund { get; init; }
}

/// <param name="Rail">Its id, as <c>stripe</c>.</param>
/// <param name="Names">As they stand on a bank statement when it pays out, as <c>STRIPE PAYMENTS EUROPE</c>.</param>
public sealed record RailPayer(string Rail, IReadOnlyList<string> Names);
