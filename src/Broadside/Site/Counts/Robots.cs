using System.Buffers;
using System.Text;

namespace Broadside.Site.Counts;

/// <summary>Programs that say that they are no readers.</summary>
internal static class Robots
{
    private static readonly SearchValues<string> Names = SearchValues.Create(
        ["bot", "crawl", "spider", "slurp", "curl/", "wget/", "python", "go-http", "java/", "http-client", "httpclient", "headless", "lighthouse", "preview", "monitor", "feed", "facebookexternalhit", "wrk"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>True as well for those that give no name at all.</summary>
    public static bool Is(ReadOnlySpan<byte> agent)
    {
        if (agent.IsEmpty)
        {
            return true;
        }
        Span<char> text = stackalloc char[256];
        var written = Encoding.Latin1.GetChars(agent[..Math.Min(agent.Length, text.Length)], text);
        return text[..written].ContainsAny(Names);
    }
}
