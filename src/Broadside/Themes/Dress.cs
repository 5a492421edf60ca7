using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Broadside.Themes;

/// <summary>
/// What a theme serves beside its pages: one stylesheet, the program's scripts, an icon, pictures, a typeface. All stand in
/// one folder named by their content, so that browsers may keep them for ever and mirrors carry them along.
/// </summary>
public sealed partial class Dress
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".webp"] = "image/webp",
        [".woff2"] = "font/woff2",
    };

    internal Dress(ThemeFiles files, Choice choice)
    {
        var face = Faces.Find(choice.Face) ?? files.Named(".woff2").FirstOrDefault();
        var css = Stylesheet(files, choice, face);
        var all = new SortedDictionary<string, byte[]>(StringComparer.Ordinal) { ["site.css"] = css };
        foreach (var file in new[] { ".js", ".svg", ".png", ".webp" }.SelectMany(files.Named).Concat(face is null ? [] : [face]))
        {
            all[file.Name] = file.Bytes;
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, bytes) in all)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(bytes);
        }
        Folder = "/theme/" + Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
        Face = face is null ? null : $"{Folder}/{face.Name}";
        Files = all.ToFrozenDictionary(f => $"{Folder}/{f.Key}", f => new DressFile(Types[Path.GetExtension(f.Key)], f.Value), StringComparer.Ordinal);
    }

    /// <summary>Path from the root, without a slash at the end.</summary>
    public string Folder { get; }

    /// <summary>Address of the chosen typeface; null where the readers' own are used.</summary>
    public string? Face { get; }

    /// <summary>By address, as <c>/theme/ab12cd34ef56/site.css</c>.</summary>
    public FrozenDictionary<string, DressFile> Files { get; }

    // Style files are joined in the order of their names' numbers (10-base.css, 20-frame.css…).
    // A chosen typeface is named after them, so that theirs may still say where it is used (--display, --serif).
    private static byte[] Stylesheet(ThemeFiles files, Choice choice, ThemeFile? face)
    {
        var chosen = face is null ? "" : $"@font-face {{ font-family: Chosen; src: url({face.Name}) format(\"woff2\"); font-weight: 100 900; font-display: swap; }}\n:root {{ --display: Chosen, var(--serif); }}\n";
        var text = chosen + string.Join('\n', files.Named(".css").Select(f => f.Text).Append(face is null || choice.Look is null ? "" : ":root { --chosen-face: Chosen; }").Append(Looks.Css(choice.Look)));
        text = Comment().Replace(text, "");
        text = Space().Replace(text, " ");
        text = AroundSigns().Replace(text, "$1");
        text = text.Replace(";}", "}", StringComparison.Ordinal).Trim();
        text = text.Replace("var(--outlet-accent)", choice.Accent.Light, StringComparison.Ordinal).Replace("var(--outlet-accent-dark)", choice.Accent.Dark, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text);
    }

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    // Not around + and - (calc), nor before a colon (a descendant's pseudo-class), nor after a bracket (media queries).
    [GeneratedRegex(@"\s*([{};,>])\s*|(?<=[a-z]:)\s+")]
    private static partial Regex AroundSigns();
}

public sealed record DressFile(string Type, byte[] Bytes);
