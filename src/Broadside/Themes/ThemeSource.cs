using System.Text;
using System.Text.RegularExpressions;

namespace Broadside.Themes;

/// <summary>
/// Turns a template file into the Liquid that is parsed: included files are put in their place, <c>{{ t.key }}</c>
/// becomes the translation's text, indentation goes. All three are done once, so a rendered page pays for none of them.
/// </summary>
internal sealed partial class ThemeSource(ThemeFiles files)
{
    // A page of the default theme is about 8,000 characters; a file that includes itself would have no end.
    private const int Longest = 200_000;
    private const int Deepest = 8;

    /// <param name="page">"article": its file, within the frame's.</param>
    /// <param name="words">Null leaves translations as they stand, for checks.</param>
    /// <exception cref="ThemeException">An included file is missing, or the files include one another without end.</exception>
    public string Of(string page, Words? words) => Made(Expand("frame", 0, page), words);

    /// <summary>A template outside the frame.</summary>
    public string OfAlone(string page, Words? words) => Made(Expand(page, 0, page), words);

    private static string Made(string whole, Words? words)
    {
        if (words is not null)
        {
            whole = Translation().Replace(whole, m => Html.Escape(words.Text(m.Groups[1].Value)));
        }
        return Indentation().Replace(whole, "\n");
    }

    private string Expand(string name, int depth, string page)
    {
        if (!files.Has(name + ".liquid"))
        {
            throw new ThemeException($"{name}.liquid is wanted and not there.");
        }
        if (depth > Deepest)
        {
            throw new ThemeException($"{name}.liquid includes files more than {Deepest} deep.");
        }
        var expanded = new StringBuilder();
        var text = files[name + ".liquid"].Text;
        var from = 0;
        foreach (Match include in Include().Matches(text))
        {
            expanded.Append(text, from, include.Index - from);
            expanded.Append(Expand(include.Groups[1].Value is "page" ? page : include.Groups[1].Value, depth + 1, page));
            from = include.Index + include.Length;
            if (expanded.Length > Longest)
            {
                throw new ThemeException($"{name}.liquid grows beyond {Longest} characters with what it includes.");
            }
        }
        return expanded.Append(text, from, text.Length - from).ToString();
    }

    // The name "page" stands, in the frame, for the page that is being made.
    [GeneratedRegex(@"\{%-?\s*include\s+'([a-z0-9_-]+)'\s*-?%\}")]
    private static partial Regex Include();

    [GeneratedRegex(@"\{\{-?\s*t\.([a-z0-9_.]+)\s*-?\}\}")]
    public static partial Regex Translation();

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex Indentation();
}
