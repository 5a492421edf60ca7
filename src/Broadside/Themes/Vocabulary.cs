using System.Collections.Frozen;
using System.Text.Json;

namespace Broadside.Themes;

/// <summary>The interface's words in every language that has a translation file.</summary>
public sealed class Vocabulary
{
    private const string Fallback = "en";

    private readonly FrozenDictionary<string, Words> languages;

    /// <exception cref="InvalidDataException">A translation file is no JSON object of texts.</exception>
    internal Vocabulary(ThemeFiles files)
    {
        var read = files.Named(".json").ToDictionary(f => Path.GetFileNameWithoutExtension(f.Name), Read, StringComparer.OrdinalIgnoreCase);
        languages = read.ToFrozenDictionary(
            r => r.Key,
            r => new Words(r.Key, Over(read[Fallback], r.Value)),
            StringComparer.OrdinalIgnoreCase);
    }

    public IEnumerable<Words> All => languages.Values.OrderBy(w => w.Language, StringComparer.Ordinal);

    /// <summary>The words of that language, of its main form ("es" for "es-CO"), or English.</summary>
    public Words For(string language)
    {
        if (languages.TryGetValue(language, out var words))
        {
            return words;
        }
        var dash = language.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && languages.TryGetValue(language[..dash], out words) ? words : languages[Fallback];
    }

    internal static HashSet<string> KeysOf(ThemeFile file) => [.. Read(file).Keys];

    private static Dictionary<string, string> Over(Dictionary<string, string> under, Dictionary<string, string> over)
    {
        var all = new Dictionary<string, string>(under, StringComparer.Ordinal);
        foreach (var (key, text) in over)
        {
            all[key] = text;
        }
        return all;
    }

    // A theme folder's en.json may hold a few keys only, so the file of the default theme is read first.
    private static Dictionary<string, string> Read(ThemeFile file)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var bytes in file.Under is null ? [file.Bytes] : new[] { file.Under, file.Bytes })
        {
            try
            {
                using var document = JsonDocument.Parse(bytes);
                Flatten("", document.RootElement, texts);
            }
            catch (JsonException e)
            {
                throw new InvalidDataException($"{file.Name} is not JSON: {e.Message}", e);
            }
        }
        return texts;
    }

    internal static void Flatten(string key, JsonElement element, Dictionary<string, string> texts)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                Flatten(key.Length == 0 ? property.Name : $"{key}.{property.Name}", property.Value, texts);
            }
        }
        else
        {
            texts[key] = element.ToString();
        }
    }
}
