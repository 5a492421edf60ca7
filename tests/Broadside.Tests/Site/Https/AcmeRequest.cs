using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Broadside.Tests.Site.Https;

/// <summary>A request whose signature, nonce and address were good.</summary>
internal sealed class AcmeRequest
{
    public required string? Account { get; init; }

    public required ECDsa Key { get; init; }

    public required string Payload { get; init; }

    /// <summary>RFC 7638: members in the order of their names.</summary>
    public string Jwk
    {
        get
        {
            var point = Key.ExportParameters(includePrivateParameters: false).Q;
            return $$"""{"crv":"P-256","kty":"EC","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""";
        }
    }

    public string Thumbprint => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Jwk)));

    public static ECDsa KeyOf(JsonElement jwk) =>
        jwk.GetProperty("kty").GetString() == "EC" && jwk.GetProperty("crv").GetString() == "P-256"
            ? ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Base64Url.DecodeFromChars(jwk.GetProperty("x").GetString()), Y = Base64Url.DecodeFromChars(jwk.GetProperty("y").GetString()) } })
            : throw AcmeRefusal.Fault("badPublicKey", "no P-256 key");
}
