using System.Text;
using NSec.Cryptography;

namespace Broadside.Backup.Restoring;

/// <summary>Checks a detached signature in minisign's form by the public-key line that it should be of.</summary>
internal static class BackupSignature
{
    public static bool Holds(string publicLine, ReadOnlySpan<byte> file, string signature)
    {
        var lines = signature.Split('\n');
        Span<byte> key = stackalloc byte[42];
        Span<byte> first = stackalloc byte[74];
        Span<byte> second = stackalloc byte[64];
        if (lines.Length < 4 || !lines[2].StartsWith("trusted comment: ", StringComparison.Ordinal)
            || !Read(publicLine, key) || !Read(lines[1], first) || !Read(lines[3], second)
            || !key.StartsWith("Ed"u8) || !first.StartsWith("ED"u8) || !first[2..10].SequenceEqual(key[2..10])
            || !PublicKey.TryImport(SignatureAlgorithm.Ed25519, key[10..], KeyBlobFormat.RawPublicKey, out var by) || by is null)
        {
            return false;
        }
        var comment = Encoding.UTF8.GetBytes(lines[2]["trusted comment: ".Length..]);
        return SignatureAlgorithm.Ed25519.Verify(by, HashAlgorithm.Blake2b_512.Hash(file), first[10..])
            && SignatureAlgorithm.Ed25519.Verify(by, [.. first[10..], .. comment], second);
    }

    private static bool Read(string base64, Span<byte> bytes)
    {
        var buffer = new byte[bytes.Length + 3];
        if (!Convert.TryFromBase64String(base64.Trim(), buffer, out var length) || length != bytes.Length)
        {
            return false;
        }
        buffer.AsSpan(0, length).CopyTo(bytes);
        return true;
    }
}
