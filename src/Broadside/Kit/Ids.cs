using System.Security.Cryptography;
using System.Text;

namespace Broadside.Kit;

/// <summary>
/// The one source of ids and randomness. An id is 20 characters of Crockford base 32 in lower case: 50 bits of
/// milliseconds, then 50 random bits, so ids made later sort later and fit any address.
/// </summary>
public sealed class Ids(TimeProvider time)
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    [ThreadStatic]
    private static int used;

    [ThreadStatic]
    private static byte[]? spare;

    public string New()
    {
        Span<char> text = stackalloc char[20];
        Write(text[..10], (ulong)time.GetUtcNow().ToUnixTimeMilliseconds());
        Write(text[10..], BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)));
        return new string(text);
    }

    /// <summary>Eight random characters: enough within one article, short in a link.</summary>
    public static string NewBlockId()
    {
        // Thirty-two letters: five bits of a random byte are one, none likelier than another. Asked for in bulk, because an
        // archive has millions of blocks and each question to the system costs as much as reading one.
        var random = spare ?? [];
        if (used + 8 > random.Length)
        {
            spare = random = RandomNumberGenerator.GetBytes(4096);
            used = 0;
        }
        Span<char> text = stackalloc char[8];
        foreach (ref var letter in text)
        {
            letter = Alphabet[random[used++] & 31];
        }
        return new string(text);
    }

    /// <summary>The id that a name always gets, on every machine: so that what is made of it again is found again.</summary>
    public static string Of(string name, int length = 20) =>
        // Any letter of the alphabet is 5 bits; a byte's lower five are as evenly spread as the whole.
        string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(name)).Take(length).Select(b => Alphabet[b & 31]));

    public static byte[] NewSecret(int bytes) => RandomNumberGenerator.GetBytes(bytes);

    private static void Write(Span<char> text, ulong value)
    {
        for (var i = text.Length - 1; i >= 0; i--, value >>= 5)
        {
            text[i] = Alphabet[(int)(value & 31)];
        }
    }
}
