using System.Globalization;

namespace Broadside.Articles.Markdown;

/// <summary>What stands behind <c>::: table</c>: "header-rows=2 header-column", and the caption, behind a bar where it might be taken for one of these.</summary>
internal sealed record MarkdownTableHead(int? HeaderRows, bool HeaderColumn, string? Caption)
{
    public static MarkdownTableHead None { get; } = new(null, false, null);

    public static MarkdownTableHead Read(string argument)
    {
        int? rows = null;
        var column = false;
        var rest = argument.Trim();
        while (rest.Length > 0)
        {
            var word = rest.Split(' ', 2)[0];
            if (word.Equals("header-column", StringComparison.OrdinalIgnoreCase))
            {
                column = true;
            }
            else if (word.StartsWith("header-rows=", StringComparison.OrdinalIgnoreCase) && int.TryParse(word["header-rows=".Length..], CultureInfo.InvariantCulture, out var count) && count >= 0)
            {
                rows = count;
            }
            else
            {
                rest = word == "|" ? rest[1..].Trim() : rest;
                break;
            }
            rest = rest[word.Length..].Trim();
        }
        return new MarkdownTableHead(rows, column, rest.Length > 0 ? rest : null);
    }
}
