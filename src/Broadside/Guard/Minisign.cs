using System.Text;
using NSec.Cryptography;

namespace Broadside.Guard;

/// <summary>
/// The file formats of minisign: a public key is base64("Ed" ‖ key id 8 ‖ key 32). A detached signature of kind "ED"
/// signs the BLAKE2b-512 of the file, and a second, global signature covers the trusted comment.
/// </summary>
public static class Minisign
{
    public static string PublicKeyLine(ReadOnlySpan<byte> keyId, ReadOnlySpan<byte> key) =>
        Convert.ToBase64String([.. "Ed"u8, .. keyId, .. key]);

    /// <summary>The text of a <c>.minisig</c> file.</summary>
    public static string Sign(Key key, ReadOnlySpan<byte> keyId, ReadOnlySpan<byte> file, string trustedComment)
    {
        var digest = HashAlgorithm.Blake2b_512.Hash(file);
        var signature = SignatureAlgorithm.Ed25519.Sign(key, digest);
        var global = SignatureAlgorithm.Ed25519.Sign(key, [.. signature, .. Encoding.UTF8.GetBytes(trustedComment)]);
        return $"""
            untrusted comment: signature by Broadside
            {Convert.ToBase64String([.. "ED"u8, .. keyId, .. signature])}
            trusted comment: {trustedComment}
            {Convert.ToBase64String(global)}

            """;
    }

    /// <summary>Whether that key signed this file and the trusted comment with it.</summary>
    public static bool Verify(MinisignKey key, MinisignSignature signature, ReadOnlySpan<byte> file) =>
        key.KeyId == signature.KeyId && Verify(key.Key, signature, file);

    /// <summary>The same by the text of the <c>.pub</c> and <c>.minisig</c> files, of the hashed kind that this program makes; false for anything else.</summary>
    public static bool Holds(string publicLine, ReadOnlySpan<byte> file, string minisig) =>
        MinisignKey.Read(publicLine) is { } key && MinisignSignature.Read(minisig) is { IsHashed: true } signature && Verify(key, signature, file);

    internal static bool Verify(PublicKey key, MinisignSignature signature, ReadOnlySpan<byte> file)
    {
        var ed25519 = SignatureAlgorithm.Ed25519;
        var holds = signature.IsHashed
            ? ed25519.Verify(key, HashAlgorithm.Blake2b_512.Hash(file), signature.Signature)
            : ed25519.Verify(key, file, signature.Signature);
        return holds && ed25519.Verify(key, [.. signature.Signature, .. Encoding.UTF8.GetBytes(signature.TrustedComment)], signature.Global);
    }
}
