using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace Broadside.Themes.DeskFrame;

/// <summary>
/// The desk's words, in every language that it speaks. They stand beside the pages that use them, in one file for each
/// module and language (<c>Staff/Pages/words.en.json</c>); here they are one vocabulary.
/// </summary>
public sealed class DeskVocabulary
{
    private const string Prefix = "desk/words/";
    private const string Fallback = "en";

    private readonly FrozenDictionary<string, Words> languages;

    public DeskVocabulary()
    {
        Files = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))];
        languages = Files.GroupBy(Language).ToFrozenDictionary(g => g.Key, g => new Words(g.Key, g.SelectMany(Read).ToDictionary(StringComparer.Ordinal)), StringComparer.OrdinalIgnoreCase);
    }

    public IEnumerable<Words> All => languages.Values.OrderBy(w => w.Language, StringComparer.Ordinal);

    /// <summary>Names of the files that were read.</summary>
    internal IReadOnlyList<string> Files { get; }

    public bool Speaks(string language) => languages.ContainsKey(language);

    /// <summary>The words of that language, of its main form ("es" for "es-CO"), or English.</summary>
    public Words For(string? language) =>
        languages.TryGetValue(language ?? "", out var words) || languages.TryGetValue((language ?? "").Split('-')[0], out words) ? words : languages[Fallback];

    /// <summary>The first of the languages a browser asks for that the desk speaks; else that of the outlet.</summary>
    /// <param name="acceptLanguage">The header <c>Accept-Language</c>.</param>
    /// <param name="outlet">BCP 47.</param>
    public Words Asked(string? acceptLanguage, string outlet)
    {
        var asked = (acceptLanguage ?? "").Split(',').Select(part => part.Split(';')[0].Trim().Split('-')[0]).FirstOrDefault(Speaks);
        return For(asked ?? outlet);
    }

    internal static IReadOnlyDictionary<string, string> Read(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file)!;
        using var document = JsonDocument.Parse(stream);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        Vocabulary.Flatten("", document.RootElement, texts);
        return texts;
    }

    // "desk/words/Staff/Pages/words.en.json"
    internal static string Language(string file) => file.Split('.')[^2];
}
