using System.Reflection;

namespace Broadside.Themes;

/// <summary>The typefaces for headlines that come with the program, each one file that the site serves itself. Their licence stands beside them (<c>Themes/Faces/OFL.txt</c>).</summary>
public static class Faces
{
    private const string Prefix = "faces/";

    /// <summary>Their names by id, as <c>newsreader</c>.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["libre-franklin"] = "Libre Franklin",
        ["newsreader"] = "Newsreader",
        ["spectral"] = "Spectral",
    };

    internal static ThemeFile? Find(string? id)
    {
        if (id is null || !All.ContainsKey(id))
        {
            return null;
        }
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Prefix}{id}.woff2")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new ThemeFile(id + ".woff2", bytes);
    }
}
