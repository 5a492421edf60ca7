using System.Text.RegularExpressions;

namespace Broadside.Mail;

/// <summary>A far server's own words, as they may be kept: they outlive the person whom they often name.</summary>
public static class FarWords
{
    private const int Longest = 500;

    // The name before the @ says who reads us; the domain is enough to know whose words these are.
    private static readonly Regex Person = new(@"[^\s<>()\[\]:;,@""]{1,128}@", RegexOptions.NonBacktracking);

    public static string WithoutPeople(string words) => words.Contains('@', StringComparison.Ordinal) ? Person.Replace(words, "…@") : words;

    /// <summary>An answer of a session: short, naming nobody, and such as every database takes.</summary>
    public static string Kept(string answer)
    {
        var words = WithoutPeople(answer);
        if (words.Any(char.IsControl))
        {
            words = new string([.. words.Select(c => char.IsControl(c) ? ' ' : c)]);
        }
        if (words.Length <= Longest)
        {
            return words;
        }
        // Not through the middle of a character.
        return words[..(char.IsHighSurrogate(words[Longest - 1]) ? Longest - 1 : Longest)];
    }
}
