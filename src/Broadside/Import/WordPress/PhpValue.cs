using System.Globalization;
using System.Text;

namespace Broadside.Import.WordPress;

/// <summary>
/// A value in PHP's serialised form, data only: an object is read as nothing. The byte counts of strings are trusted only
/// where the closing quote stands there; where line ends were changed on the way it is looked for.
/// </summary>
internal sealed class PhpValue
{
    private const int Deepest = 32;

    private PhpValue()
    {
    }

    public string? Text { get; private init; }

    public int? Number => int.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public IReadOnlyDictionary<string, PhpValue> Items { get; private init; } = new Dictionary<string, PhpValue>();

    public PhpValue? this[string key] => Items.GetValueOrDefault(key);

    /// <summary>Null when the text is no serialised value.</summary>
    public static PhpValue? Read(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > 4_000_000 || text[0] is not ('a' or 's' or 'i' or 'd' or 'b' or 'N'))
        {
            return null;
        }
        var at = 0;
        return new Reader(Encoding.UTF8.GetBytes(text)).Read(ref at, 0);
    }

    private sealed class Reader(byte[] bytes)
    {
        public PhpValue? Read(ref int at, int depth)
        {
            if (at + 1 >= bytes.Length || depth > Deepest)
            {
                return null;
            }
            switch ((char)bytes[at])
            {
                case 'N':
                    at += 2;
                    return new PhpValue();
                case 'i' or 'd' or 'b':
                    return Until(ref at, (byte)';') is { } number ? new PhpValue { Text = number } : null;
                case 's':
                    return String(ref at) is { } text ? new PhpValue { Text = text } : null;
                case 'a':
                    return Array(ref at, depth);
                default:
                    return null;
            }
        }

        private PhpValue? Array(ref int at, int depth)
        {
            if (Until(ref at, (byte)':') is not { } counted || !int.TryParse(counted, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || at >= bytes.Length || bytes[at] != '{')
            {
                return null;
            }
            at++;
            var items = new Dictionary<string, PhpValue>(StringComparer.Ordinal);
            for (var i = 0; i < count; i++)
            {
                if (Read(ref at, depth + 1) is not { Text: { } key } || Read(ref at, depth + 1) is not { } value)
                {
                    // What was read until here is of use: sizes stand first.
                    return new PhpValue { Items = items };
                }
                items[key] = value;
            }
            at += at < bytes.Length && bytes[at] == '}' ? 1 : 0;
            return new PhpValue { Items = items };
        }

        // s:5:"words";
        private string? String(ref int at)
        {
            if (Until(ref at, (byte)':') is not { } counted || !int.TryParse(counted, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || at >= bytes.Length || bytes[at] != '"')
            {
                return null;
            }
            var start = at + 1;
            var end = (long)start + length;
            if (end + 1 >= bytes.Length || bytes[end] != '"' || bytes[end + 1] != ';')
            {
                var found = bytes.AsSpan(start).IndexOf("\";"u8);
                if (found < 0)
                {
                    return null;
                }
                end = start + found;
            }
            at = (int)end + 2;
            return Encoding.UTF8.GetString(bytes, start, (int)end - start);
        }

        // The text between "x:" and the mark; at ends behind it.
        private string? Until(ref int at, byte mark)
        {
            var start = at + 2;
            var length = start < bytes.Length ? bytes.AsSpan(start).IndexOf(mark) : -1;
            if (length is < 0 or > 32)
            {
                return null;
            }
            at = start + length + 1;
            return Encoding.ASCII.GetString(bytes, start, length);
        }
    }
}
