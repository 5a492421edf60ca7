using System.Buffers;

namespace Broadside.Site.Search;

/// <summary>
/// Takes the endings off folded words, lightly: "houses" and "house", "ciudades" and "ciudad" come to the same. English and
/// Spanish have rules; words of other languages stay as they are. A stem says whose rules made it ("hous·en"): "longer" is not
/// to be found as "long" because Spanish has verbs in -er.
/// </summary>
public static class Stems
{
    private const int ShortestBent = 4;
    private const string English = "·en";
    private const string Spanish = "·es";

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiou");

    /// <param name="folded">As <see cref="FoldedWord.Folded"/>.</param>
    /// <param name="language">BCP 47; "en-GB" counts as English.</param>
    public static string Of(string folded, string language)
    {
        if (char.IsAsciiDigit(folded[0]))
        {
            return folded;
        }
        var isShort = folded.Length < ShortestBent;
        return language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? (isShort ? folded : EnglishStem.Of(folded)) + English
            : language.StartsWith("es", StringComparison.OrdinalIgnoreCase) ? (isShort ? folded : SpanishStem.Of(folded)) + Spanish
            : folded;
    }

    /// <summary>The stem without its mark, and the language whose rules made it: "hous", "en".</summary>
    public static (string Stem, string Language) Parts(string stem) =>
        stem.LastIndexOf('·') is >= 0 and var mark ? (stem[..mark], stem[(mark + 1)..]) : (stem, "");

    /// <summary>The stem as either language's rules would have marked it.</summary>
    public static IEnumerable<string> Marked(string stem) => [stem + English, stem + Spanish];

    /// <summary>Every form under which the index may hold the word, whatever the language of the text.</summary>
    public static IReadOnlyList<string> Forms(string folded) =>
        [.. new[] { Of(folded, "en"), Of(folded, "es"), folded }.Distinct(StringComparer.Ordinal)];

    internal static bool HasVowel(ReadOnlySpan<char> text) => text.ContainsAny(Vowels);

    internal static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u';
}
