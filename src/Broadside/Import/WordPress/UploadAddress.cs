using System.Text.RegularExpressions;

namespace Broadside.Import.WordPress;

/// <summary>WordPress writes one file under many addresses: http and https, with and without www, through Jetpack's i0.wp.com, as a smaller copy. This is the one name of it.</summary>
internal static partial class UploadAddress
{
    /// <summary>Host and path of the original, without scheme, "www.", image proxy, query, size and "-scaled".</summary>
    public static string Key(string address)
    {
        var text = address.AsSpan().Trim();
        var query = text.IndexOfAny('?', '#');
        text = query >= 0 ? text[..query] : text;
        var scheme = text.IndexOf("//");
        text = scheme is >= 0 and < 8 ? text[(scheme + 2)..] : text;
        if (text.Length > 10 && text[0] == 'i' && text[1..].StartsWith(".wp.com/", StringComparison.OrdinalIgnoreCase) is false && char.IsAsciiDigit(text[1]) && text[2..].StartsWith(".wp.com/", StringComparison.OrdinalIgnoreCase))
        {
            text = text[10..];
        }
        text = text.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? text[4..] : text;
        var slash = text.IndexOf('/');
        var host = (slash < 0 ? text : text[..slash]).ToString().ToLowerInvariant();
        return slash < 0 ? host : host + Original(text[slash..].ToString());
    }

    /// <summary>The path of the file that was uploaded: without <c>-300x200</c>, <c>-scaled</c>, <c>-rotated</c> and the mark of an edit.</summary>
    public static string Original(string path) => Copy().Replace(path, "$1");

    /// <summary>The path below <c>wp-content/uploads/</c> (or of a WordPress.com file host), null where it is no upload.</summary>
    public static string? BelowUploads(string address)
    {
        var key = address.Split('?', '#')[0];
        var at = key.IndexOf("/uploads/", StringComparison.Ordinal);
        if (at >= 0)
        {
            var below = key[(at + "/uploads/".Length)..];
            // Networks of sites keep theirs in uploads/sites/N/.
            return Network().Replace(below, "");
        }
        return Dated().Match(key) is { Success: true } dated ? dated.Groups[1].Value : null;
    }

    [GeneratedRegex(@"(?:-\d{1,5}x\d{1,5}|-scaled|-rotated|-e\d{13})+(?=\.[A-Za-z0-9]{2,5}$)()")]
    private static partial Regex Copy();

    [GeneratedRegex(@"^sites/\d+/")]
    private static partial Regex Network();

    [GeneratedRegex(@"^https?://[^/]+\.files\.wordpress\.com/(\d{4}/\d{2}/.+)$")]
    private static partial Regex Dated();
}
