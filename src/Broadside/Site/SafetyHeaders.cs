using Broadside.Articles.Markup;

namespace Broadside.Site;

/// <summary>What browsers are told that they must not do. One place, so that no page forgets it.</summary>
public static class SafetyHeaders
{
    /// <summary>Nothing but the site's own styles, pictures, sound and one script; forms go to the site alone.</summary>
    public static string HtmlPolicy { get; } =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + $"frame-src {string.Join(' ', EmbedPlayer.Hosts)}; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types worker";

    /// <summary>The same as a page says it of itself, for static hosts that send no headers; as short as it can be, for it stands in every page. Forms go to the outlet wherever the page stands.</summary>
    /// <param name="own">The outlet's address.</param>
    /// <param name="players">The page has players of other hosts, loaded on a press.</param>
    public static string MetaPolicy(string own, bool players)
    {
        var frames = players ? string.Join(' ', EmbedPlayer.Hosts) : "'none'";
        return $"default-src 'self';object-src 'none';frame-src {frames};form-action 'self' {own};base-uri 'none';require-trusted-types-for 'script';trusted-types worker";
    }

    private static readonly (string, string)[] Shared =
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Permissions-Policy", $"accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(self {string.Join(' ', EmbedPlayer.Hosts.Select(h => $"\"{h}\""))}), geolocation=(), gyroscope=(), interest-cohort=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "cross-origin"),
        ("X-Frame-Options", "DENY"),
    ];

    public static IReadOnlyList<(string Name, string Value)> Html { get; } = [("Content-Security-Policy", HtmlPolicy), .. Shared];

    /// <summary>With a policy of the page's own.</summary>
    public static IReadOnlyList<(string Name, string Value)> With(string policy) => [("Content-Security-Policy", policy), .. Shared];

    public static IReadOnlyList<(string Name, string Value)> Other { get; } = [("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox"), .. Shared];
}
