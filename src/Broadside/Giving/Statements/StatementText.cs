using System.Globalization;
using System.Text;
using Broadside.Kit;

namespace Broadside.Giving.Statements;

/// <summary>Text and amounts as banks write them.</summary>
internal static class StatementText
{
    public const int LongestName = 140;
    public const int LongestText = 2000;
    private const int MostDigits = 18;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    private static readonly Encoding Dos = CodePagesEncodingProvider.Instance.GetEncoding(852)!;

    /// <summary>UTF-8 where it is; else what Windows writes, or, where accented letters are such as DOS had, what old banking programs of Central Europe do.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            var (dos, windows) = (0, 0);
            foreach (var letter in bytes)
            {
                // Where DOS has its small accented letters, Windows has quotation marks, and the other way about.
                dos += letter is >= 0x81 and <= 0x94 or >= 0xA0 and <= 0xA3 ? 1 : 0;
                windows += letter is >= 0xC0 ? 1 : 0;
            }
            return (dos > windows ? Dos : Windows).GetString(bytes);
        }
    }

    /// <summary>Without control characters and marks that turn text about, spaces run together, cut; null where nothing is left.</summary>
    public static string? Clean(string? text, int longest = LongestText)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }
        var clean = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var letter in text)
        {
            if (clean.Length >= longest)
            {
                break;
            }
            var isSpace = char.IsWhiteSpace(letter) || char.IsControl(letter);
            if (isSpace && clean.Length > 0 && clean[^1] != ' ')
            {
                clean.Append(' ');
            }
            else if (!isSpace && char.GetUnicodeCategory(letter) is not UnicodeCategory.Format)
            {
                clean.Append(letter);
            }
        }
        if (clean.Length > 0 && char.IsHighSurrogate(clean[^1]))
        {
            clean.Length--;
        }
        var result = clean.ToString().Trim();
        return result.Length == 0 ? null : result;
    }

    /// <summary>Digits, and decimals behind the sign; noughts beyond the currency's decimals are none. Null where it is no such amount or is in no currency.</summary>
    public static Money? Amount(string text, string currency, char point)
    {
        if (!Currencies.HasHad(currency))
        {
            return null;
        }
        var (whole, part) = text.IndexOf(point, StringComparison.Ordinal) is var at and >= 0 ? (text[..at], text[(at + 1)..].TrimEnd('0')) : (text, "");
        var places = Currencies.Decimals(currency);
        var digits = whole.TrimStart('0') + part.PadRight(places, '0');
        if (whole.Length == 0 || part.Length > places || digits.Length > MostDigits || !digits.All(char.IsAsciiDigit) || !whole.All(char.IsAsciiDigit))
        {
            return null;
        }
        return new Money(digits.Length == 0 ? 0 : long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture), currency);
    }

    public static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)).Take(LongestName));
}
