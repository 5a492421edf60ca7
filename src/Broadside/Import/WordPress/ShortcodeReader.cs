using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Broadside.Import.WordPress;

/// <summary>Finds shortcodes in a text and puts what <paramref name="render"/> makes of each in its place; a null answer leaves it as text.</summary>
internal sealed partial class ShortcodeReader(Func<Shortcode, string?> render)
{
    private const int Deepest = 40;
    private const int LongestName = 60;
    private const int LongestAttributes = 8000;

    public string Replace(string text) => Replace(text, 0);

    private string Replace(string text, int depth)
    {
        if (depth > Deepest || !text.Contains('[', StringComparison.Ordinal))
        {
            return text;
        }
        var made = new StringBuilder(text.Length);
        var ends = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var at = 0;
        while (at < text.Length && text.IndexOf('[', at) is >= 0 and var open)
        {
            made.Append(text, at, open - at);
            at = open;
            if (TagAt(text, open) is not { } tag)
            {
                made.Append('[');
                at++;
                continue;
            }
            // [[name]] is how one writes about a shortcode.
            if (open + tag.Length < text.Length && text[open + tag.Length] == ']' && made.Length > 0 && made[^1] == '[')
            {
                made.Length--;
                made.Append(text, open, tag.Length);
                at = open + tag.Length + 1;
                continue;
            }
            at = One(text, tag, made, ends, depth);
        }
        return made.Append(text, at, text.Length - at).ToString();
    }

    private int One(string text, Tag tag, StringBuilder made, Dictionary<string, int> noEndAfter, int depth)
    {
        var name = tag.Name;
        var behind = tag.At + tag.Length;
        string? inner = null;
        var end = behind;
        if (!tag.IsClosed && !(noEndAfter.TryGetValue(name, out var from) && behind >= from))
        {
            var close = EndOf(text, name, behind);
            if (close >= 0)
            {
                inner = text[behind..close];
                end = close + name.Length + 3;
            }
            else
            {
                noEndAfter[name] = behind;
            }
        }
        var code = new Shortcode(name.ToLowerInvariant(), Attributes(tag.Given), inner);
        if (render(code) is not { } rendered)
        {
            made.Append(text, tag.At, tag.Length);
            return behind;
        }
        made.Append(IsVerbatim(code.Name) ? rendered : Replace(rendered, depth + 1));
        return end;
    }

    /// <summary>Shortcodes whose inner text is code, in which nothing is a shortcode.</summary>
    public static bool IsVerbatim(string name) => name is "code" or "sourcecode" or "source" or "highlight" or "vc_raw_html" or "vc_raw_js" or "et_pb_code";

    // Shortcodes of one name may stand inside each other (vc_row_inner has another name, but et_pb and columns do nest).
    private static int EndOf(string text, string name, int from)
    {
        var open = 1;
        for (var at = from; at < text.Length;)
        {
            var next = text.IndexOf('[', at);
            if (next < 0)
            {
                return -1;
            }
            if (Is(text, next + 1, "/" + name + "]"))
            {
                if (--open == 0)
                {
                    return next;
                }
            }
            else if (Is(text, next + 1, name) && next + 1 + name.Length < text.Length && text[next + 1 + name.Length] is ']' or ' ' && !IsVerbatim(name.ToLowerInvariant()) && !IsSelfClosed(text, next))
            {
                open++;
            }
            at = next + 1;
        }
        return -1;
    }

    // [name given] or [name given /]; quoted values may hold brackets. Null where the bracket opens no shortcode.
    private static Tag? TagAt(string text, int open)
    {
        var at = open + 1;
        while (at < text.Length && at - open <= LongestName && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '-'))
        {
            at++;
        }
        if (at - open < 3 || at >= text.Length || !char.IsAsciiLetter(text[open + 1]) || text[at] is not (']' or '/' or '=') && !char.IsWhiteSpace(text[at]))
        {
            return null;
        }
        var name = text[(open + 1)..at];
        var from = at;
        for (var quote = '\0'; at < text.Length && at - from <= LongestAttributes; at++)
        {
            var letter = text[at];
            if (quote != '\0')
            {
                quote = letter == quote ? '\0' : quote;
            }
            else if (letter == ']')
            {
                var isClosed = text[at - 1] == '/';
                return new Tag(open, at + 1 - open, name, text[from..(isClosed ? at - 1 : at)], isClosed);
            }
            else if (letter == '[')
            {
                return null;
            }
            else if (letter is '"' || (letter is '\'' && text[at - 1] == '='))
            {
                quote = letter;
            }
        }
        return null;
    }

    private static bool IsSelfClosed(string text, int open) => text.IndexOf(']', open) is > 0 and var close && text[close - 1] == '/';

    private static bool Is(string text, int at, string word) =>
        at + word.Length <= text.Length && string.Compare(text, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0;

    private static Dictionary<string, string> Attributes(string given)
    {
        var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var position = 0;
        // Editors turn quotes into entities and curly ones.
        var text = WebUtility.HtmlDecode(given).Replace('“', '"').Replace('”', '"').Replace('″', '"').Replace('’', '\'');
        foreach (Match match in Attribute().Matches(text))
        {
            var value = match.Groups["value"].Value is { Length: > 0 } quoted ? quoted : match.Groups["bare"].Value;
            var key = match.Groups["key"].Length > 0 ? match.Groups["key"].Value : (position++).ToString();
            attributes.TryAdd(key, value);
        }
        return attributes;
    }

    [GeneratedRegex("""(?:(?<key>[A-Za-z0-9_:-]+)\s*=\s*)?(?:"(?<value>[^"]*)"|'(?<value>[^']*)'|=?(?<bare>[^\s"'=]+))""")]
    private static partial Regex Attribute();

    private sealed record Tag(int At, int Length, string Name, string Given, bool IsClosed);
}
