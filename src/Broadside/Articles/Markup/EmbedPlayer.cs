using System.Text.RegularExpressions;

namespace Broadside.Articles.Markup;

/// <summary>
/// The players that a reader may start on click: whose address can be told from the page's, and that work in a frame.
/// The list is closed: the site's policy names these hosts and no other.
/// </summary>
public static partial class EmbedPlayer
{
    /// <summary>For the policy's <c>frame-src</c>.</summary>
    public static IReadOnlyList<string> Hosts { get; } = ["https://www.youtube-nocookie.com", "https://player.vimeo.com", "https://w.soundcloud.com", "https://archive.org"];

    /// <summary>Address of the player for that page; null when only the link can be offered.</summary>
    public static string? For(string page)
    {
        if (!Uri.TryCreate(page, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return null;
        }
        var host = url.Host.StartsWith("www.", StringComparison.Ordinal) ? url.Host[4..] : url.Host;
        return host switch
        {
            "youtube.com" or "m.youtube.com" or "youtube-nocookie.com" or "youtu.be" when YouTube().Match(url.PathAndQuery) is { Success: true } m =>
                $"https://www.youtube-nocookie.com/embed/{m.Groups[1].Value}?autoplay=1",
            "vimeo.com" or "player.vimeo.com" when Vimeo().Match(url.AbsolutePath) is { Success: true } m =>
                $"https://player.vimeo.com/video/{m.Groups[1].Value}?autoplay=1&dnt=1",
            "soundcloud.com" => $"https://w.soundcloud.com/player/?url={Uri.EscapeDataString(page)}&auto_play=true",
            "archive.org" when Archive().Match(url.AbsolutePath) is { Success: true } m => $"https://archive.org/embed/{m.Groups[1].Value}",
            _ => null,
        };
    }

    [GeneratedRegex(@"^/(?:watch\?(?:[^#]*&)?v=|embed/|shorts/|live/)?([A-Za-z0-9_-]{11})(?:[?&#/]|$)")]
    private static partial Regex YouTube();

    [GeneratedRegex(@"^/(?:video/)?(\d{5,12})")]
    private static partial Regex Vimeo();

    [GeneratedRegex(@"^/(?:details|embed)/([A-Za-z0-9._-]+)")]
    private static partial Regex Archive();
}
