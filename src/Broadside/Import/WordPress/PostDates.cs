using System.Globalization;

namespace Broadside.Import.WordPress;

/// <summary>When a post is from. WordPress states local and GMT time and no zone; drafts state zeros.</summary>
internal static class PostDates
{
    private static readonly string[] Rfc822 = ["ddd, d MMM yyyy HH:mm:ss zzz", "ddd, dd MMM yyyy HH:mm:ss zzz", "ddd, d MMM yyyy HH:mm:ss 'GMT'", "d MMM yyyy HH:mm:ss zzz"];

    /// <param name="item">The item.</param>
    /// <param name="zone">The outlet's zone, for what has a local time only.</param>
    /// <param name="published">Whether it was public. A draft that was given no date floats: it is of the day on which it is published.</param>
    public static DateTimeOffset? Of(WxrItem item, TimeZoneInfo zone, bool published) =>
        Gmt(item["post_date_gmt"]) ?? (published ? PubDate(item.PubDate) ?? Local(item["post_date"], zone) : null);

    /// <summary>GMT in WordPress's own form.</summary>
    public static DateTimeOffset? Gmt(string text) => Parse(text) is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null;

    public static DateTimeOffset? Local(string text, TimeZoneInfo zone) =>
        Parse(text) is { } at ? new DateTimeOffset(at, zone.GetUtcOffset(at)).ToUniversalTime() : null;

    private static DateTimeOffset? PubDate(string text) =>
        DateTimeOffset.TryParseExact(text.Replace("+0000", "+00:00", StringComparison.Ordinal), Rfc822, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var at) && at.Year > 1990
            ? at.ToUniversalTime()
            : null;

    // "0000-00-00 00:00:00" does not parse, which is what it means.
    private static DateTime? Parse(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) && at.Year > 1900 ? at : null;
}
