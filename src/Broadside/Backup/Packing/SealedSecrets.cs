using System.Buffers.Binary;
using System.Text;
using Broadside.Kit;
using NSec.Cryptography;

namespace Broadside.Backup.Packing;

/// <summary>
/// The private part of a backup under a passphrase: <c>BSBK1\n</c> ‖ salt 16 ‖ memory in KiB 4 ‖ passes 4 ‖ nonce 24 ‖
/// XChaCha20-Poly1305 over JSON, with everything before the nonce as its header. The key is Argon2id of the passphrase. Numbers are
/// little-endian.
/// </summary>
public static class SealedSecrets
{
    private const int SaltBytes = 16;
    private const int Memory = 64 << 10;
    private const int Passes = 3;

    // What a file may ask of the machine that opens it: half a gigabyte.
    private const int MostMemory = 512 << 10;
    private const int MostPasses = 20;

    private static readonly XChaCha20Poly1305 Cipher = AeadAlgorithm.XChaCha20Poly1305;

    private static ReadOnlySpan<byte> Start => "BSBK1\n"u8;

    private static int HeaderBytes => Start.Length + SaltBytes + 8;

    public static byte[] Seal(Content content, string passphrase)
    {
        var header = new byte[HeaderBytes];
        Start.CopyTo(header);
        Ids.NewSecret(SaltBytes).CopyTo(header, Start.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(Start.Length + SaltBytes), Memory);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(Start.Length + SaltBytes + 4), Passes);
        using var key = KeyOf(header, passphrase);
        var nonce = Ids.NewSecret(Cipher.NonceSize);
        return [.. header, .. nonce, .. Cipher.Encrypt(key!, nonce, header, CanonicalJson.Bytes(content))];
    }

    /// <summary>Null when the passphrase is another, or the bytes were changed.</summary>
    public static Content? Open(ReadOnlySpan<byte> bytes, string passphrase)
    {
        if (bytes.Length < HeaderBytes + Cipher.NonceSize + Cipher.TagSize || !bytes.StartsWith(Start))
        {
            return null;
        }
        var header = bytes[..HeaderBytes];
        using var key = KeyOf(header, passphrase);
        if (key is null)
        {
            return null;
        }
        var nonce = bytes.Slice(HeaderBytes, Cipher.NonceSize);
        return Cipher.Decrypt(key, nonce, header, bytes[(HeaderBytes + Cipher.NonceSize)..]) is { } plain ? CanonicalJson.Read<Content>(plain) : null;
    }

    private static Key? KeyOf(ReadOnlySpan<byte> header, string passphrase)
    {
        var salt = header.Slice(Start.Length, SaltBytes);
        var memory = BinaryPrimitives.ReadInt32LittleEndian(header[(Start.Length + SaltBytes)..]);
        var passes = BinaryPrimitives.ReadInt32LittleEndian(header[(Start.Length + SaltBytes + 4)..]);
        if (memory is < 8 or > MostMemory || passes is < 1 or > MostPasses)
        {
            return null;
        }
        var argon = PasswordBasedKeyDerivationAlgorithm.Argon2id(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = memory, NumberOfPasses = passes });
        return argon.DeriveKey(Encoding.UTF8.GetBytes(passphrase.Normalize(NormalizationForm.FormC)), salt, Cipher);
    }

    /// <summary>What lies under the passphrase.</summary>
    /// <param name="Files">Base64 by place in the data folder.</param>
    /// <param name="Columns">Secret columns by table, each with the row's key: lines as in the tables.</param>
    public sealed record Content(SortedDictionary<string, string> Files, SortedDictionary<string, string> Columns);
}
