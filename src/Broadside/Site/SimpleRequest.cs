using System.Buffers;
using System.Text;

namespace Broadside.Site;

/// <summary>
/// A GET request of the plain kind that makes up nearly all of a news site's traffic, read straight from the wire. Anything
/// out of the ordinary (other methods, a query, a body, ranges, odd spelling) is not simple and is left to the full HTTP server.
/// </summary>
public readonly ref struct SimpleRequest
{
    // Both within what the full server takes: it, not we, refuses what is too long.
    private const int LongestHead = 8000;
    private const int MostHeaders = 90;

    public ReadOnlySpan<byte> Path { get; private init; }

    public ReadOnlySpan<byte> IfNoneMatch { get; private init; }

    public ReadOnlySpan<byte> Host { get; private init; }

    public ReadOnlySpan<byte> Referer { get; private init; }

    public ReadOnlySpan<byte> Language { get; private init; }

    public ReadOnlySpan<byte> Agent { get; private init; }

    public bool TakesBrotli { get; private init; }

    public bool TakesGzip { get; private init; }

    /// <summary>Bytes of the whole request, its empty line included.</summary>
    public int Length { get; private init; }

    /// <summary>Reads one request off the start of what has arrived.</summary>
    public static Reading Read(ReadOnlySpan<byte> arrived, out SimpleRequest request)
    {
        request = default;
        var end = arrived.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return arrived.Length > LongestHead || !StartsLikeGet(arrived) || HasBareLineFeed(arrived) ? Reading.NotSimple : Reading.Incomplete;
        }
        if (end > LongestHead)
        {
            return Reading.NotSimple;
        }
        var head = arrived[..(end + 2)];
        var lineEnd = head.IndexOf("\r\n"u8);
        var line = head[..lineEnd];
        if (!line.StartsWith("GET /"u8) || !line.EndsWith(" HTTP/1.1"u8))
        {
            return Reading.NotSimple;
        }
        var path = line[4..^9];
        return IsPlainPath(path) && ReadHeaders(head[(lineEnd + 2)..], path, end + 4, out request) ? Reading.Simple : Reading.NotSimple;
    }

    private static bool StartsLikeGet(ReadOnlySpan<byte> arrived) =>
        arrived.Length >= 5 ? arrived.StartsWith("GET /"u8) : "GET /"u8.StartsWith(arrived);

    // Some servers take a line feed alone as the end of a line: no waiting then for the pair that will never come.
    private static bool HasBareLineFeed(ReadOnlySpan<byte> arrived)
    {
        while (arrived.IndexOf((byte)'\n') is >= 0 and var at)
        {
            if (at == 0 || arrived[at - 1] != '\r')
            {
                return true;
            }
            arrived = arrived[(at + 1)..];
        }
        return false;
    }

    private static bool IsPlainPath(ReadOnlySpan<byte> path) => path.IndexOfAnyExcept(PathBytes) < 0 && path.IndexOf("/."u8) < 0;

    private static bool ReadHeaders(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> path, int length, out SimpleRequest request)
    {
        request = default;
        ReadOnlySpan<byte> match = default, referer = default, language = default, agent = default, encodings = default, host = default;
        for (var count = 0; !headers.IsEmpty; count++)
        {
            var end = headers.IndexOf("\r\n"u8);
            var line = headers[..end];
            headers = headers[(end + 2)..];
            var colon = line.IndexOf((byte)':');
            if (colon <= 0 || count >= MostHeaders || line[..colon].IndexOfAnyExcept(NameBytes) >= 0 || line[colon..].IndexOfAnyExcept(ValueBytes) >= 0)
            {
                return false;
            }
            var value = line[(colon + 1)..].Trim(" \t"u8);
            var isSimple = Known(line[..colon]) switch
            {
                Header.Host => Once(value, ref host) && IsPlainHost(value),
                Header.AcceptEncoding => Once(value, ref encodings) && value.IndexOf((byte)';') < 0,
                Header.IfNoneMatch => Once(value, ref match),
                Header.Referer => Once(value, ref referer),
                Header.AcceptLanguage => Once(value, ref language),
                Header.UserAgent => Once(value, ref agent),
                Header.Connection => Ascii.EqualsIgnoreCase(value, "keep-alive"u8),
                Header.Special => false,
                _ => true,
            };
            if (!isSimple)
            {
                return false;
            }
        }
        request = new SimpleRequest { Path = path, Host = host, IfNoneMatch = match, Referer = referer, Language = language, Agent = agent, TakesBrotli = Names(encodings, "br"u8), TakesGzip = Names(encodings, "gzip"u8), Length = length };
        return !host.IsEmpty;
    }

    // Said twice (or said empty and said again) is for the full server to make sense of.
    private static bool Once(ReadOnlySpan<byte> value, ref ReadOnlySpan<byte> kept)
    {
        var isFirst = kept.IsEmpty;
        kept = value;
        return isFirst;
    }

    private static bool IsPlainHost(ReadOnlySpan<byte> host)
    {
        var colon = host.IndexOf((byte)':');
        var name = colon < 0 ? host : host[..colon];
        var port = colon < 0 ? "0"u8 : host[(colon + 1)..];
        return name.IndexOfAnyExcept(HostBytes) < 0 && port.Length is > 0 and <= 5 && port.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }

    private static bool Names(ReadOnlySpan<byte> list, ReadOnlySpan<byte> coding)
    {
        foreach (var range in list.Split((byte)','))
        {
            if (Ascii.EqualsIgnoreCase(list[range].Trim(" \t"u8), coding))
            {
                return true;
            }
        }
        return false;
    }

    private static Header Known(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 when Ascii.EqualsIgnoreCase(name, "Host"u8) => Header.Host,
        5 when Ascii.EqualsIgnoreCase(name, "Range"u8) => Header.Special,
        6 when Ascii.EqualsIgnoreCase(name, "Expect"u8) => Header.Special,
        7 when Ascii.EqualsIgnoreCase(name, "Referer"u8) => Header.Referer,
        7 when Ascii.EqualsIgnoreCase(name, "Upgrade"u8) => Header.Special,
        8 when Ascii.EqualsIgnoreCase(name, "If-Match"u8) || Ascii.EqualsIgnoreCase(name, "If-Range"u8) => Header.Special,
        10 when Ascii.EqualsIgnoreCase(name, "Connection"u8) => Header.Connection,
        10 when Ascii.EqualsIgnoreCase(name, "User-Agent"u8) => Header.UserAgent,
        13 when Ascii.EqualsIgnoreCase(name, "If-None-Match"u8) => Header.IfNoneMatch,
        14 when Ascii.EqualsIgnoreCase(name, "Content-Length"u8) => Header.Special,
        15 when Ascii.EqualsIgnoreCase(name, "Accept-Encoding"u8) => Header.AcceptEncoding,
        15 when Ascii.EqualsIgnoreCase(name, "Accept-Language"u8) => Header.AcceptLanguage,
        17 when Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8) => Header.Special,
        19 when Ascii.EqualsIgnoreCase(name, "If-Unmodified-Since"u8) => Header.Special,
        _ => Header.Other,
    };

    private static readonly SearchValues<byte> PathBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/"u8);

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"u8);

    private static readonly SearchValues<byte> HostBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-."u8);

    private static readonly SearchValues<byte> ValueBytes = SearchValues.Create([(byte)'\t', .. Enumerable.Range(0x20, 0x5F).Select(i => (byte)i)]);

    public enum Reading
    {
        Simple,
        Incomplete,
        NotSimple,
    }

    private enum Header
    {
        Other,
        Host,
        AcceptEncoding,
        AcceptLanguage,
        UserAgent,
        IfNoneMatch,
        Referer,
        Connection,
        Special,
    }
}
