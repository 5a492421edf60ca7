using System.Text.RegularExpressions;

namespace Broadside.Articles.Body.Reading;

/// <summary>Signs of content that is packed so that nobody reads it.</summary>
internal static partial class EncodedText
{
    /// <summary>What was found, in words; null for honest text.</summary>
    public static string? Sign(string text) => text switch
    {
        { Length: < 12 } => null,
        _ when Runs().Match(text) is { Success: true } call => $"“{call.Value.TrimEnd('(', ' ')}”",
        { Length: >= 120 } when LongRun(text) => "a long run of encoded characters",
        _ => null,
    };

    // Base64 mixes cases and digits and has no space: 120 such characters are no word in any language.
    private static bool LongRun(string text)
    {
        var (length, digits, upper, lower) = (0, 0, 0, 0);
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '/' or '='))
            {
                (length, digits, upper, lower) = (0, 0, 0, 0);
                continue;
            }
            length++;
            digits += char.IsAsciiDigit(c) ? 1 : 0;
            upper += char.IsAsciiLetterUpper(c) ? 1 : 0;
            lower += char.IsAsciiLetterLower(c) ? 1 : 0;
            if (length >= 120 && digits * 20 > length && upper * 8 > length && lower * 8 > length)
            {
                return true;
            }
        }
        return false;
    }

    [GeneratedRegex(@"\b(?:eval\s*\(|atob\s*\(|unescape\s*\(|base64_decode\s*\(|gzinflate\s*\(|str_rot13\s*\(|String\.fromCharCode\s*\()", RegexOptions.IgnoreCase)]
    private static partial Regex Runs();
}
