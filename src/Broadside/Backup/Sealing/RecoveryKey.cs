using System.Text;
using Broadside.Kit;
using NSec.Cryptography;

namespace Broadside.Backup.Sealing;

/// <summary>
/// The key to which backups are encrypted when they leave the machine (X25519). The public half is a line that may lie anywhere; the
/// private half is seventeen words on paper, of which nothing is kept here.
/// </summary>
public static class RecoveryKey
{
    private const string Start = "bsb1.";

    private static readonly X25519 Algorithm = KeyAgreementAlgorithm.X25519;

    /// <summary>A new pair: the public line, and the words of the private half.</summary>
    public static (string PublicLine, IReadOnlyList<string> Words) Make()
    {
        var secret = Ids.NewSecret(32);
        using var key = Import(secret)!;
        return (Line(key.PublicKey), SpokenBytes.Say(secret));
    }

    /// <summary>The public half that a line holds; null where it is none.</summary>
    internal static PublicKey? Read(string line)
    {
        var text = line.Trim();
        var bytes = new byte[33];
        return text.StartsWith(Start, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[Start.Length..], bytes, out var length) && length == 32
            && PublicKey.TryImport(Algorithm, bytes.AsSpan(0, 32), KeyBlobFormat.RawPublicKey, out var key) ? key : null;
    }

    /// <summary>The private half out of its words, in any case and with anything between them; null where they are none.</summary>
    internal static Key? FromWords(string words) => SpokenBytes.Hear(words) is { Length: 32 } secret ? Import(secret) : null;

    /// <summary>The public line of the private half that these words are; null where they are none.</summary>
    public static string? LineOf(string words)
    {
        using var key = FromWords(words);
        return key is null ? null : Line(key.PublicKey);
    }

    private static Key? Import(byte[] secret) => Key.TryImport(Algorithm, secret, KeyBlobFormat.RawPrivateKey, out var key) ? key : null;

    private static string Line(PublicKey key) => Start + Convert.ToBase64String(key.Export(KeyBlobFormat.RawPublicKey));
}
