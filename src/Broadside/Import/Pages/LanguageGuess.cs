namespace Broadside.Import.Pages;

/// <summary>Which of a few languages a text is in, by its commonest small words; for captures that do not say so.</summary>
internal static class LanguageGuess
{
    private static readonly (string Language, HashSet<string> Words)[] Known =
    [
        ("en", ["the", "of", "and", "to", "in", "that", "was", "with", "for", "is", "on", "by"]),
        ("es", ["el", "la", "los", "las", "que", "del", "por", "una", "con", "para", "en", "se", "y"]),
        ("pt", ["o", "os", "as", "que", "do", "da", "em", "um", "uma", "não", "com", "para", "ao"]),
        ("fr", ["le", "les", "des", "et", "une", "dans", "pour", "que", "est", "du", "au", "sur"]),
        ("de", ["der", "die", "das", "und", "den", "von", "mit", "ist", "nicht", "ein", "zu", "im"]),
        ("it", ["il", "gli", "che", "della", "di", "una", "per", "con", "non", "nel", "è", "sono"]),
    ];

    public static string Of(string text)
    {
        var words = text.ToLowerInvariant().Split([' ', '\n', ',', '.', '“', '”', '"'], 1500, StringSplitOptions.RemoveEmptyEntries);
        var best = Known.Select(k => (k.Language, Count: words.Count(k.Words.Contains))).MaxBy(k => k.Count);
        return best.Count > 0 ? best.Language : "en";
    }
}
