using System.Text;
using Broadside.Guard;
using NSec.Cryptography;

namespace Broadside.Mirror.Pushing;

/// <summary>Reads the signature beside a list of sums by the keys that this newsroom trusts.</summary>
internal static class EditionSeal
{
    private const string Trusted = "trusted comment: ";
    private const int KeyIdLength = 8;
    private const int SignatureLength = 64;

    /// <summary>The trusted comment; null unless both signatures hold, over the list and over the comment.</summary>
    public static string? Comment(KeyRing keys, ReadOnlySpan<byte> sums, string minisig)
    {
        var lines = minisig.Split('\n');
        if (lines.Length < 4 || !lines[2].StartsWith(Trusted, StringComparison.Ordinal) || Bytes(lines[1]) is not { Length: 2 + KeyIdLength + SignatureLength } head
            || Bytes(lines[3]) is not { } global || !head.AsSpan(0, 2).SequenceEqual("ED"u8))
        {
            return null;
        }
        var comment = lines[2][Trusted.Length..].TrimEnd('\r');
        var key = Convert.ToHexStringLower(head.AsSpan(2, KeyIdLength));
        var signature = head.AsSpan(2 + KeyIdLength);
        return keys.Verifies(key, HashAlgorithm.Blake2b_512.Hash(sums), signature) && keys.Verifies(key, [.. signature, .. Encoding.UTF8.GetBytes(comment)], global) ? comment : null;
    }

    private static byte[]? Bytes(string line)
    {
        var bytes = new byte[line.Length];
        return Convert.TryFromBase64String(line.Trim(), bytes, out var length) ? bytes[..length] : null;
    }
}
