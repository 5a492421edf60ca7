using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Broadside.Themes;

/// <summary>
/// A theme's files: those built into the program, and over them those of the folder <c>theme/</c> in the data folder.
/// Read once; nothing outside that one flat folder is ever opened.
/// </summary>
internal sealed class ThemeFiles
{
    private const string Prefix = "Broadside.Themes.Default.";
    private const long Heaviest = 400_000;
    // No script: those that the site has are the program's own.
    private static readonly string[] Kinds = [".liquid", ".css", ".json", ".svg", ".png", ".webp", ".woff2"];

    private readonly SortedDictionary<string, ThemeFile> files = new(StringComparer.Ordinal);

    /// <param name="folder">May be absent.</param>
    public ThemeFiles(string? folder)
    {
        var program = Assembly.GetExecutingAssembly();
        foreach (var resource in program.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = program.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            files[resource[Prefix.Length..]] = new ThemeFile(resource[Prefix.Length..], bytes);
        }
        if (Directory.Exists(folder))
        {
            AddFolder(folder);
        }
        Hash = HashOf(files.Values);
    }

    /// <summary>Lower-case hexadecimal SHA-256 over names and bytes; rises and falls with any change to any file.</summary>
    public string Hash { get; }

    /// <summary>Files of the folder that were left out, and why; the built-in ones of the same name are used.</summary>
    public List<string> Refused { get; } = [];

    public ThemeFile this[string name] => files[name];

    public bool Has(string name) => files.ContainsKey(name);

    public IEnumerable<ThemeFile> Named(string ending) => files.Values.Where(f => f.Name.EndsWith(ending, StringComparison.Ordinal));

    private void AddFolder(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var file = new FileInfo(path);
            if (file.LinkTarget is not null)
            {
                Refused.Add($"{file.Name}: a link to a file elsewhere; copy the file instead.");
            }
            else if (file.Name[..^file.Extension.Length] is var stem && (stem.Length == 0 || stem.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))))
            {
                Refused.Add($"{file.Name}: the name of a theme's file is made of letters, digits, - and _.");
            }
            else if (!Kinds.Contains(file.Extension))
            {
                Refused.Add($"{file.Name}: a theme holds {string.Join(", ", Kinds)} files only.");
            }
            else if (file.Length > Heaviest)
            {
                Refused.Add($"{file.Name}: {file.Length / 1000} KB, more than {Heaviest / 1000} KB.");
            }
            else if (file.Extension == ".woff2" && Named(".woff2").Any())
            {
                Refused.Add($"{file.Name}: one typeface is enough, and {Named(".woff2").First().Name} is here; the readers' own stand beside it.");
            }
            else if (ThemeRules.Faults(file.Name, File.ReadAllBytes(path)).FirstOrDefault() is { } fault)
            {
                Refused.Add($"{file.Name}: {fault}");
            }
            else
            {
                files[file.Name] = new ThemeFile(file.Name, File.ReadAllBytes(path), files.GetValueOrDefault(file.Name)?.Bytes);
            }
        }
    }

    private static string HashOf(IEnumerable<ThemeFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Name} {file.Bytes.Length}\n"));
            hash.AppendData(file.Bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
