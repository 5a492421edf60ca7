using System.Text;
using Broadside.Kit;
using Broadside.Storage;
using NSec.Cryptography;

namespace Broadside.Guard;

/// <summary>
/// Keeps what must be read back (code secrets, credentials of relays and rails) encrypted in the database, under a key that
/// is not in it: <c>keys/secrets.key</c>, made at the first use. XChaCha20-Poly1305; each text is bound to its purpose, so
/// that one moved to another row does not open.
/// </summary>
public sealed class Secrets(DataFolder folder) : IDisposable
{
    private const string Start = "x1.";

    private static readonly XChaCha20Poly1305 Cipher = AeadAlgorithm.XChaCha20Poly1305;

    private readonly Lock gate = new();
    private Key? key;

    /// <param name="purpose">What it is and whose, as <c>code/ID</c>; opening needs the same.</param>
    /// <param name="text">The secret.</param>
    public string Seal(string purpose, string text)
    {
        var nonce = Ids.NewSecret(Cipher.NonceSize);
        byte[] closed = [.. nonce, .. Cipher.Encrypt(TheKey(), nonce, Encoding.UTF8.GetBytes(purpose), Encoding.UTF8.GetBytes(text))];
        return Start + Convert.ToBase64String(closed);
    }

    /// <summary>The text; null when it was altered, belongs to another purpose, or was sealed under a key that is not here.</summary>
    public string? Open(string purpose, string sealedText)
    {
        var bytes = new byte[sealedText.Length];
        if (!sealedText.StartsWith(Start, StringComparison.Ordinal)
            || !Convert.TryFromBase64String(sealedText[Start.Length..], bytes, out var length)
            || length < Cipher.NonceSize + Cipher.TagSize)
        {
            return null;
        }
        var text = Cipher.Decrypt(TheKey(), bytes.AsSpan(0, Cipher.NonceSize), Encoding.UTF8.GetBytes(purpose), bytes.AsSpan(Cipher.NonceSize, length - Cipher.NonceSize));
        return text is null ? null : Encoding.UTF8.GetString(text);
    }

    public void Dispose() => key?.Dispose();

    private Key TheKey()
    {
        lock (gate)
        {
            return key ??= Key.Import(Cipher, Load(), KeyBlobFormat.RawSymmetricKey);
        }
    }

    private byte[] Load() =>
        Convert.FromBase64String(KeyFile.Load(Path.Combine(folder.Keys, "secrets.key"), () => Convert.ToBase64String(Ids.NewSecret(Cipher.KeySize))));
}
