using System.Buffers;
using System.Text;

namespace Broadside.Mirror.Verifying;

/// <summary>Finds the hosts that a text names, fast enough for every page of a site, and which of them a page would load something from or send something to.</summary>
internal static class HostScan
{
    private const int LongestTag = 4096;
    private const int LongestHost = 255;

    private static readonly SearchValues<byte> HostBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"u8);
    private static readonly SearchValues<byte> NameEnd = SearchValues.Create(" \t\n\r\f/"u8);
    private static readonly string[] Loading = ["script", "img", "iframe", "frame", "object", "embed", "video", "audio", "source", "track", "form", "base"];
    private static readonly string[] LoadingLinks = ["stylesheet", "preload", "prefetch", "preconnect", "icon", "manifest"];

    /// <param name="text">HTML, or anything else.</param>
    /// <param name="found">Told each host with the tag that it stands in ("" in text), and whether that tag loads or sends.</param>
    public static void Run(ReadOnlySpan<byte> text, Action<string, string, bool> found)
    {
        for (var at = 0; at < text.Length && text[at..].IndexOf("//"u8) is >= 0 and var next;)
        {
            var start = at + next + 2;
            var rest = text[start..Math.Min(text.Length, start + LongestHost)];
            var length = rest.IndexOfAnyExcept(HostBytes) is >= 0 and var end ? end : rest.Length;
            at = start + length;
            var host = rest[..length].Trim((byte)'.');
            if (host.Length > 2 && host.Contains((byte)'.'))
            {
                var tag = Tag(text[Math.Max(0, start - LongestTag)..start], out var attributes);
                found(Encoding.ASCII.GetString(host).ToLowerInvariant(), tag, IsLoad(tag, attributes));
            }
        }
    }

    // The tag that is still open at the text's end.
    private static string Tag(ReadOnlySpan<byte> before, out string attributes)
    {
        attributes = "";
        var open = before.LastIndexOf((byte)'<');
        if (open < 0 || before.LastIndexOf((byte)'>') > open)
        {
            return "";
        }
        var inside = before[(open + 1)..];
        var end = inside.IndexOfAny(NameEnd);
        if (end <= 0)
        {
            return "";
        }
        attributes = Encoding.ASCII.GetString(inside[end..]);
        return Encoding.ASCII.GetString(inside[..end]).ToLowerInvariant();
    }

    private static bool IsLoad(string tag, string attributes) => tag switch
    {
        "link" => LoadingLinks.Any(l => attributes.Contains(l, StringComparison.OrdinalIgnoreCase)),
        "meta" => attributes.Contains("refresh", StringComparison.OrdinalIgnoreCase),
        _ => Loading.Contains(tag),
    };
}
