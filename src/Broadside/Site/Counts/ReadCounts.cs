using System.Text;
using Broadside.Kit;

namespace Broadside.Site.Counts;

/// <summary>
/// Counts reads per article, by the host that led there, and by language, each apart from the others: what is kept says
/// nothing about any one reader. No address and no cookie is looked at, and of the browser's name only whether it is a robot's.
/// </summary>
public sealed class ReadCounts(BaseAddress address)
{
    private const int LongestHost = 100;

    private readonly NameCounter articles = new(200_000);
    private readonly NameCounter referrers = new(500);
    private readonly NameCounter languages = new(100);
    private string? ownHost;

    /// <summary>Called for each article page that is sent; the header values as they arrived, empty where they did not.</summary>
    public void Note(string articleId, ReadOnlySpan<byte> referrer, ReadOnlySpan<byte> language, ReadOnlySpan<byte> agent)
    {
        if (Robots.Is(agent))
        {
            return;
        }
        articles.Add(articleId);
        NoteLanguage(language);
        if (!referrer.IsEmpty)
        {
            NoteReferrer(referrer);
        }
    }

    /// <summary>Everything counted since the last call.</summary>
    public IReadOnlyList<(CountKind Kind, string Name, long Reads)> Take() =>
    [
        .. articles.Take().Select(c => (CountKind.Article, c.Name, c.Count)),
        .. referrers.Take().Select(c => (CountKind.Referrer, c.Name, c.Count)),
        .. languages.Take().Select(c => (CountKind.Language, c.Name, c.Count)),
    ];

    // The first language alone, without its country: "es-CO,es;q=0.9" counts as "es".
    private void NoteLanguage(ReadOnlySpan<byte> accepted)
    {
        var end = accepted.IndexOfAny((byte)',', (byte)';', (byte)'-');
        var code = (end < 0 ? accepted : accepted[..end]).Trim((byte)' ');
        Span<char> lower = stackalloc char[3];
        if (code.Length is 2 or 3 && code.IndexOfAnyExceptInRange((byte)'A', (byte)'z') < 0 && Ascii.ToLower(code, lower, out var written) == System.Buffers.OperationStatus.Done)
        {
            languages.Add(lower[..written]);
        }
    }

    private void NoteReferrer(ReadOnlySpan<byte> referrer)
    {
        var scheme = referrer.IndexOf("://"u8);
        if (scheme < 0)
        {
            return;
        }
        var host = referrer[(scheme + 3)..];
        host = host.IndexOfAny("/?#"u8) is >= 0 and var end ? host[..end] : host;
        host = host.StartsWith("www."u8) ? host[4..] : host;
        Span<char> lower = stackalloc char[LongestHost];
        if (host.Length is > 0 and <= LongestHost && host.IndexOf((byte)'@') < 0 && Ascii.ToLower(host, lower, out var written) == System.Buffers.OperationStatus.Done
            && !lower[..written].SequenceEqual(ownHost ??= Own()))
        {
            referrers.Add(lower[..written]);
        }
    }

    private string Own() => address.Host is var host && host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
}
