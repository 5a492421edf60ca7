namespace Broadside.Digest.Ledger;

/// <summary>A message that this sender holds.</summary>
/// <param name="Subscriber">The recipient's number.</param>
/// <param name="Address">As the wire wants it.</param>
/// <param name="Body">Which of the digest's bodies.</param>
/// <param name="Attempt">How often it was in flight before.</param>
/// <param name="Signature">Made ahead, or nothing.</param>
public sealed record Delivery(long Subscriber, string Address, int Body, int Attempt, byte[]? Signature)
{
    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];
}
