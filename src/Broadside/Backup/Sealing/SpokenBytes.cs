using System.Security.Cryptography;
using System.Text;

namespace Broadside.Backup.Sealing;

/// <summary>
/// Bytes as words that can be said, written down and typed again: two bytes are a word of five letters, consonant and vowel in turn
/// (the scheme of proquints), and a last word checks the others, so that a slip of the pen is noticed.
/// </summary>
public static class SpokenBytes
{
    private const string Consonants = "bdfghjklmnprstvz";
    private const string Vowels = "aiou";

    public static IReadOnlyList<string> Say(ReadOnlySpan<byte> bytes)
    {
        Span<byte> all = stackalloc byte[bytes.Length + 2];
        bytes.CopyTo(all);
        Check(bytes).CopyTo(all[bytes.Length..]);
        var words = new List<string>(all.Length / 2);
        for (var i = 0; i < all.Length; i += 2)
        {
            var number = (all[i] << 8) | all[i + 1];
            words.Add(string.Concat(Consonants[number >> 12], Vowels[(number >> 10) & 3], Consonants[(number >> 6) & 15], Vowels[(number >> 4) & 3], Consonants[number & 15]));
        }
        return words;
    }

    /// <summary>The bytes that somebody's words mean; null when a word is none or the check does not hold.</summary>
    public static byte[]? Hear(string text)
    {
        var letters = new string([.. text.ToLowerInvariant().Where(char.IsAsciiLetter)]);
        if (letters.Length == 0 || letters.Length % 5 != 0)
        {
            return null;
        }
        var bytes = new byte[letters.Length / 5 * 2];
        for (var i = 0; i < bytes.Length; i += 2)
        {
            var word = letters.AsSpan(i / 2 * 5, 5);
            Span<int> parts = [Consonants.IndexOf(word[0]), Vowels.IndexOf(word[1]), Consonants.IndexOf(word[2]), Vowels.IndexOf(word[3]), Consonants.IndexOf(word[4])];
            if (parts.Contains(-1))
            {
                return null;
            }
            var number = (parts[0] << 12) | (parts[1] << 10) | (parts[2] << 6) | (parts[3] << 4) | parts[4];
            (bytes[i], bytes[i + 1]) = ((byte)(number >> 8), (byte)number);
        }
        return bytes.AsSpan(bytes.Length - 2).SequenceEqual(Check(bytes.AsSpan(0, bytes.Length - 2))) ? bytes[..^2] : null;
    }

    private static byte[] Check(ReadOnlySpan<byte> bytes) => SHA256.HashData([.. Encoding.ASCII.GetBytes("spoken"), .. bytes])[..2];
}
