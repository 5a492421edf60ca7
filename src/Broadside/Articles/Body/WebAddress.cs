using System.Text;
using Broadside.Kit;

namespace Broadside.Articles.Body;

/// <summary>
/// The only addresses that a body holds: http, https, mailto, or a path from the root. Everything else is refused by
/// construction: a clean address is put together anew, never passed through.
/// </summary>
public static class WebAddress
{
    // Longer ones are nobody's link; browsers cut at about this length too.
    private const int Longest = 4096;
    private static readonly HashSet<string> None = [];

    /// <summary>The address made clean, or null when it is none that may stand here. Own hosts lose scheme and host.</summary>
    public static string? Clean(string? raw, Uri? baseUrl = null, IReadOnlySet<string>? ownHosts = null)
    {
        if (string.IsNullOrEmpty(raw) || raw.Length > Longest)
        {
            return null;
        }
        var text = Plain(raw);
        if (text.Length == 0 || text[0] == '#')
        {
            return null;
        }
        var own = ownHosts ?? None;
        var scheme = SchemeOf(text);
        var clean = scheme switch
        {
            "http" or "https" => FromUri(text, own),
            "mailto" => Mail(text["mailto:".Length..]),
            "" when text.StartsWith("//", StringComparison.Ordinal) => FromUri((baseUrl?.Scheme ?? "https") + ":" + text, own),
            "" when text.StartsWith("www.", StringComparison.OrdinalIgnoreCase) => FromUri("https://" + text, own),
            "" when baseUrl is null => FromUri("http://root/" + text.TrimStart('/'), Root),
            "" => Uri.TryCreate(baseUrl, text, out var joined) ? FromUri(joined, own) : null,
            _ => Defence.IsOn("address-list") ? null : text,
        };
        // Percent signs may have made it longer than it came.
        return clean is { Length: > Longest } ? null : clean;
    }

    /// <summary>The host of a clean address, in lower case and ASCII, without "www."; null for mail and own paths.</summary>
    public static string? HostOf(string? address)
    {
        if (address is null || !address.StartsWith("http", StringComparison.Ordinal) || !Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            return null;
        }
        var host = Ascii(uri);
        return host is not null && host.StartsWith("www.", StringComparison.Ordinal) && host.Length > 8 ? host[4..] : host;
    }

    private static readonly HashSet<string> Root = ["root"];

    private static string? FromUri(string text, IReadOnlySet<string> own) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) ? FromUri(uri, own) : null;

    private static string? FromUri(Uri uri, IReadOnlySet<string> own)
    {
        if (uri.Scheme is not ("http" or "https") || Ascii(uri) is not { Length: > 0 } host)
        {
            return null;
        }
        // A path that starts with two slashes would be read as a host when it stands alone.
        var path = "/" + uri.GetComponents(UriComponents.PathAndQuery, UriFormat.UriEscaped).TrimStart('/');
        var tail = uri.GetComponents(UriComponents.Fragment, UriFormat.UriEscaped) is { Length: > 0 } fragment ? path + "#" + fragment : path;
        return own.Contains(host) ? tail : $"{uri.Scheme}://{host}{(uri.IsDefaultPort ? "" : ":" + uri.Port)}{tail}";
    }

    private static string? Ascii(Uri uri)
    {
        try
        {
            var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost.ToLowerInvariant();
            // Letters that nobody sees fall out of a name, and what is left may be none: "w..".
            return Uri.CheckHostName(host) == UriHostNameType.Unknown ? null : host;
        }
        catch (Exception e) when (e is UriFormatException or ArgumentException)
        {
            return null;
        }
    }

    // Only the person's address is kept: subject, copies and body would be put into the reader's mail unseen.
    private static string? Mail(string rest)
    {
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var person = Uri.UnescapeDataString(question < 0 ? rest : rest[..question]).Trim();
        var at = person.IndexOf('@', StringComparison.Ordinal);
        var sound = at > 0 && at < person.Length - 1 && person.All(c => c > ' ' && c is not ('<' or '>' or '"' or ',' or ';' or '%' or '?' or '#' or '\x7f') && !char.IsSurrogate(c) && !char.IsControl(c) && !char.IsWhiteSpace(c));
        return sound ? "mailto:" + person : null;
    }

    private static string SchemeOf(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == ':')
            {
                return i == 0 ? "?" : text[..i].ToLowerInvariant();
            }
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return "";
            }
        }
        return "";
    }

    // As browsers do: no control characters, no space around, a backslash before the query is a slash.
    private static string Plain(string raw)
    {
        var plain = new StringBuilder(raw.Length);
        var query = false;
        foreach (var c in raw.AsSpan().Trim())
        {
            query |= c is '?' or '#';
            if (c >= ' ' && c != '\x7f')
            {
                plain.Append(c == '\\' && !query ? '/' : c);
            }
        }
        return plain.ToString().Trim();
    }
}
