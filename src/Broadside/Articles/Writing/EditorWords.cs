using System.Collections.Concurrent;
using System.Reflection;
using Broadside.Themes;

namespace Broadside.Articles.Writing;

/// <summary>The writing page's own words, which its script is handed; English is built into it.</summary>
public sealed class EditorWords
{
    private readonly ConcurrentDictionary<string, string> languages = new(StringComparer.Ordinal);

    /// <returns>JSON of an object; empty for a language that the page has no words in.</returns>
    public string For(Words words) => languages.GetOrAdd(words.Language, Read);

    private static string Read(string language)
    {
        using var stream = language == "en" ? null : Assembly.GetExecutingAssembly().GetManifestResourceStream($"desk/editor/strings.{language}.json");
        if (stream is null)
        {
            return "{}";
        }
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
