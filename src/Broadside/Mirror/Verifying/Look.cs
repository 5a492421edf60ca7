namespace Broadside.Mirror.Verifying;

/// <summary>As whom a site is looked at. Whoever plants links for search engines shows readers the honest page, and the other way round.</summary>
/// <param name="Who">In a sentence: "search engines".</param>
/// <param name="Headers">What is sent with each question.</param>
internal sealed record Look(string Who, IReadOnlyList<(string Name, string Value)> Headers)
{
    private const string Browser = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
    private const string Html = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    public static Look Reader { get; } = new("readers", [("User-Agent", Browser), ("Accept", Html), ("Accept-Language", "en,es;q=0.8")]);

    public static Look Crawler { get; } = new("search engines", [("User-Agent", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"), ("From", "googlebot(at)googlebot.com"), ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")]);

    public static Look FromSearch { get; } = new("readers who come from a search", [.. Reader.Headers, ("Referer", "https://www.google.com/")]);

    public static Look NoScripts { get; } = new("browsers without scripts", [("User-Agent", "Lynx/2.9.2 libwww-FM/2.14"), ("Accept", "text/html, text/plain, */*;q=0.01")]);

    /// <summary>All but the reader, by whom everything is compared first.</summary>
    public static IReadOnlyList<Look> Others { get; } = [Crawler, FromSearch, NoScripts];
}
