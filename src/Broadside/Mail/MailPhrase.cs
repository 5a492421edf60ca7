using System.Globalization;
using System.Text;

namespace Broadside.Mail;

/// <summary>
/// The name before an address, as RFC 5322 §3.2.5 wants it: as it is where it is plain words, in quotation marks where one of its
/// signs would mean something there, in encoded words (RFC 2047 §5) outside ASCII.
/// </summary>
public static class MailPhrase
{
    // RFC 2047 §2: a line with encoded words has 76 letters at most, of which the field's name and the word's frame take 18.
    private const int MostInBase64 = 42;
    private const int MostQuoted = 18;

    public static string Of(string name)
    {
        // What looks like an encoded word would be read as one.
        if (!name.All(c => c is >= ' ' and < '\u007f') || name.Contains("=?", StringComparison.Ordinal))
        {
            return Encoded(name);
        }
        return name.All(IsPlain) ? name : $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is ' ' or '!' or '#' or '$' or '%' or '&' or '\'' or '*' or '+' or '-' or '/' or '=' or '?' or '^' or '_' or '`' or '{' or '|' or '}' or '~';

    private static string Encoded(string name)
    {
        // Filters mistrust base64 where most could have been read as it is.
        var isQuoted = name.Count(char.IsAscii) > name.Length / 2;
        var most = isQuoted ? MostQuoted : MostInBase64;
        var words = new StringBuilder();
        Span<byte> word = stackalloc byte[MostInBase64];
        var length = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            if (length + rune.Utf8SequenceLength > most)
            {
                Add(words, word[..length], isQuoted);
                length = 0;
            }
            length += rune.EncodeToUtf8(word[length..]);
        }
        Add(words, word[..length], isQuoted);
        return words.ToString();
    }

    private static void Add(StringBuilder words, ReadOnlySpan<byte> word, bool isQuoted)
    {
        words.Append(words.Length > 0 ? "\r\n " : "").Append(isQuoted ? "=?utf-8?Q?" : "=?utf-8?B?");
        words.Append(isQuoted ? Quoted(word) : Convert.ToBase64String(word)).Append("?=");
    }

    // RFC 2047 §5: within a name letters and figures may stand as they are, and little else.
    private static string Quoted(ReadOnlySpan<byte> word)
    {
        var text = new StringBuilder();
        foreach (var part in word)
        {
            var c = (char)part;
            if (char.IsAsciiLetterOrDigit(c) || c == ' ')
            {
                text.Append(c == ' ' ? '_' : c);
            }
            else
            {
                text.Append('=').Append(part.ToString("X2", CultureInfo.InvariantCulture));
            }
        }
        return text.ToString();
    }
}
