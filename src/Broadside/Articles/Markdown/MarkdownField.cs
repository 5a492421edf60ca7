using System.Globalization;
using System.Text;

namespace Broadside.Articles.Markdown;

/// <summary>Writes the <c>key: value</c> lines that <see cref="FrontMatter"/> reads. What is empty is left out.</summary>
internal static class MarkdownField
{
    public static StringBuilder Field(this StringBuilder to, string key, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return to;
        }
        var lines = value.Split('\n');
        if (lines.Length == 1)
        {
            return to.Append(key).Append(": ").Append(Quoted(value)).Append('\n');
        }
        // Four spaces: with fewer, a line of colons would end the directive that the field stands in.
        to.Append(key).Append(": |\n");
        foreach (var line in lines)
        {
            to.Append(line.Length == 0 ? "" : "    ").Append(line).Append('\n');
        }
        return to;
    }

    public static StringBuilder Field(this StringBuilder to, string key, long? value) =>
        to.Field(key, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Several values, one on a line, so that each may hold a comma.</summary>
    public static StringBuilder Fields(this StringBuilder to, string key, IReadOnlyCollection<string> values)
    {
        if (values.Count == 0)
        {
            return to;
        }
        to.Append(key).Append(":\n");
        foreach (var value in values)
        {
            to.Append("  - ").Append(Quoted(value.ReplaceLineEndings(" "))).Append('\n');
        }
        return to;
    }

    private static string Quoted(string value) =>
        value[0] is '"' or '\'' or '[' or '|' or '>' or '#' || char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1])
            ? $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : value;
}
