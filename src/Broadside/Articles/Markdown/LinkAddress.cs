namespace Broadside.Articles.Markdown;

/// <summary>Where a link in a text may lead: http, https, mailto, or a path from the root.</summary>
internal static class LinkAddress
{
    public static bool IsAllowed(string address) =>
        address is ['/', not ('/' or '\\'), ..] or "/"
        || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto" && !address.Any(char.IsControl));
}
