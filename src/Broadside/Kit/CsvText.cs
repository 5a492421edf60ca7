using System.Buffers;

namespace Broadside.Kit;

/// <summary>A field of a table of text, as it is written and read.</summary>
internal static class CsvText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\",;\t\r\n");

    /// <summary>
    /// Quoted where it must be. What a spreadsheet would take for a formula gets an apostrophe in front: an address may begin with
    /// "=" and is typed by strangers.
    /// </summary>
    public static string Write(string? text)
    {
        var value = text is { Length: > 0 } && IsRisky(text[0]) ? "'" + text : text ?? "";
        return value.AsSpan().IndexOfAny(Special) < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>Without that apostrophe.</summary>
    public static string Read(string text) => text.Length > 1 && text[0] == '\'' && IsRisky(text[1]) ? text[1..] : text;

    private static bool IsRisky(char first) => first is '=' or '+' or '-' or '@' or '\'' or '\t';
}
