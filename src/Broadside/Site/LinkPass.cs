using System.Text;
using Broadside.Kit;

namespace Broadside.Site;

/// <summary>
/// The last look at a page before it is kept. Links to the own site become relative to the page, so that it works from any
/// mirror or folder; forms go to the outlet's absolute address; and a link to a host that no signed content of this page
/// names is taken out: it cannot have been written by the newsroom.
/// </summary>
public sealed class LinkPass(string path, string ownAddress, IReadOnlySet<string> hosts)
{
    private readonly SafeAddress addresses = new(path, ownAddress, hosts);

    /// <summary>Links that were taken out.</summary>
    public List<string> Refused { get; } = [];

    public string Run(string html)
    {
        var output = new StringBuilder(html.Length + 512);
        var at = 0;
        while (at < html.Length && html.IndexOf('<', at) is >= 0 and var open)
        {
            output.Append(html, at, open - at);
            at = open + 1 < html.Length && char.IsAsciiLetter(html[open + 1]) ? Tag(html, open, output) : Other(html, open, output);
        }
        return output.Append(html, at, html.Length - at).ToString();
    }

    // Comments, end tags, declarations, and a "<" that is none of them.
    private static int Other(string html, int open, StringBuilder output)
    {
        var end = string.CompareOrdinal(html, open, "<!--", 0, 4) == 0
            ? After(html, open + 2, "-->", "--!>")
            : open + 1 < html.Length && html[open + 1] is '!' or '/' or '?' ? After(html, open, ">") : open + 1;
        output.Append(html, open, end - open);
        return end;
    }

    private int Tag(string html, int open, StringBuilder output)
    {
        var at = SkipUntil(html, open + 1, " \t\r\n\f/>");
        var tag = html[(open + 1)..at].ToLowerInvariant();
        var whole = html.AsSpan(at, SkipUntil(html, at, ">") - at);
        var absolute = IsAbsoluteLink(tag, whole);
        var isRefresh = tag == "meta" && whole.Contains("refresh", StringComparison.OrdinalIgnoreCase);
        output.Append(html, open, at - open);
        while (at < html.Length && html[at] != '>')
        {
            at = Attribute(html, at, isRefresh ? "refresh" : tag, absolute, output);
        }
        // What stands in these is text to a browser, whatever it looks like.
        if (tag is "script" or "style" or "textarea" or "title" or "iframe" or "noembed" or "noframes" or "xmp")
        {
            var close = at;
            while ((close = html.IndexOf("</" + tag, close, StringComparison.OrdinalIgnoreCase)) >= 0 && SkipUntil(html, close + 2, " \t\r\n\f/>") != close + 2 + tag.Length)
            {
                close += 2;
            }
            close = close < 0 ? html.Length : close;
            output.Append(html, at, close - at);
            return close;
        }
        return at;
    }

    // canonical and hreflang name the page itself, by its absolute address
    private static bool IsAbsoluteLink(string tag, ReadOnlySpan<char> attributes) =>
        tag == "link" && (attributes.Contains("rel=\"canonical\"", StringComparison.Ordinal) || attributes.Contains("hreflang=", StringComparison.Ordinal));

    // One attribute, or the space or slash before it.
    private int Attribute(string html, int at, string tag, bool absolute, StringBuilder output)
    {
        if (html[at] is ' ' or '\t' or '\r' or '\n' or '\f' or '/')
        {
            output.Append(html[at]);
            return at + 1;
        }
        var nameEnd = SkipUntil(html, at + 1, " \t\r\n\f/>=");
        var name = html[at..nameEnd].ToLowerInvariant();
        output.Append(html, at, nameEnd - at);
        var equals = SkipSpace(html, nameEnd);
        if (equals >= html.Length || html[equals] != '=')
        {
            return nameEnd;
        }
        var start = SkipSpace(html, equals + 1);
        var quote = start < html.Length && html[start] is '"' or '\'' ? html[start] : ' ';
        start = quote == ' ' ? start : start + 1;
        var end = SkipUntil(html, start, quote == ' ' ? " \t\r\n\f>" : quote.ToString());
        var value = Value(name, tag, absolute, html[start..end]);
        var mark = quote == ' ' ? '"' : quote;
        output.Append('=').Append(mark).Append(quote == ' ' ? value.Replace("\"", "&quot;", StringComparison.Ordinal) : value).Append(mark);
        return quote == ' ' ? end : Math.Min(end + 1, html.Length);
    }

    private string Value(string name, string tag, bool absolute, string value) => (tag, name) switch
    {
        _ when !Defence.IsOn("link-pass") => value,
        ("base", "href") or ("refresh", "content") or (_, "srcdoc" or "ping") => "",
        (_, "style") => value.AsSpan().IndexOfAny('(', '\\', '@') < 0 ? value : "",
        (_, "href" or "src" or "poster" or "cite" or "data" or "background" or "longdesc" or "manifest" or "xlink:href") => Address(value, absolute),
        (_, "action" or "formaction") => Address(value, absolute: true),
        (_, "srcset" or "imagesrcset") => string.Join(", ", value.Split(',').Select(part => part.Trim()).Where(p => p.Length > 0).Select(Candidate)),
        _ => value,
    };

    private string Candidate(string candidate)
    {
        var space = SkipUntil(candidate, 0, " \t\r\n\f");
        return Address(candidate[..space], absolute: false) + candidate[space..];
    }

    private string Address(string value, bool absolute)
    {
        if (addresses.Of(value, absolute) is { } good)
        {
            return good;
        }
        Refused.Add(value);
        return "#";
    }

    private static int SkipUntil(string html, int at, string any) =>
        at < html.Length && html.AsSpan(at).IndexOfAny(any) is >= 0 and var found ? at + found : html.Length;

    private static int SkipSpace(string html, int at) =>
        at < html.Length && html.AsSpan(at).IndexOfAnyExcept(" \t\r\n\f") is >= 0 and var found ? at + found : html.Length;

    private static int After(string html, int at, params string[] ends) =>
        ends.Select(e => html.IndexOf(e, at, StringComparison.Ordinal) is >= 0 and var found ? found + e.Length : html.Length).Min();
}
