using System.Net;
using System.Text.RegularExpressions;

namespace Broadside.Import.WordPress;

/// <summary>The words of a short piece of HTML: titles, captions, comments.</summary>
internal static partial class PlainText
{
    /// <summary>One line, no tags, entities resolved.</summary>
    public static string Of(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
        {
            return "";
        }
        var text = html.Contains('<', StringComparison.Ordinal) ? Tag().Replace(Paragraph().Replace(Break().Replace(Unseen().Replace(html, " "), " "), " "), "") : html;
        return Space().Replace(Decode(text), " ").Trim();
    }

    /// <summary>Paragraphs parted by blank lines, line breaks kept.</summary>
    public static string Paragraphs(string html)
    {
        var text = html.ReplaceLineEndings("\n");
        text = Unseen().Replace(text, "");
        text = Break().Replace(text, "\n");
        text = Paragraph().Replace(text, "\n\n");
        text = Decode(Tag().Replace(text, ""));
        return Blank().Replace(text, "\n\n").Trim();
    }

    // Titles often hold entities that were encoded twice (&amp;#8217;).
    private static string Decode(string text)
    {
        var once = WebUtility.HtmlDecode(text);
        return once.Contains("&#", StringComparison.Ordinal) ? WebUtility.HtmlDecode(once) : once;
    }

    [GeneratedRegex(@"</?[A-Za-z!][^<>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"<(script|style)\b[^>]*>.*?(</\1\s*>|$)", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Unseen();

    [GeneratedRegex(@"<br\s*/?>\n?", RegexOptions.IgnoreCase)]
    private static partial Regex Break();

    [GeneratedRegex(@"</?(p|div|blockquote|li|ul|ol|h[1-6])\b[^<>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Paragraph();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"[ \t]*\n(?:[ \t]*\n)+")]
    private static partial Regex Blank();
}
