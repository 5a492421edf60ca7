using System.Reflection;

namespace Broadside.Import.Sample;

/// <summary>The sample outlet's files, which the program carries within itself.</summary>
internal static class SampleFiles
{
    private const string Prefix = "sample/";

    private static readonly Assembly Own = typeof(SampleFiles).Assembly;

    /// <summary>Names of the files in a folder, in a stable order: "articles", "pages", "media".</summary>
    public static IReadOnlyList<string> In(string folder) =>
        [.. Own.GetManifestResourceNames()
            .Where(n => n.StartsWith($"{Prefix}{folder}/", StringComparison.Ordinal))
            .Select(n => n[(Prefix.Length + folder.Length + 1)..])
            .Order(StringComparer.Ordinal)];

    public static Stream Open(string path) =>
        Own.GetManifestResourceStream(Prefix + path) ?? throw new FileNotFoundException($"The program carries no sample file {path}.");

    public static string Text(string path)
    {
        using var reader = new StreamReader(Open(path));
        return reader.ReadToEnd();
    }
}
