using System.Text.RegularExpressions;

namespace Broadside.Articles.Body.Reading;

/// <summary>Whose embed an address is, and the page of it that a person can open.</summary>
internal static partial class EmbedAddress
{
    /// <param name="address">A clean absolute address of a player, frame or page.</param>
    public static (string Provider, string Url)? Recognise(string? address)
    {
        if (address is null || !Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            return null;
        }
        var host = uri.Host.ToLowerInvariant();
        host = host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
        var path = uri.AbsolutePath;
        return host switch
        {
            "youtube.com" or "m.youtube.com" or "youtube-nocookie.com" or "youtu.be" => YouTube(host, uri),
            "vimeo.com" or "player.vimeo.com" => First(VimeoNumber(), path) is { } n ? ("vimeo", $"https://vimeo.com/{n}") : null,
            "dailymotion.com" or "dai.ly" or "geo.dailymotion.com" => First(DailymotionId(), path) is { } d ? ("dailymotion", $"https://www.dailymotion.com/video/{d}") : null,
            "w.soundcloud.com" => Query(uri, "url") is { } track && WebAddress.Clean(track) is { } sound && WebAddress.HostOf(sound) is "soundcloud.com" or "api.soundcloud.com" ? ("soundcloud", sound) : null,
            "soundcloud.com" => path.Count(c => c == '/') >= 2 ? ("soundcloud", Bare(uri)) : null,
            "open.spotify.com" => First(SpotifyThing(), path) is { } thing ? ("spotify", $"https://open.spotify.com/{thing}") : null,
            "podcasts.apple.com" or "embed.podcasts.apple.com" => ("apple-podcasts", "https://podcasts.apple.com" + uri.PathAndQuery),
            "twitter.com" or "x.com" or "mobile.twitter.com" => First(Status(), path) is { } status ? ("x", $"https://x.com{status}") : null,
            "platform.twitter.com" => Query(uri, "id") is { } id && id.All(char.IsAsciiDigit) ? ("x", $"https://x.com/i/status/{id}") : null,
            "instagram.com" => First(InstagramPost(), path) is { } post ? ("instagram", $"https://www.instagram.com{post}/") : null,
            "facebook.com" or "m.facebook.com" => Facebook(uri),
            "tiktok.com" => First(TikTokVideo(), path) is { } clip ? ("tiktok", $"https://www.tiktok.com{clip}") : null,
            "bsky.app" or "embed.bsky.app" => First(BlueskyPost(), path) is { } sky ? ("bluesky", $"https://bsky.app{sky}") : null,
            "t.me" => First(TelegramPost(), path) is { } message ? ("telegram", $"https://t.me{message}") : null,
            "archive.org" => First(ArchiveItem(), path) is { } item ? ("archive", $"https://archive.org/details/{item}") : null,
            "documentcloud.org" or "embed.documentcloud.org" => First(CloudDocument(), path) is { } document ? ("documentcloud", $"https://www.documentcloud.org{document}") : null,
            "datawrapper.dwcdn.net" => ("datawrapper", Bare(uri)),
            "flo.uri.sh" or "public.flourish.studio" => ("flourish", "https://public.flourish.studio" + path.Replace("/embed", "/", StringComparison.Ordinal)),
            "google.com" or "maps.google.com" when path.StartsWith("/maps", StringComparison.Ordinal) || host[0] == 'm' => ("map", address),
            "openstreetmap.org" => ("map", address.Replace("/export/embed.html", "/", StringComparison.Ordinal)),
            "bandcamp.com" => ("bandcamp", address),
            "html5-player.libsyn.com" or "play.libsyn.com" => ("audio", Bare(uri)),
            "embed.acast.com" or "player.acast.com" or "audioboom.com" or "embeds.audioboom.com" or "widget.spreaker.com" or "podbean.com" or "mixcloud.com" or "ivoox.com" => ("audio", address),
            "rumble.com" or "odysee.com" or "twitch.tv" or "player.twitch.tv" or "ted.com" or "embed.ted.com" => ("video", address),
            _ => Federated(uri),
        };
    }

    private static (string, string)? YouTube(string host, Uri uri)
    {
        var id = host == "youtu.be" ? uri.AbsolutePath.Trim('/') : Query(uri, "v") ?? First(YouTubePath(), uri.AbsolutePath);
        if (id is not null && YouTubeId().IsMatch(id))
        {
            return ("youtube", $"https://www.youtube.com/watch?v={id}");
        }
        return Query(uri, "list") is { } list && YouTubeId().IsMatch(list) ? ("youtube", $"https://www.youtube.com/playlist?list={list}") : null;
    }

    private static (string, string)? Facebook(Uri uri)
    {
        if (uri.AbsolutePath.StartsWith("/plugins/", StringComparison.Ordinal))
        {
            return WebAddress.Clean(Query(uri, "href")) is { } page && WebAddress.HostOf(page) == "facebook.com" ? ("facebook", page) : null;
        }
        return FacebookPost().IsMatch(uri.PathAndQuery) ? ("facebook", Bare(uri) + (uri.AbsolutePath.Contains(".php", StringComparison.Ordinal) || uri.AbsolutePath.StartsWith("/watch", StringComparison.Ordinal) ? uri.Query : "")) : null;
    }

    private static (string, string)? Federated(Uri uri)
    {
        if (uri.Host.EndsWith(".bandcamp.com", StringComparison.Ordinal))
        {
            return ("bandcamp", Bare(uri));
        }
        if (First(MastodonPost(), uri.AbsolutePath) is { } post)
        {
            return ("mastodon", $"https://{uri.Authority}{post}");
        }
        return First(PeerTubeVideo(), uri.AbsolutePath) is { } video ? ("peertube", $"https://{uri.Authority}/videos/watch/{video}") : null;
    }

    private static string Bare(Uri uri) => uri.GetLeftPart(UriPartial.Path);

    private static string? Query(Uri uri, string name)
    {
        foreach (var part in uri.Query.TrimStart('?').Split('&', 40))
        {
            if (part.StartsWith(name + "=", StringComparison.Ordinal))
            {
                return Uri.UnescapeDataString(part[(name.Length + 1)..]);
            }
        }
        return null;
    }

    private static string? First(Regex pattern, string text) => pattern.Match(text) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("^/(?:embed|shorts|live|v|e)/([A-Za-z0-9_-]{6,})")]
    private static partial Regex YouTubePath();

    [GeneratedRegex("^[A-Za-z0-9_-]{6,64}$")]
    private static partial Regex YouTubeId();

    [GeneratedRegex(@"^(?:/video)?/(\d{4,})")]
    private static partial Regex VimeoNumber();

    [GeneratedRegex("^(?:/embed)?(?:/video)?/([a-z0-9]{5,12})$")]
    private static partial Regex DailymotionId();

    [GeneratedRegex("^/(?:embed/|embed-podcast/|intl-[a-z]+/)?((?:track|album|playlist|episode|show|artist)/[A-Za-z0-9]+)")]
    private static partial Regex SpotifyThing();

    [GeneratedRegex(@"^(/\w{1,20}/status(?:es)?/\d+)")]
    private static partial Regex Status();

    [GeneratedRegex("^(?:/[A-Za-z0-9._]+)?(/(?:p|reel|tv)/[A-Za-z0-9_-]+)")]
    private static partial Regex InstagramPost();

    [GeneratedRegex(@"^(/@[\w.]+/video/\d+)")]
    private static partial Regex TikTokVideo();

    [GeneratedRegex(@"^(?:/embed)?(/profile/[\w.:-]+/post/[a-z0-9]+)")]
    private static partial Regex BlueskyPost();

    [GeneratedRegex(@"^(/\w{4,}/\d+)")]
    private static partial Regex TelegramPost();

    [GeneratedRegex(@"^/(?:embed|details)/([\w.-]+)")]
    private static partial Regex ArchiveItem();

    [GeneratedRegex(@"^(/documents/[\w-]+)")]
    private static partial Regex CloudDocument();

    [GeneratedRegex(@"/(?:posts|videos|photos|permalink|reel|watch|story\.php|photo)")]
    private static partial Regex FacebookPost();

    [GeneratedRegex(@"^(/@[\w.]+(?:@[\w.-]+)?/\d{10,})(?:/embed)?$")]
    private static partial Regex MastodonPost();

    [GeneratedRegex("^/videos/(?:embed|watch)/([A-Za-z0-9-]{16,40})")]
    private static partial Regex PeerTubeVideo();
}
