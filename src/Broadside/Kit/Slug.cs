using System.Globalization;
using System.Text;

namespace Broadside.Kit;

/// <summary>Makes the last part of an address out of a headline: lower-case letters and digits with single dashes, at most 80 characters.</summary>
public static class Slug
{
    private const int Longest = 80;

    /// <summary>Latin letters lose their accents; other scripts are kept as they are. Empty when nothing usable is left.</summary>
    public static string From(string? text)
    {
        var slug = new StringBuilder(Longest);
        foreach (var rune in Fold((text ?? "").ToLowerInvariant()).EnumerateRunes())
        {
            if (slug.Length + rune.Utf16SequenceLength > Longest)
            {
                break;
            }
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                // A mark without its letter means nothing, and with a Latin one it would be an accent.
                slug.Append(slug.Length > 0 && slug[^1] >= 'ʰ' ? rune.ToString() : "");
            }
            else if (Rune.IsLetterOrDigit(rune))
            {
                slug.Append(Rune.ToLowerInvariant(rune));
            }
            else if (slug.Length > 0 && slug[^1] != '-' && rune.Value is not ('\'' or '’' or '.'))
            {
                slug.Append('-');
            }
        }
        return slug.ToString().Normalize(NormalizationForm.FormC).Trim('-');
    }

    /// <summary>"Bogotá" → "Bogota", "Łódź" → "Lodz", "Straße" → "Strasse".</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in Whole(text).Normalize(NormalizationForm.FormKD))
        {
            if (IsLatinAccent(letter, folded))
            {
                continue;
            }
            _ = letter switch
            {
                'ß' => folded.Append("ss"),
                'æ' => folded.Append("ae"),
                'Æ' => folded.Append("AE"),
                'ø' => folded.Append('o'),
                'Ø' => folded.Append('O'),
                'œ' => folded.Append("oe"),
                'Œ' => folded.Append("OE"),
                'ł' => folded.Append('l'),
                'Ł' => folded.Append('L'),
                'đ' or 'ð' => folded.Append('d'),
                'Đ' => folded.Append('D'),
                'þ' => folded.Append("th"),
                'ı' => folded.Append('i'),
                _ => folded.Append(letter),
            };
        }
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    private static bool IsLatinAccent(char letter, StringBuilder before) =>
        CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark
        && before.Length > 0
        && before[^1] < 'ʰ';

    // Normalize throws on an unpaired surrogate; such a half is replaced as a decoder would.
    private static string Whole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            }
        }
        return text;
    }
}
