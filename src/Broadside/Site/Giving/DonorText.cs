using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Broadside.Site.Giving;

/// <summary>What a donor wrote of themselves, fit to be shown: on one line, without marks that turn letters round, and not too long. An advertisement is refused.</summary>
public static partial class DonorText
{
    public const int LongestName = 80;
    public const int LongestTribute = 200;

    /// <returns>Null where nothing is left.</returns>
    public static string? Clean(string? text, int longest)
    {
        var clean = new StringBuilder();
        var letters = 0;
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                {
                    clean.Append(' ');
                    letters++;
                }
            }
            else if (!Rune.IsControl(rune) && rune.Value != 0xFFFD && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned))
            {
                clean.Append(rune.ToString());
                letters++;
            }
            if (letters >= longest)
            {
                break;
            }
        }
        var made = clean.ToString().Trim();
        return made.Length == 0 ? null : made.IsNormalized() ? made : made.Normalize();
    }

    public static bool HasLink(string? text) => text is not null && Link().IsMatch(text);

    [GeneratedRegex(@"://|www\.|[\p{L}\p{N}]\.(?:com|net|org|info|biz|io|ru|cn|xyz|top|shop|site|online|club|casino|bet)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Link();
}
