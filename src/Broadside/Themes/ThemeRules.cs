using System.Text;
using System.Text.RegularExpressions;

namespace Broadside.Themes;

/// <summary>What one file of a theme must not hold: code, styles that the site's policy would block, other hosts. A file that breaks a rule is not used.</summary>
internal static partial class ThemeRules
{
    private const int HeaviestFace = 40_000;

    public static IEnumerable<string> Faults(string name, byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return Path.GetExtension(name) switch
        {
            ".liquid" => ThemeSyntax.Faults(Include().Replace(text, "")).Concat(Markup(text)),
            ".css" => Styles(text),
            ".svg" => Picture(text),
            ".woff2" => Face(bytes),
            _ => [],
        };
    }

    private static IEnumerable<string> Markup(string text)
    {
        // What a value holds is escaped; what stands in the file itself is looked at with the values taken out.
        var plain = ThemeSyntax.Mark().Replace(text, "x");
        if (Code().Match(plain) is { Success: true } code)
        {
            yield return $"<{code.Groups[1].Value.ToLowerInvariant()}> is not for themes: pages have no script, style or frame of their own.";
        }
        if (Handler().Match(plain) is { Success: true } handler)
        {
            yield return $"{handler.Groups[1].Value}= is not for themes: styles belong in .css files, and no code runs in a page.";
        }
        if (Outside().Match(plain) is { Success: true } outside)
        {
            yield return $"{outside.Groups[1].Value}: pages load nothing from other hosts, and links to them belong in articles and menus.";
        }
    }

    private static IEnumerable<string> Styles(string text)
    {
        if (text.Contains("@import", StringComparison.OrdinalIgnoreCase))
        {
            yield return "@import is not for themes: all .css files are joined into one.";
        }
        foreach (Match url in Url().Matches(text))
        {
            if (!FileName().IsMatch(url.Groups[1].Value))
            {
                yield return $"url({url.Groups[1].Value}): only a file of the theme, by its name alone.";
            }
        }
    }

    private static IEnumerable<string> Face(byte[] bytes)
    {
        if (bytes.Length > HeaviestFace)
        {
            yield return $"It weighs {bytes.Length} bytes; a typeface may weigh {HeaviestFace}. Cut it down to the letters that are used.";
        }
        if (!bytes.AsSpan().StartsWith("wOF2"u8))
        {
            yield return "This is no WOFF2 file; browsers would not take it.";
        }
    }

    private static IEnumerable<string> Picture(string text)
    {
        if (Code().IsMatch(text) || Handler().IsMatch(text) || text.Contains("javascript:", StringComparison.OrdinalIgnoreCase) || text.Contains("<!ENTITY", StringComparison.OrdinalIgnoreCase))
        {
            yield return "The picture holds code; export it again without.";
        }
    }

    [GeneratedRegex(@"\{%-?\s*include\s+'[a-z0-9_-]+'\s*-?%\}")]
    private static partial Regex Include();

    [GeneratedRegex(@"<\s*(script|style|iframe|frame|object|embed|base|meta|link|template)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Code();

    [GeneratedRegex(@"[\s""'/](on[a-z]{3,}|style|srcdoc)\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex Handler();

    [GeneratedRegex(@"[\s""'/](?:href|src|srcset|action|formaction|poster|ping|background)\s*=\s*[""']?\s*((?:[a-z][a-z0-9+.-]*:|//)[^""'\s>]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Outside();

    [GeneratedRegex(@"url\(\s*[""']?([^""')]*)[""']?\s*\)", RegexOptions.IgnoreCase)]
    private static partial Regex Url();

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\.(?:woff2|png|webp|svg)$")]
    private static partial Regex FileName();
}
