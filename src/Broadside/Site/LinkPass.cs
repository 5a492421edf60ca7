using System.Text;

namespace Broadside.Site;

/// <summary>
/// The last look at a page before it is kept. Links to the own site become relative to the page, so that it works from any
/// mirror or folder; forms go to the outlet's absolute address; and a link to a host that no signed content of this page
/// names is taken out: it cannot have been written by the newsroom.
/// </summary>
public sealed class LinkPass(string path, string ownAddress, IReadOnlySet<string> hosts)
{
    private readonly string up = Up(path);
    private readonly string ownHost = new Uri(ownAddress).IdnHost;

    /// <summary>Links that were taken out.</summary>
    public List<string> Refused { get; } = [];

    public string Run(string html)
    {
        var output = new StringBuilder(html.Length + 512);
        var at = 0;
        while (at < html.Length)
        {
            var open = html.IndexOf('<', at);
            if (open < 0 || open + 1 >= html.Length)
            {
                break;
            }
            output.Append(html, at, open - at);
            at = html[open + 1] is '!' or '/' || !char.IsAsciiLetter(html[open + 1]) ? Copy(html, open, output) : Tag(html, open, output);
        }
        return output.Append(html, at, html.Length - at).ToString();
    }

    private static int Copy(string html, int open, StringBuilder output)
    {
        var comment = string.CompareOrdinal(html, open, "<!--", 0, 4) == 0;
        var end = comment ? html.IndexOf("-->", open, StringComparison.Ordinal) + 3 : html.IndexOf('>', open) + 1;
        end = end < open + 1 ? html.Length : end;
        output.Append(html, open, end - open);
        return end;
    }

    // Attributes are quoted in everything that Broadside writes; a theme that does otherwise fails `theme check`.
    private int Tag(string html, int open, StringBuilder output)
    {
        var nameEnd = open + 1;
        while (nameEnd < html.Length && (char.IsAsciiLetterOrDigit(html[nameEnd]) || html[nameEnd] == '-'))
        {
            nameEnd++;
        }
        var tag = html.AsSpan(open + 1, nameEnd - open - 1);
        var meansPage = tag is "link" or "meta";
        output.Append(html, open, nameEnd - open);
        var at = nameEnd;
        var absolute = meansPage && IsAbsoluteLink(html, nameEnd);
        while (at < html.Length && html[at] != '>')
        {
            at = Attribute(html, at, tag, absolute, output);
        }
        if (tag is "script" && html.IndexOf("</script>", at, StringComparison.OrdinalIgnoreCase) is > 0 and var close)
        {
            output.Append(html, at, close - at);
            return close;
        }
        return at;
    }

    // canonical and hreflang name the page itself, by its absolute address
    private static bool IsAbsoluteLink(string html, int at)
    {
        var end = html.IndexOf('>', at);
        var tag = html.AsSpan(at, (end < 0 ? html.Length : end) - at);
        return tag.Contains("rel=\"canonical\"", StringComparison.Ordinal) || tag.Contains("hreflang=", StringComparison.Ordinal);
    }

    private int Attribute(string html, int at, ReadOnlySpan<char> tag, bool absolute, StringBuilder output)
    {
        var equals = at;
        while (equals < html.Length && html[equals] is not ('=' or '>'))
        {
            equals++;
        }
        if (equals >= html.Length || html[equals] == '>' || equals + 1 >= html.Length || html[equals + 1] is not ('"' or '\''))
        {
            var plain = Math.Min(equals + (equals < html.Length && html[equals] == '=' ? 1 : 0), html.Length);
            output.Append(html, at, plain - at);
            return plain;
        }
        var end = html.IndexOf(html[equals + 1], equals + 2);
        end = end < 0 ? html.Length : end;
        var name = html.AsSpan(at, equals - at).Trim();
        name = name[(name.LastIndexOfAny(" \t\r\n") + 1)..];
        output.Append(html, at, equals + 2 - at);
        output.Append(Value(name, tag, absolute, html[(equals + 2)..end]));
        return end;
    }

    private string Value(ReadOnlySpan<char> name, ReadOnlySpan<char> tag, bool absolute, string value) => name switch
    {
        "href" or "src" or "poster" or "cite" or "data" => Address(value, absolute),
        "action" or "formaction" => value.StartsWith('/') ? ownAddress + value : Address(value, absolute: true),
        "srcset" or "imagesrcset" => string.Join(", ", value.Split(',').Select(part => part.Trim()).Where(p => p.Length > 0).Select(Candidate)),
        _ => value,
    };

    private string Candidate(string candidate)
    {
        var space = candidate.IndexOf(' ');
        return space < 0 ? Address(candidate, absolute: false) : Address(candidate[..space], absolute: false) + candidate[space..];
    }

    private string Address(string value, bool absolute)
    {
        if (value.StartsWith('/') && !value.StartsWith("//", StringComparison.Ordinal))
        {
            return absolute ? ownAddress + value : value.Length == 1 ? (up.Length == 0 ? "./" : up) : up + value[1..];
        }
        if (value.Length == 0 || value[0] is '#' or '?' or '.' || value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
        {
            return value;
        }
        if (Uri.TryCreate(value.Replace("&amp;", "&", StringComparison.Ordinal), UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && (hosts.Contains(uri.IdnHost) || uri.IdnHost == ownHost))
        {
            return value;
        }
        Refused.Add(value);
        return "#";
    }

    private static string Up(string path) => string.Concat(Enumerable.Repeat("../", path.Count(c => c == '/') - 1));
}
