using System.Globalization;
using System.Text;
using NSec.Cryptography;

namespace Broadside.Guard;

/// <summary>What the root key says of a site key: that it is the site's, and until when. Ed25519 over one line of text.</summary>
public static class SiteKeyCertificate
{
    /// <param name="line">The site key's public line, <c>RW…</c></param>
    /// <param name="expires">In whole seconds.</param>
    public static string Text(string line, DateTimeOffset expires) =>
        string.Create(CultureInfo.InvariantCulture, $"broadside site key {line} expires {expires.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");

    /// <returns>Base64.</returns>
    public static string Sign(Key root, string line, DateTimeOffset expires) =>
        Convert.ToBase64String(SignatureAlgorithm.Ed25519.Sign(root, Encoding.UTF8.GetBytes(Text(line, expires))));

    /// <summary>Whether the root signed that; says nothing of the day.</summary>
    public static bool Holds(MinisignKey root, string line, DateTimeOffset expires, string? signature)
    {
        Span<byte> bytes = stackalloc byte[72];
        return signature is { Length: <= 96 } && Convert.TryFromBase64String(signature, bytes, out var length) && length == 64
            && SignatureAlgorithm.Ed25519.Verify(root.Key, Encoding.UTF8.GetBytes(Text(line, expires)), bytes[..64]);
    }
}
