using System.Buffers.Binary;
using Broadside.Kit;
using NSec.Cryptography;

namespace Broadside.Backup.Sealing;

/// <summary>
/// The form of an encrypted backup: <c>BSBX1\n</c> ‖ the sender's one-time X25519 key 32, then chunks of 64 KiB, each
/// ChaCha20-Poly1305 with 16 bytes of tag. The key is HKDF-SHA-256 of what X25519 agrees on, salted with both public keys, for
/// "broadside backup 1". A chunk's nonce is its number (8, little-endian), three zeros and 1 for the last chunk, else 0: so none can be
/// left out, repeated, moved or cut off. The header is the additional data of each.
/// </summary>
internal static class SealedForm
{
    public const int ChunkBytes = 64 << 10;

    public static readonly ChaCha20Poly1305 Cipher = AeadAlgorithm.ChaCha20Poly1305;

    public static ReadOnlySpan<byte> Start => "BSBX1\n"u8;

    public static int HeaderBytes => Start.Length + 32;

    public static int SealedChunkBytes => ChunkBytes + Cipher.TagSize;

    /// <summary>Whether a file begins like one.</summary>
    public static bool IsSealed(Stream file)
    {
        Span<byte> begin = stackalloc byte[Start.Length];
        file.Position = 0;
        var read = file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return read == begin.Length && begin.SequenceEqual(Start);
    }

    /// <summary>The key of one file; null where the keys agree on nothing.</summary>
    public static Key? KeyOf(Key own, PublicKey other, ReadOnlySpan<byte> oneTime, ReadOnlySpan<byte> recipient)
    {
        using var shared = KeyAgreementAlgorithm.X25519.Agree(own, other);
        return shared is null ? null : KeyDerivationAlgorithm.HkdfSha256.DeriveKey(shared, [.. oneTime, .. recipient], "broadside backup 1"u8, Cipher);
    }

    public static byte[] Nonce(long number, bool isLast)
    {
        var nonce = new byte[Cipher.NonceSize];
        BinaryPrimitives.WriteInt64LittleEndian(nonce, number);
        nonce[^1] = isLast && Defence.IsOn("sealed-end") ? (byte)1 : (byte)0;
        return nonce;
    }
}
