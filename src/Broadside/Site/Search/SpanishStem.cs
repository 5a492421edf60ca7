namespace Broadside.Site.Search;

/// <summary>Plurals, gender, and the commonest endings of verbs. Words come without accents: "votó" is "voto" here.</summary>
internal static class SpanishStem
{
    // Longest first, plurals are gone by then; what is left must keep four letters, so that "lado" and "vida" stay whole.
    private static readonly string[] VerbEndings = ["ieron", "iendo", "aban", "aron", "ando", "aba", "ado", "ada", "ido", "ida", "ar", "er", "ir"];

    public static string Of(string word)
    {
        var singular = Plural(word);
        foreach (var ending in VerbEndings)
        {
            if (singular.Length - ending.Length >= 4 && singular.EndsWith(ending, StringComparison.Ordinal))
            {
                return Bare(singular[..^ending.Length]);
            }
        }
        return Bare(singular);
    }

    private static string Plural(string word)
    {
        if (word[^1] != 's')
        {
            return word;
        }
        if (word.EndsWith("ces", StringComparison.Ordinal))
        {
            return word[..^3] + "z";
        }
        var afterConsonant = word.EndsWith("es", StringComparison.Ordinal) && word.Length > 4 && !Stems.IsVowel(word[^3]);
        return afterConsonant ? word[..^2] : Stems.IsVowel(word[^2]) ? word[..^1] : word;
    }

    private static string Bare(string word) => word.Length > 3 && word[^1] is 'a' or 'o' or 'e' ? word[..^1] : word;
}
