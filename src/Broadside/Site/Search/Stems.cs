using System.Buffers;

namespace Broadside.Site.Search;

/// <summary>
/// Takes the endings off folded words, lightly: "houses" and "house", "ciudades" and "ciudad" come to the same. English and
/// Spanish have rules; words of other languages stay as they are.
/// </summary>
public static class Stems
{
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiou");

    /// <param name="folded">As <see cref="FoldedWord.Folded"/>.</param>
    /// <param name="language">BCP 47; "en-GB" counts as English.</param>
    public static string Of(string folded, string language)
    {
        if (folded.Length < 4 || char.IsAsciiDigit(folded[0]))
        {
            return folded;
        }
        return language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? EnglishStem.Of(folded)
            : language.StartsWith("es", StringComparison.OrdinalIgnoreCase) ? SpanishStem.Of(folded)
            : folded;
    }

    /// <summary>Every form under which the index may hold the word, whatever the language of the text.</summary>
    public static IReadOnlyList<string> Forms(string folded) =>
        [.. new[] { Of(folded, "en"), Of(folded, "es"), folded }.Distinct(StringComparer.Ordinal)];

    internal static bool HasVowel(ReadOnlySpan<char> text) => text.ContainsAny(Vowels);

    internal static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u';
}
