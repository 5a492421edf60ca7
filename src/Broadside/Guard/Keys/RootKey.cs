using System.Security.Cryptography;
using System.Text;
using Broadside.Kit;
using NSec.Cryptography;

namespace Broadside.Guard.Keys;

/// <summary>
/// The key above the site key. It exists as eighteen words on paper and, for the moment of one command, in memory; it is never
/// written to a disk. Made from 16 random bytes, which is as much as Ed25519 withstands.
/// </summary>
public sealed class RootKey : IDisposable
{
    private readonly Key key;

    private RootKey(byte[] entropy)
    {
        var seed = HKDF.DeriveKey(HashAlgorithmName.SHA256, entropy, 32, info: Encoding.ASCII.GetBytes("broadside root key 1"));
        key = Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey);
        CryptographicOperations.ZeroMemory(seed);
        var plain = key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
        Line = Minisign.PublicKeyLine(SHA256.HashData(plain).AsSpan(0, 8), plain);
        Words = RootWords.Of(entropy);
    }

    /// <summary>The minisign line. Its key id is the beginning of the key's SHA-256, so that a fingerprint names the key itself.</summary>
    public string Line { get; }

    /// <summary>Eighteen words, parted by spaces.</summary>
    public string Words { get; }

    public static RootKey New() => new(Ids.NewSecret(RootWords.Bytes));

    /// <summary>The key of these words, typed in any letter case; a refusal that names the word that is wrong.</summary>
    public static Outcome<RootKey> From(string? words)
    {
        var entropy = RootWords.Read(words);
        return entropy.IsDone ? new RootKey(entropy.Value) : entropy.Refusal;
    }

    /// <summary>Sixteen hexadecimal digits in four groups, for people to compare.</summary>
    public static string Fingerprint(string line) =>
        string.Join(' ', Convert.ToHexStringLower(Convert.FromBase64String(line).AsSpan(2, 8)).Chunk(4).Select(c => new string(c)));

    public SiteKeyCertificate Certify(string siteKeyLine, DateTimeOffset expires)
    {
        var whole = DateTimeOffset.FromUnixTimeSeconds(expires.ToUnixTimeSeconds());
        return new SiteKeyCertificate(Line, Sign(SiteKeyCertificate.Text(siteKeyLine, whole)), whole);
    }

    public Revocation Revoke(string siteKeyLine, DateTimeOffset at)
    {
        var whole = DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
        return new Revocation(siteKeyLine, Line, whole, Sign(SiteKeyCertificate.RevokedText(siteKeyLine, whole)));
    }

    public void Dispose() => key.Dispose();

    private string Sign(string text) => Convert.ToBase64String(SignatureAlgorithm.Ed25519.Sign(key, Encoding.UTF8.GetBytes(text)));
}
