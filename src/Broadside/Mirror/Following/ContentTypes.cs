using System.Collections.Frozen;

namespace Broadside.Mirror.Following;

/// <summary>What a file is called towards browsers, by its name alone.</summary>
internal static class ContentTypes
{
    private const string Unknown = "application/octet-stream";

    private static readonly FrozenDictionary<string, string> ByName = new Dictionary<string, string>
    {
        ["feed.xml"] = "application/rss+xml; charset=utf-8",
        ["podcast.xml"] = "application/rss+xml; charset=utf-8",
        ["atom.xml"] = "application/atom+xml; charset=utf-8",
        ["feed.json"] = "application/feed+json; charset=utf-8",
        ["SHA256SUMS"] = "text/plain; charset=utf-8",
        ["SHA256SUMS.minisig"] = "text/plain; charset=utf-8",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> ByEnd = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".json"] = "application/json; charset=utf-8",
        [".xml"] = "application/xml; charset=utf-8",
        [".txt"] = "text/plain; charset=utf-8",
        [".pub"] = "text/plain; charset=utf-8",
        [".csv"] = "text/csv; charset=utf-8",
        [".ics"] = "text/calendar; charset=utf-8",
        [".vtt"] = "text/vtt; charset=utf-8",
        [".webmanifest"] = "application/manifest+json",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
        [".avif"] = "image/avif",
        [".ico"] = "image/x-icon",
        [".woff2"] = "font/woff2",
        [".pdf"] = "application/pdf",
        [".mp3"] = "audio/mpeg",
        [".m4a"] = "audio/mp4",
        [".ogg"] = "audio/ogg",
        [".opus"] = "audio/ogg",
        [".flac"] = "audio/flac",
        [".wav"] = "audio/wav",
        [".mp4"] = "video/mp4",
        [".webm"] = "video/webm",
        [".zip"] = "application/zip",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string Of(string path) =>
        ByName.TryGetValue(path[(path.LastIndexOf('/') + 1)..], out var named) ? named : ByEnd.GetValueOrDefault(Path.GetExtension(path), Unknown);
}
