using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace Broadside.Import.WordPress;

/// <summary>
/// The rules by which WordPress turns classic text into HTML: a blank line parts paragraphs, a line end is a line break, block
/// elements stand alone, <c>pre</c> is left as typed; an address alone on its line is an embed.
/// </summary>
internal static partial class ClassicText
{
    // Text directly in these becomes paragraphs; in all other block elements it stays as it is.
    private static readonly FrozenSet<string> Open = FrozenSet.ToFrozenSet(["div", "section", "article", "aside", "header", "footer", "main", "blockquote", "body", "center", "fieldset", "form", "details", "nav"]);

    private static readonly FrozenSet<string> Tight = FrozenSet.ToFrozenSet(
        ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "figure", "figcaption", "address", "summary", "hgroup", "menu", "map", "legend", "select", "option"]);

    private static readonly FrozenSet<string> Verbatim = FrozenSet.ToFrozenSet(["pre", "script", "style", "textarea", "svg", "math", "object", "video", "audio", "iframe", "noscript"]);

    private static readonly FrozenSet<string> Empty = FrozenSet.ToFrozenSet(["hr", "col"]);

    public static string Html(string text)
    {
        var html = new StringBuilder(text.Length + text.Length / 8);
        var run = new StringBuilder();
        var tight = 0;
        var at = 0;
        var unended = new HashSet<string>(StringComparer.Ordinal);
        while (at < text.Length && text.IndexOf('<', at) is >= 0 and var open)
        {
            (tight > 0 ? html : run).Append(text, at, open - at);
            at = open;
            var (name, isEnd, end) = TagAt(text, open);
            if (end < 0)
            {
                // No tag ends in all that follows.
                break;
            }
            if (Verbatim.Contains(name) && !isEnd && !unended.Contains(name))
            {
                var close = EndOf(text, name, end);
                if (close < 0)
                {
                    unended.Add(name);
                    close = end;
                }
                FlushUnlessInline(name, run, html, tight);
                (name is "pre" or "script" or "style" || tight > 0 ? html : run).Append(text, open, close - open);
                at = close;
                continue;
            }
            if (Open.Contains(name) || Tight.Contains(name) || Empty.Contains(name))
            {
                Flush(run, html);
                html.Append(text, open, end - open);
                tight = Tight.Contains(name) ? Math.Max(0, tight + (isEnd ? -1 : 1)) : tight;
            }
            else
            {
                (tight > 0 ? html : run).Append(text, open, end - open);
            }
            at = end;
        }
        (tight > 0 ? html : run).Append(text, at, text.Length - at);
        Flush(run, html);
        return html.ToString();
    }

    private static void FlushUnlessInline(string name, StringBuilder run, StringBuilder html, int tight)
    {
        if (name is "pre" && tight == 0)
        {
            Flush(run, html);
        }
    }

    private static void Flush(StringBuilder run, StringBuilder html)
    {
        if (run.Length == 0)
        {
            return;
        }
        foreach (var part in BlankLine().Split(run.ToString()))
        {
            var paragraph = part.Trim();
            if (paragraph.Length == 0)
            {
                continue;
            }
            if (Address().IsMatch(paragraph))
            {
                html.Append(BodyHtml.Embed(System.Net.WebUtility.HtmlDecode(paragraph)));
            }
            else if (Player().IsMatch(paragraph))
            {
                html.Append(paragraph);
            }
            else
            {
                html.Append("<p>").Append(Lines(paragraph)).Append("</p>\n");
            }
        }
        run.Clear();
    }

    // An address may also stand alone on one line of a paragraph: it then is an embed between two paragraphs.
    private static string Lines(string paragraph)
    {
        if (!paragraph.Contains('\n', StringComparison.Ordinal))
        {
            return paragraph;
        }
        var lines = new StringBuilder(paragraph.Length + 32);
        foreach (var line in paragraph.Split('\n'))
        {
            var embed = Address().IsMatch(line.Trim()) ? BodyHtml.Embed(System.Net.WebUtility.HtmlDecode(line.Trim())) : null;
            if (embed is not null && embed.StartsWith("<iframe", StringComparison.Ordinal))
            {
                lines.Append("</p>").Append(embed).Append("<p>");
                continue;
            }
            if (lines.Length > 0 && !EndsWithBreak(lines))
            {
                lines.Append("<br>");
            }
            lines.Append(line).Append('\n');
        }
        return lines.ToString();
    }

    private static bool EndsWithBreak(StringBuilder lines)
    {
        var end = lines.ToString(Math.Max(0, lines.Length - 12), Math.Min(12, lines.Length)).TrimEnd();
        return end.EndsWith("<br>", StringComparison.OrdinalIgnoreCase) || end.EndsWith("<br/>", StringComparison.OrdinalIgnoreCase) || end.EndsWith("<br />", StringComparison.OrdinalIgnoreCase) || end.EndsWith("<p>", StringComparison.Ordinal);
    }

    private static (string Name, bool IsEnd, int End) TagAt(string text, int open)
    {
        if (text.AsSpan(open).StartsWith("<!--"))
        {
            var close = text.IndexOf("-->", open + 4, StringComparison.Ordinal);
            return ("!", false, close < 0 ? text.Length : close + 3);
        }
        var isEnd = open + 1 < text.Length && text[open + 1] == '/';
        var start = open + (isEnd ? 2 : 1);
        var at = start;
        while (at < text.Length && at - start < 20 && (char.IsAsciiLetter(text[at]) || (at > start && char.IsAsciiDigit(text[at]))))
        {
            at++;
        }
        if (at == start)
        {
            return ("", false, open + 1);
        }
        var quote = '\0';
        var name = text[start..at].ToLowerInvariant();
        for (; at < text.Length; at++)
        {
            if (quote != '\0')
            {
                quote = text[at] == quote ? '\0' : quote;
            }
            else if (text[at] == '>')
            {
                return (name, isEnd, at + 1);
            }
            else if (text[at] is '"' or '\'' && text[at - 1] == '=')
            {
                quote = text[at];
            }
        }
        return ("", false, -1);
    }

    private static int EndOf(string text, string name, int from)
    {
        var close = text.IndexOf("</" + name, from, StringComparison.OrdinalIgnoreCase);
        var end = close < 0 ? -1 : text.IndexOf('>', close);
        return end < 0 ? -1 : end + 1;
    }

    [GeneratedRegex(@"\n[ \t\u00A0]*\n\s*")]
    private static partial Regex BlankLine();

    // One that stands alone.
    [GeneratedRegex(@"^<(iframe|audio|video)\b[^<>]*></\1>$")]
    private static partial Regex Player();

    [GeneratedRegex(@"^https?://[^\s<>""']+$")]
    private static partial Regex Address();
}
