using Broadside.Mirror.Verifying;

namespace Broadside.Mirror.Following;

/// <summary>The site's policy as a mirror sends it: forms go to the outlet, and a reader's browser may fetch from the outlet and its other mirrors.</summary>
internal static class MirrorPolicy
{
    public static string Of(string policy, EditionStatement statement)
    {
        var forms = Origins(statement.Forms);
        var others = Origins(statement.Mirrors.Prepend(statement.Site));
        return policy
            .Replace("form-action 'self'", $"form-action 'self' {string.Join(' ', forms)}".TrimEnd(), StringComparison.Ordinal)
            .Replace("connect-src 'self'", $"connect-src 'self' {string.Join(' ', others)}".TrimEnd(), StringComparison.Ordinal);
    }

    // An origin holds nothing that could end the directive.
    private static IEnumerable<string> Origins(IEnumerable<string> addresses) => addresses
        .Select(a => Uri.TryCreate(a, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? $"{uri.Scheme}://{uri.IdnHost}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}" : null)
        .OfType<string>().Distinct();
}
