using NSec.Cryptography;

namespace Broadside.Guard;

/// <summary>A public key as minisign writes it: the line <c>RW…</c>, its key id, the Ed25519 key itself.</summary>
public sealed record MinisignKey
{
    private MinisignKey(string line, byte[] id, PublicKey key) => (Line, KeyId, Key) = (line, Convert.ToHexStringLower(id), key);

    /// <summary>Base64, as in a <c>.pub</c> file's second line.</summary>
    public string Line { get; }

    /// <summary>Sixteen hexadecimal digits.</summary>
    public string KeyId { get; }

    internal PublicKey Key { get; }

    /// <param name="text">The line alone, or the whole <c>.pub</c> file.</param>
    /// <returns>Null where it is no public key of minisign.</returns>
    public static MinisignKey? Read(string? text)
    {
        var line = text?.Split('\n').Select(l => l.Trim()).LastOrDefault(l => l.Length > 0 && !l.StartsWith("untrusted comment", StringComparison.Ordinal));
        Span<byte> bytes = stackalloc byte[64];
        if (line is null || line.Length != 56 || !Convert.TryFromBase64String(line, bytes, out var length) || length != 42 || !bytes[..2].SequenceEqual("Ed"u8))
        {
            return null;
        }
        return PublicKey.TryImport(SignatureAlgorithm.Ed25519, bytes[10..42], KeyBlobFormat.RawPublicKey, out var key)
            ? new MinisignKey(line, bytes[2..10].ToArray(), key!)
            : null;
    }
}
