using System.Buffers;

namespace Broadside.Site;

/// <summary>
/// Judges one address in a page as a browser would read it. What leads to the own site comes out relative to the page (from the
/// root on the one page that answers at any depth, absolute where the page names itself); what leads to a host that nobody
/// signed for does not come out at all.
/// </summary>
public sealed class SafeAddress(string path, string ownAddress, IReadOnlySet<string> hosts)
{
    private static readonly SearchValues<char> PlainSegment = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_~.%?#=,");

    private readonly string root = path == AnswerPages.Lost ? "/" : "";
    private readonly string up = string.Concat(Enumerable.Repeat("../", path.Count(c => c == '/') - 1));
    private readonly string ownHost = new Uri(ownAddress).IdnHost;

    /// <param name="given">The attribute's value, still escaped.</param>
    /// <param name="absolute">Whether the own site's address is to stand in it.</param>
    /// <returns>The address to write, or null when it must not be written.</returns>
    public string? Of(string given, bool absolute)
    {
        var value = Clean(given);
        if (value.StartsWith('/') && !value.StartsWith("//", StringComparison.Ordinal))
        {
            return absolute ? ownAddress + value : Relative(value[1..]);
        }
        // Such a value can name neither a scheme nor a host; a page of the root that is looked at again is full of them.
        if (value.Length == 0 || value[0] is '#' or '?' or '.' || IsPlain(FirstSegment(value)))
        {
            return value;
        }
        return IsMailOrPhone(value) || IsKnownHost(value) ? value : null;
    }

    // WHATWG URL: tabs and line ends are taken out wherever they stand, control characters and spaces at the start.
    private static string Clean(string value) =>
        value.AsSpan().IndexOfAnyInRange('\0', ' ') < 0 ? value : string.Concat(value.Where(c => c is not ('\t' or '\n' or '\r'))).Trim([.. Enumerable.Range(0, 33).Select(i => (char)i)]);

    // A first segment such as "javascript:" or "/host" would be read as a scheme or a host if it stood at the start.
    private string Relative(string rest)
    {
        var isSafe = up.Length > 0 || IsPlain(FirstSegment(rest)) || (root.Length > 0 && rest.Length == 0);
        return isSafe ? root + up + rest : root + "./" + rest;
    }

    private static ReadOnlySpan<char> FirstSegment(string rest) => rest.AsSpan()[..(rest.IndexOf('/') is >= 0 and var slash ? slash : rest.Length)];

    private static bool IsPlain(ReadOnlySpan<char> segment) => !segment.IsEmpty && segment.IndexOfAnyExcept(PlainSegment) < 0;

    private static bool IsMailOrPhone(string value) =>
        value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || value.StartsWith("tel:", StringComparison.OrdinalIgnoreCase);

    private bool IsKnownHost(string value)
    {
        var address = value.Replace("&amp;", "&", StringComparison.Ordinal);
        var slashes = address.IndexOf("://", StringComparison.Ordinal);
        if (slashes < 0 || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return false;
        }
        // Where browsers and .NET may read an authority differently, it is refused.
        var authority = address.AsSpan(slashes + 3);
        authority = authority[..(authority.IndexOfAny('/', '?', '#') is >= 0 and var end ? end : authority.Length)];
        return authority.IndexOfAny("@&\\%") < 0 && (hosts.Contains(uri.IdnHost) || uri.IdnHost == ownHost);
    }
}
