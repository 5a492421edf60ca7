using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using Broadside.Kit;
using Broadside.Media;

namespace Broadside.Site;

/// <summary>
/// The last look at a page before it is kept. Links to the own site become relative to the page, so that it works from any
/// mirror or folder; forms go to the outlet's absolute address; and a link to a host that no signed content of this page
/// names is taken out: it cannot have been written by the newsroom. In a preview the files of the media library are led to
/// where those who may see the draft get them.
/// </summary>
public sealed class LinkPass(string path, string ownAddress, IReadOnlySet<string> hosts, string? media = null)
{
    private static readonly SearchValues<char> Space = SearchValues.Create(" \t\r\n\f");
    private static readonly SearchValues<char> NameEnd = SearchValues.Create(" \t\r\n\f/>");
    private static readonly SearchValues<char> AttributeEnd = SearchValues.Create(" \t\r\n\f/>=");
    private static readonly SearchValues<char> BareEnd = SearchValues.Create(" \t\r\n\f>");

    // What stands in these is text to a browser, whatever it looks like.
    private static readonly Names TextTags = new("script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp");
    private static readonly Names OtherTags = new("link", "meta", "base");
    private static readonly Names Attributes = new("href", "src", "poster", "cite", "data", "background", "longdesc", "manifest", "xlink:href", "action", "formaction", "srcset", "imagesrcset", "srcdoc", "ping", "style", "content");

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
            : open + 1 < html.Length && html[open + 1] is '!' or '/' or '?' ? Math.Min(SkipUntil(html, open, '>') + 1, html.Length) : open + 1;
        output.Append(html, open, end - open);
        return end;
    }

    private int Tag(string html, int open, StringBuilder output)
    {
        var at = SkipUntil(html, open + 1, NameEnd);
        var name = html.AsSpan((open + 1)..at);
        var text = TextTags.Find(name);
        var tag = text ?? OtherTags.Find(name) ?? "";
        var whole = html.AsSpan(at, SkipUntil(html, at, '>') - at);
        var absolute = tag == "link" && IsAbsoluteLink(whole);
        var isRefresh = tag == "meta" && whole.Contains("refresh", StringComparison.OrdinalIgnoreCase);
        output.Append(html, open, at - open);
        while (at < html.Length && html[at] != '>')
        {
            at = Attribute(html, at, isRefresh ? "refresh" : tag, absolute, output);
        }
        if (text is null)
        {
            return at;
        }
        var close = at;
        while ((close = html.IndexOf("</" + text, close, StringComparison.OrdinalIgnoreCase)) >= 0 && SkipUntil(html, close + 2, NameEnd) != close + 2 + text.Length)
        {
            close += 2;
        }
        close = close < 0 ? html.Length : close;
        output.Append(html, at, close - at);
        return close;
    }

    // canonical and hreflang name the page itself, by its absolute address
    private static bool IsAbsoluteLink(ReadOnlySpan<char> attributes) =>
        attributes.Contains("rel=\"canonical\"", StringComparison.Ordinal) || attributes.Contains("hreflang=", StringComparison.Ordinal);

    // One attribute, or the space or slash before it.
    private int Attribute(string html, int at, string tag, bool absolute, StringBuilder output)
    {
        if (html[at] is ' ' or '\t' or '\r' or '\n' or '\f' or '/')
        {
            output.Append(html[at]);
            return at + 1;
        }
        var nameEnd = SkipUntil(html, at + 1, AttributeEnd);
        var name = Attributes.Find(html.AsSpan(at..nameEnd));
        output.Append(html, at, nameEnd - at);
        var equals = SkipSpace(html, nameEnd);
        if (equals >= html.Length || html[equals] != '=')
        {
            return nameEnd;
        }
        var start = SkipSpace(html, equals + 1);
        var quote = start < html.Length && html[start] is '"' or '\'' ? html[start] : ' ';
        start = quote == ' ' ? start : start + 1;
        var end = quote == ' ' ? SkipUntil(html, start, BareEnd) : SkipUntil(html, start, quote);
        var mark = quote == ' ' ? '"' : quote;
        output.Append('=').Append(mark);
        if (name is null && quote != ' ')
        {
            output.Append(html, start, end - start).Append(mark);
            return Math.Min(end + 1, html.Length);
        }
        var value = name is null ? html[start..end] : Value(name, tag, absolute, html[start..end]);
        output.Append(quote == ' ' ? value.Replace("\"", "&quot;", StringComparison.Ordinal) : value).Append(mark);
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
        var space = SkipUntil(candidate, 0, Space);
        return Address(candidate[..space], absolute: false) + candidate[space..];
    }

    private string Address(string value, bool absolute)
    {
        if (media is not null && value.StartsWith(MediaAddress.Root, StringComparison.Ordinal))
        {
            value = media + value[MediaAddress.Root.Length..];
        }
        if (addresses.Of(value, absolute) is { } good)
        {
            return good;
        }
        Refused.Add(value);
        return "#";
    }

    private static int SkipUntil(string html, int at, SearchValues<char> any) =>
        at < html.Length && html.AsSpan(at).IndexOfAny(any) is >= 0 and var found ? at + found : html.Length;

    private static int SkipUntil(string html, int at, char end) =>
        at < html.Length && html.IndexOf(end, at) is >= 0 and var found ? found : html.Length;

    private static int SkipSpace(string html, int at) =>
        at < html.Length && html.AsSpan(at).IndexOfAnyExcept(Space) is >= 0 and var found ? at + found : html.Length;

    private static int After(string html, int at, params string[] ends) =>
        ends.Select(e => html.IndexOf(e, at, StringComparison.Ordinal) is >= 0 and var found ? found + e.Length : html.Length).Min();

    /// <summary>Finds a name among a few, in any letter case, without making a text of it.</summary>
    private sealed class Names(params string[] all)
    {
        private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> known = all.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

        public string? Find(ReadOnlySpan<char> name) => known.TryGetValue(name, out var found) ? found : null;
    }
}
