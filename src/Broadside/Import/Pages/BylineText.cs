using System.Text.RegularExpressions;

namespace Broadside.Import.Pages;

/// <summary>Names out of a byline: "By Ana Ruiz and Luis Mora, Peoples Dispatch" → the names.</summary>
internal static partial class BylineText
{
    public static IReadOnlyList<string> Names(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 200)
        {
            return [];
        }
        var plain = Lead().Replace(Spaces().Replace(text, " ").Trim(), "").Split(['|', '•', '·', '\n'])[0].Trim();
        return [.. And().Split(plain).Select(n => n.Trim(' ', '.', ',', ':', '–', '-')).Where(IsName).Distinct(StringComparer.OrdinalIgnoreCase).Take(12)];
    }

    /// <summary>A line that is nothing but a byline.</summary>
    public static bool IsLine(string text) => text.Length <= 140 && Lead().IsMatch(text) && Names(text) is { Count: > 0 } names && names.All(n => n.Split(' ').Length <= 6 && char.IsUpper(n[0])) && !text.TrimEnd().EndsWith('.');

    private static bool IsName(string name) => name.Length is > 1 and <= 80 && name.Any(char.IsLetter) && !name.Contains("http", StringComparison.OrdinalIgnoreCase) && !name.Contains('@', StringComparison.Ordinal);

    [GeneratedRegex(@"^(?:by|written by|words by|por|de|text[oe]?:|autora?:|author:|von|par)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Lead();

    [GeneratedRegex(@"\s*(?:,|;|&| and | y | e | und | et )\s*")]
    private static partial Regex And();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
