using System.Security.Cryptography;
using System.Text;
using Broadside.Guard;

namespace Broadside.Giving.Gifts;

/// <summary>The part of an address that leads to one attempt's own pages. An id alone could be guessed at; this cannot.</summary>
public sealed class GiftAddress(Secrets secrets)
{
    private readonly Lazy<byte[]> key = new(() => secrets.KeyFor("gift addresses"));

    public string Of(string attempt) => $"{attempt}-{Code(attempt)}";

    /// <returns>The attempt's id; null where the address was not made here.</returns>
    public string? Read(string? address)
    {
        if (address is not { Length: > 20 and < 80 } || address.LastIndexOf('-') is not (> 0 and var dash))
        {
            return null;
        }
        var attempt = address[..dash];
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(attempt)), Encoding.UTF8.GetBytes(address[(dash + 1)..])) ? attempt : null;
    }

    private string Code(string attempt) => Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, Encoding.UTF8.GetBytes(attempt)).AsSpan(0, 16));
}
