using System.Globalization;
using System.Text;
using System.Text.Json;
using Broadside.Kit;
using NSec.Cryptography;

namespace Broadside.Guard;

/// <summary>
/// The root key's word for the site key, as <c>keys/site.cert</c> keeps it and <c>edition.json</c> repeats it: an Ed25519
/// signature (base64) over <see cref="Text"/>.
/// </summary>
/// <param name="Root">The root key's minisign line, <c>RW…</c></param>
/// <param name="Signature">Base64 of 64 bytes.</param>
/// <param name="ExpiresAt">From then on it says nothing any more.</param>
public sealed record SiteKeyCertificate(string Root, string Signature, DateTimeOffset ExpiresAt)
{
    /// <summary>What the root key signs.</summary>
    /// <param name="line">The site key's minisign line.</param>
    /// <param name="expires">Whole seconds, UTC.</param>
    public static string Text(string line, DateTimeOffset expires) => $"broadside site key {line} expires {Iso(expires)}";

    /// <summary>What the root key signs to say that nobody shall believe a site key any more.</summary>
    public static string RevokedText(string line, DateTimeOffset at) => $"broadside site key {line} revoked {Iso(at)}";

    /// <summary>The certificate in a <c>keys/</c> folder; null where there is none that can be read.</summary>
    public static SiteKeyCertificate? Read(string keysFolder)
    {
        try
        {
            return CanonicalJson.Read<SiteKeyCertificate>(File.ReadAllBytes(Path.Combine(keysFolder, "site.cert")));
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether the root key signed this for that site key. Says nothing about the time.</summary>
    public bool Holds(string siteKeyLine) => Verifies(Root, Text(siteKeyLine, ExpiresAt), Signature);

    /// <summary>Whether the key of that minisign line signed the text. Never throws, whatever the three are.</summary>
    public static bool Verifies(string keyLine, string text, string signature)
    {
        var (key, signed) = (new byte[128], new byte[128]);
        return Convert.TryFromBase64String(keyLine, key, out var keyLength) && keyLength == 42
            && Convert.TryFromBase64String(signature, signed, out var length) && length == 64
            && PublicKey.TryImport(SignatureAlgorithm.Ed25519, key.AsSpan(10, 32), KeyBlobFormat.RawPublicKey, out var known)
            && SignatureAlgorithm.Ed25519.Verify(known!, Encoding.UTF8.GetBytes(text), signed.AsSpan(0, 64));
    }

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
