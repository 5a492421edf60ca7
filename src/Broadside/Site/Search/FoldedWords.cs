using System.Globalization;
using System.Text;
using Broadside.Kit;

namespace Broadside.Site.Search;

/// <summary>
/// Cuts text into words the same way for the index, for questions and for snippets: runs of letters and digits with their
/// combining marks, folded to lower case without Latin accents. Scripts that leave no space between words give one word a character.
/// </summary>
public static class FoldedWords
{
    // A longer "word" is a hash or a data blob that nobody looks for by its end.
    private const int Longest = 64;

    /// <summary>The words of a text, in order. Never throws, whatever the text.</summary>
    public static IEnumerable<FoldedWord> In(string? text)
    {
        for (var at = 0; at < (text?.Length ?? 0);)
        {
            var length = LengthAt(text!, at, out var stands);
            if (length == 0)
            {
                at += stands;
                continue;
            }
            if (Fold(text.AsSpan(at, Math.Min(length, Longest))) is { Length: > 0 } folded)
            {
                yield return new FoldedWord(at, length, folded);
            }
            at += length;
            at += Possessive(text!, at);
        }
    }

    /// <param name="text">Where to look.</param>
    /// <param name="at">A position in it.</param>
    /// <param name="stands">How far to go on when no word begins here.</param>
    /// <returns>Characters of the word that begins here; 0 when none does.</returns>
    private static int LengthAt(string text, int at, out int stands)
    {
        stands = 1;
        var end = at;
        while (end < text.Length)
        {
            if (char.IsAsciiLetterOrDigit(text[end]))
            {
                end++;
                continue;
            }
            if (text[end] < 0x80)
            {
                break;
            }
            Rune.DecodeFromUtf16(text.AsSpan(end), out var rune, out var units);
            stands = units;
            if (IsUnspaced(rune.Value))
            {
                return end > at ? end - at : units + Marks(text, end + units);
            }
            if (!IsPart(rune, end > at))
            {
                break;
            }
            end += units;
        }
        return end - at;
    }

    private static bool IsPart(Rune rune, bool within) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => within,
        _ => Rune.IsLetterOrDigit(rune),
    };

    // Chinese, Japanese kana, Thai, Lao, Khmer, Burmese.
    private static bool IsUnspaced(int code) => code
        is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0x20000 and <= 0x3FFFF);

    private static int Marks(string text, int at)
    {
        var end = at;
        while (end < text.Length && CharUnicodeInfo.GetUnicodeCategory(text[end]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
        {
            end++;
        }
        return end - at;
    }

    // "Petro’s" is found by "Petro".
    private static int Possessive(string text, int at) =>
        at + 1 < text.Length && text[at] is '\'' or '’' && text[at + 1] is 's' or 'S' && (at + 2 == text.Length || !char.IsLetterOrDigit(text[at + 2])) ? 2 : 0;

    private static string Fold(ReadOnlySpan<char> word)
    {
        Span<char> lower = stackalloc char[Longest];
        return Ascii.ToLower(word, lower, out var written) == System.Buffers.OperationStatus.Done
            ? new string(lower[..written])
            : string.Concat(Slug.Fold(word.ToString()).ToLowerInvariant().Where(char.IsLetterOrDigit).DefaultIfEmpty(' ')).Trim();
    }
}
