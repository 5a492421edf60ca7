namespace Broadside.Guard.Keys;

/// <summary>
/// A change of the site key under way, in <c>keys/turning.json</c>: with that one file in place the new key holds, whatever of
/// the rest was written before the power went.
/// </summary>
/// <param name="Line">The new key's minisign line.</param>
/// <param name="Secret">Base64 of the new private key.</param>
/// <param name="Old">The key whose place it takes.</param>
public sealed record KeyTurn(string Line, string Secret, RetiredKey Old)
{
    public SiteKeyCertificate? Certificate { get; init; }
}
