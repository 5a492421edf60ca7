using System.Text.RegularExpressions;

namespace Broadside.Themes;

/// <summary>
/// The part of Liquid that themes may use. Filters are left out whole: some read the clock, some undo escaping,
/// and what a filter would do has been done before the view reached the theme.
/// </summary>
internal static partial class ThemeSyntax
{
    private static readonly HashSet<string> Tags = new(StringComparer.Ordinal)
    {
        "if", "elsif", "else", "endif", "unless", "endunless", "for", "endfor", "break", "continue",
        "case", "when", "endcase", "assign", "comment", "endcomment",
    };

    // The parser goes one call deeper with each open tag and each word of a condition; the built-in theme needs 6 and 60.
    private const int Deepest = 50;
    private const int LongestMark = 1000;

    public static bool IsTag(string name) => Tags.Contains(name);

    /// <exception cref="ThemeException">A tag or filter outside that part.</exception>
    public static void Refuse(string text)
    {
        if (Faults(text).FirstOrDefault() is { } fault)
        {
            throw new ThemeException(fault);
        }
    }

    public static IEnumerable<string> Faults(string text)
    {
        var depth = 0;
        foreach (Match mark in Mark().Matches(text))
        {
            depth += mark.Groups[1].Value switch { "if" or "unless" or "for" or "case" => 1, "endif" or "endunless" or "endfor" or "endcase" => -1, _ => 0 };
            if (depth > Deepest || mark.Length > LongestMark)
            {
                yield return depth > Deepest ? $"Tags stand more than {Deepest} deep in one another." : $"A tag is longer than {LongestMark} characters.";
                yield break;
            }
            var inside = Quoted().Replace(mark.Value, "");
            if (mark.Groups[1].Success && !Tags.Contains(mark.Groups[1].Value))
            {
                yield return $"The tag {mark.Groups[1].Value} is not for themes.";
            }
            if (inside.Contains('|', StringComparison.Ordinal))
            {
                yield return $"Themes have no filters: {mark.Value}";
            }
        }
    }

    [GeneratedRegex(@"\{%-?\s*([a-z_]*).*?%\}|\{\{.*?\}\}", RegexOptions.Singleline)]
    public static partial Regex Mark();

    [GeneratedRegex("'[^']*'|\"[^\"]*\"")]
    private static partial Regex Quoted();
}
