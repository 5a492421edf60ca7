using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Broadside.Media.Documents;

/// <summary>The written parts of a PDF: names and strings (ISO 32000-1 §7.3).</summary>
internal static partial class PdfText
{
    // Wherever these stand they name a person, a program or a path. Titles and subjects do so only among a document's properties: elsewhere they are its table of contents.
    private static readonly string[] Telling = ["Author", "Creator", "Producer", "Company", "SourceModified", "LastModifiedBy", "PTEX.FileName", "PTEX.Fullbanner"];

    /// <summary>Blanks the strings behind names that tell.</summary>
    public static void BlankProperties(Span<byte> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '/')
            {
                continue;
            }
            var name = Name(text[(at + 1)..], out var length);
            at += length;
            if (!Telling.Contains(name))
            {
                continue;
            }
            var value = at + 1;
            while (value < text.Length && IsSpace(text[value]))
            {
                value++;
            }
            if (value < text.Length && text[value] is (byte)'(' or (byte)'<')
            {
                at = BlankString(text, value) - 1;
            }
        }
    }

    /// <summary>Blanks every string.</summary>
    public static void BlankStrings(Span<byte> text)
    {
        for (var at = 0; at < text.Length;)
        {
            at = text[at] is (byte)'(' or (byte)'<' ? BlankString(text, at) : at + 1;
        }
    }

    /// <summary>The objects of an unpacked object stream: number, and where the text of each lies.</summary>
    /// <param name="first">Where the first one begins; before that stand pairs of number and place.</param>
    public static IEnumerable<(int Number, int Start, int End)> Listed(byte[] objects, int first)
    {
        if (first <= 0 || first > objects.Length)
        {
            yield break;
        }
        var numbers = Digits().Matches(Encoding.Latin1.GetString(objects, 0, first)).Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture)).ToList();
        for (var i = 0; i + 1 < numbers.Count; i += 2)
        {
            var start = first + numbers[i + 1];
            var end = i + 3 < numbers.Count ? first + numbers[i + 3] : objects.Length;
            if (start >= first && start <= end && end <= objects.Length)
            {
                yield return (numbers[i], start, end);
            }
        }
    }

    // Returns where the string ends. "(a (nested) \) one)", "<4B696D>"; "<<" begins a dictionary and is none.
    private static int BlankString(Span<byte> text, int at)
    {
        if (text[at] == '<')
        {
            return BlankHex(text, at);
        }
        var depth = 0;
        var from = at;
        for (; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                at++;
                continue;
            }
            depth += text[at] switch { (byte)'(' => 1, (byte)')' => -1, _ => 0 };
            if (depth == 0)
            {
                text[(from + 1)..at].Fill((byte)' ');
                return at + 1;
            }
        }
        return text.Length;
    }

    private static int BlankHex(Span<byte> text, int at)
    {
        if (at + 1 < text.Length && text[at + 1] == '<')
        {
            return at + 2;
        }
        for (at++; at < text.Length && text[at] != '>'; at++)
        {
            // A space is 20 in hexadecimal; what is odd or between the digits does not matter.
            if (char.IsAsciiHexDigit((char)text[at]))
            {
                text[at] = (byte)'0';
            }
        }
        return at + 1;
    }

    private static string Name(ReadOnlySpan<byte> from, out int length)
    {
        var name = new StringBuilder(16);
        for (length = 0; length < from.Length && !" \t\r\n\f\0()<>[]{}/%"u8.Contains(from[length]); length++)
        {
            var escaped = from[length] == '#' && length + 2 < from.Length && char.IsAsciiHexDigit((char)from[length + 1]) && char.IsAsciiHexDigit((char)from[length + 2]);
            name.Append(escaped ? (char)byte.Parse(Encoding.Latin1.GetString(from.Slice(length + 1, 2)), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : (char)from[length]);
            length += escaped ? 2 : 0;
            if (name.Length > 32)
            {
                break;
            }
        }
        return name.ToString();
    }

    private static bool IsSpace(byte letter) => letter is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'\f' or 0;

    [GeneratedRegex(@"\d{1,9}")]
    private static partial Regex Digits();
}
