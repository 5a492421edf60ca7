using System.Text;
using System.Text.RegularExpressions;

namespace Broadside.Import.WordPress;

/// <summary>
/// Mends what real exports get wrong: a raw <c>&amp;</c>, HTML entities outside CDATA, <c>]]&gt;</c> inside content that was not
/// split, a CDATA section inside a CDATA section, a missing end tag. Tried only when an item does not parse as it stands.
/// </summary>
internal static partial class WxrRepair
{
    private const string Open = "<![CDATA[";
    private const string Close = "]]>";

    public static string Mend(string xml, bool isWhole)
    {
        var mended = new StringBuilder(xml.Length + 64);
        var at = 0;
        while (xml.IndexOf(Open, at, StringComparison.Ordinal) is >= 0 and var open)
        {
            AppendMarkup(mended, xml.AsSpan(at, open - at));
            var from = open + Open.Length;
            var end = EndOfSection(xml, open, from);
            AppendText(mended, xml.AsSpan(from, end - from));
            at = string.CompareOrdinal(xml, end, Close, 0, Close.Length) == 0 ? end + Close.Length : end;
        }
        AppendMarkup(mended, xml.AsSpan(at));
        if (!isWhole)
        {
            mended.Append("</item>");
        }
        return mended.ToString();
    }

    // WordPress closes a section directly before the end tag of the element it opened in; a ]]> anywhere else is text.
    private static int EndOfSection(string xml, int open, int from)
    {
        var tagStart = xml.LastIndexOf('<', Math.Max(open - 1, 0));
        var name = tagStart >= 0 ? TagName().Match(xml, tagStart) : Match.Empty;
        if (name.Success && name.Index == tagStart)
        {
            var end = $"</{name.Groups[1].Value}>";
            var close = xml.IndexOf(end, from, StringComparison.Ordinal);
            if (close > 0)
            {
                var section = xml.LastIndexOf(Close, close, StringComparison.Ordinal);
                return section >= from && string.IsNullOrWhiteSpace(xml[(section + Close.Length)..close]) ? section : Nearest(xml, from, close);
            }
        }
        return Nearest(xml, from, xml.Length);
    }

    private static int Nearest(string xml, int from, int otherwise) =>
        xml.IndexOf(Close, from, StringComparison.Ordinal) is >= 0 and var close && close < otherwise ? close : otherwise;

    private static void AppendText(StringBuilder mended, ReadOnlySpan<char> section)
    {
        // The joint that WordPress itself puts where content holds ]]>.
        var text = section.ToString().Replace("]]]]><![CDATA[>", "]]>", StringComparison.Ordinal);
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '&' => mended.Append("&amp;"),
                '<' => mended.Append("&lt;"),
                '>' => mended.Append("&gt;"),
                _ => mended.Append(letter),
            };
        }
    }

    private static void AppendMarkup(StringBuilder mended, ReadOnlySpan<char> markup)
    {
        var text = Comment().Replace(markup.ToString(), "").Replace(Close, "]]&gt;", StringComparison.Ordinal);
        mended.Append(RawAmpersand().Replace(text, "&amp;"));
    }

    [GeneratedRegex(@"<([A-Za-z_][\w:.-]*)")]
    private static partial Regex TagName();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")]
    private static partial Regex RawAmpersand();
}
