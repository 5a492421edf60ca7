using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Broadside.Storage;

namespace Broadside.Site.Https;

/// <summary>The key by which the authority knows this newsroom's account, and the signed form in which it is spoken to (RFC 7515, RFC 8555 §6.2).</summary>
internal sealed class AcmeKey : IDisposable
{
    private readonly ECDsa key = ECDsa.Create();

    private AcmeKey(string secret)
    {
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(secret), out _);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        // RFC 7638 §3: these members in this order and no blank, because the proof is a hash of them.
        Jwk = $$"""{"crv":"P-256","kty":"EC","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""";
        Thumbprint = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Jwk)));
    }

    /// <summary>The public key.</summary>
    public string Jwk { get; }

    /// <summary>What stands behind the token in a proof.</summary>
    public string Thumbprint { get; }

    /// <summary>Reads the key; makes it at the first use.</summary>
    public static AcmeKey Load(string file) => new(KeyFile.Load(file, () =>
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(made.ExportPkcs8PrivateKey());
    }));

    /// <summary>A request's body.</summary>
    /// <param name="url">The address that it is sent to: signed, so that nobody sends it elsewhere.</param>
    /// <param name="nonce">Of the authority, good once.</param>
    /// <param name="account">The account's address; null: the key itself is sent, as where there is no account yet.</param>
    /// <param name="payload">JSON; empty: only asks.</param>
    public byte[] Seal(Uri url, string nonce, string? account, string payload)
    {
        var who = account is null ? $"\"jwk\":{Jwk}" : $"\"kid\":{JsonSerializer.Serialize(account)}";
        var head = $$"""{"alg":"ES256","nonce":{{JsonSerializer.Serialize(nonce)}},"url":{{JsonSerializer.Serialize(url.AbsoluteUri)}},{{who}}}""";
        return Encoding.ASCII.GetBytes(Flattened(head, payload, text => key.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)));
    }

    /// <summary>Ties the account to one that the authority knows by other means (RFC 8555 §7.3.4).</summary>
    public string Bind(Uri newAccount, string accountId, string accountKey)
    {
        var head = $$"""{"alg":"HS256","kid":{{JsonSerializer.Serialize(accountId)}},"url":{{JsonSerializer.Serialize(newAccount.AbsoluteUri)}}}""";
        return Flattened(head, Jwk, text => HMACSHA256.HashData(Base64Url.DecodeFromChars(accountKey.Trim().TrimEnd('=')), text));
    }

    public void Dispose() => key.Dispose();

    private static string Flattened(string head, string payload, Func<byte[], byte[]> sign)
    {
        var (first, second) = (Base64Url.EncodeToString(Encoding.UTF8.GetBytes(head)), Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload)));
        return $$"""{"protected":"{{first}}","payload":"{{second}}","signature":"{{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes($"{first}.{second}")))}}"}""";
    }
}
