using System.Text;

namespace Broadside.Site;

/// <summary>
/// A GET request of the plain kind that makes up nearly all of a news site's traffic, read straight from the wire. Anything
/// out of the ordinary (other methods, a query, a body, ranges, odd spelling) is not simple and is left to the full HTTP server.
/// </summary>
public readonly ref struct SimpleRequest
{
    private const int LongestHead = 8192;

    public ReadOnlySpan<byte> Path { get; private init; }

    public ReadOnlySpan<byte> IfNoneMatch { get; private init; }

    public ReadOnlySpan<byte> Referer { get; private init; }

    public ReadOnlySpan<byte> Language { get; private init; }

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
            return arrived.Length > LongestHead || !StartsLikeGet(arrived) ? Reading.NotSimple : Reading.Incomplete;
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

    private static bool IsPlainPath(ReadOnlySpan<byte> path) => path.IndexOfAnyExcept(PathBytes) < 0 && path.IndexOf("/."u8) < 0;

    private static bool ReadHeaders(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> path, int length, out SimpleRequest request)
    {
        request = default;
        ReadOnlySpan<byte> match = default, referer = default, language = default;
        var (hosts, brotli, gzip) = (0, false, false);
        while (!headers.IsEmpty)
        {
            var end = headers.IndexOf("\r\n"u8);
            var line = headers[..end];
            headers = headers[(end + 2)..];
            var colon = line.IndexOf((byte)':');
            if (colon <= 0 || line[..colon].IndexOfAnyExcept(NameBytes) >= 0 || line[colon..].IndexOfAny((byte)'\r', (byte)'\n', (byte)0) >= 0)
            {
                return false;
            }
            var value = line[(colon + 1)..].Trim((byte)' ');
            switch (Known(line[..colon]))
            {
                case Header.Host:
                    hosts++;
                    break;
                case Header.AcceptEncoding when value.IndexOf("q="u8) >= 0:
                    return false;
                case Header.AcceptEncoding:
                    (brotli, gzip) = (Names(value, "br"u8), Names(value, "gzip"u8));
                    break;
                case Header.IfNoneMatch:
                    match = value;
                    break;
                case Header.Referer:
                    referer = value;
                    break;
                case Header.AcceptLanguage:
                    language = value;
                    break;
                case Header.Connection when !Ascii.EqualsIgnoreCase(value, "keep-alive"u8):
                case Header.Special:
                    return false;
                default:
                    break;
            }
        }
        request = new SimpleRequest { Path = path, IfNoneMatch = match, Referer = referer, Language = language, TakesBrotli = brotli, TakesGzip = gzip, Length = length };
        return hosts == 1;
    }

    private static bool Names(ReadOnlySpan<byte> list, ReadOnlySpan<byte> coding)
    {
        foreach (var range in list.Split((byte)','))
        {
            if (Ascii.EqualsIgnoreCase(list[range].Trim((byte)' '), coding))
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
        13 when Ascii.EqualsIgnoreCase(name, "If-None-Match"u8) => Header.IfNoneMatch,
        14 when Ascii.EqualsIgnoreCase(name, "Content-Length"u8) => Header.Special,
        15 when Ascii.EqualsIgnoreCase(name, "Accept-Encoding"u8) => Header.AcceptEncoding,
        15 when Ascii.EqualsIgnoreCase(name, "Accept-Language"u8) => Header.AcceptLanguage,
        17 when Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8) => Header.Special,
        19 when Ascii.EqualsIgnoreCase(name, "If-Unmodified-Since"u8) => Header.Special,
        _ => Header.Other,
    };

    private static readonly System.Buffers.SearchValues<byte> PathBytes =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/"u8);

    private static readonly System.Buffers.SearchValues<byte> NameBytes =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"u8);

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
        IfNoneMatch,
        Referer,
        Connection,
        Special,
    }
}
