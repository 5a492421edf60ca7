using System.Text;
using System.Text.Json;
using Broadside.Kit;
using NSec.Cryptography;

namespace Broadside.Guard.Keys;

/// <summary>Bytes under a passphrase: Argon2id (64 MiB, three passes) makes the key, XChaCha20-Poly1305 closes the box. The file is JSON that names what it was made with.</summary>
internal static class KeyBox
{
    private const int MemoryKib = 64 << 10;
    private const int Passes = 3;
    private const int SaltBytes = 16;

    private static readonly XChaCha20Poly1305 Cipher = AeadAlgorithm.XChaCha20Poly1305;

    public static byte[] Close(string passphrase, ReadOnlySpan<byte> bytes)
    {
        var (salt, nonce) = (Ids.NewSecret(SaltBytes), Ids.NewSecret(Cipher.NonceSize));
        using var key = KeyOf(passphrase, salt, MemoryKib, Passes);
        var box = Cipher.Encrypt(key, nonce, Encoding.ASCII.GetBytes(File.Name), bytes);
        return CanonicalJson.Bytes(new File(File.Name, 1, "argon2id", MemoryKib, Passes, Convert.ToBase64String(salt), Convert.ToBase64String(nonce), Convert.ToBase64String(box)));
    }

    public static Outcome<byte[]> Open(string passphrase, ReadOnlySpan<byte> file)
    {
        var wrong = new Refusal("no_key_file", "That is no file of `broadside keys export`, or it was altered.", "file");
        try
        {
            var read = CanonicalJson.Read<File>(file);
            if (read.What != File.Name || read.V != 1 || read.Kdf != "argon2id" || read.MemoryKib is < 8 or > 1 << 20 || read.Passes is < 1 or > 20)
            {
                return wrong;
            }
            using var key = KeyOf(passphrase, Convert.FromBase64String(read.Salt), read.MemoryKib, read.Passes);
            return Cipher.Decrypt(key, Convert.FromBase64String(read.Nonce), Encoding.ASCII.GetBytes(File.Name), Convert.FromBase64String(read.Box)) is { } bytes
                ? bytes
                : new Refusal("passphrase", "The passphrase does not open it, or the file was altered.", "passphrase");
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
        {
            return wrong;
        }
    }

    private static Key KeyOf(string passphrase, byte[] salt, int memoryKib, int passes)
    {
        var kdf = PasswordBasedKeyDerivationAlgorithm.Argon2id(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = memoryKib, NumberOfPasses = passes });
        return kdf.DeriveKey(Encoding.UTF8.GetBytes(passphrase.Normalize(NormalizationForm.FormC)), salt, Cipher);
    }

    private sealed record File(string What, int V, string Kdf, int MemoryKib, int Passes, string Salt, string Nonce, string Box)
    {
        public const string Name = "broadside keys";
    }
}
