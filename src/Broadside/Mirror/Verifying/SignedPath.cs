using System.Buffers;
using System.Collections.Frozen;

namespace Broadside.Mirror.Verifying;

/// <summary>Paths of files in an edition, from its root with slashes, and the addresses that they answer.</summary>
public static class SignedPath
{
    public const string Folder = ".well-known/broadside/";
    public const string Sums = Folder + "SHA256SUMS";
    public const string Signature = Folder + "SHA256SUMS.minisig";
    public const string Statement = Folder + "edition.json";
    public const string Former = Folder + "former.json";
    public const string Lost = "404.html";

    private const string Index = "index.html";
    private const int Longest = 1024;

    private static readonly SearchValues<char> Unfit = SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (char)i), '\\', '\x7f']);

    // What a web server might run or obey instead of handing it out: no edition needs them, and whoever held a stolen key could reach into every mirror by them.
    private static readonly FrozenSet<string> Run = new[] { ".php", ".php3", ".php4", ".php5", ".php7", ".phtml", ".phar", ".pht", ".cgi", ".fcgi", ".pl", ".py", ".rb", ".sh", ".asp", ".aspx", ".ashx", ".jsp", ".shtml", ".cfm", ".exe", ".dll" }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file of an edition may have that path: relative, nothing above the root, hidden or run by a server.</summary>
    public static bool IsSafe(string path)
    {
        if (path.Length is 0 or > Longest || path.AsSpan().ContainsAny(Unfit) || Run.Contains(Path.GetExtension(path)))
        {
            return false;
        }
        var isFirst = true;
        foreach (var range in path.AsSpan().Split('/'))
        {
            var segment = path.AsSpan(range);
            if (segment.IsEmpty || segment.Length > 255 || (segment[0] == '.' && !(isFirst && segment is ".well-known")))
            {
                return false;
            }
            isFirst = false;
        }
        return true;
    }

    public static bool IsHtml(string path) => path.EndsWith(".html", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".htm", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the file can hold links that a reader or a search engine follows.</summary>
    public static bool IsText(string path) => IsHtml(path) || Path.GetExtension(path) is ".xml" or ".js" or ".json" or ".css" or ".svg" or ".txt";

    /// <summary>The address, relative to the edition's root, percent signs where they must be: <c>a/b/index.html</c> ↔ <c>a/b/</c>.</summary>
    public static string Address(string path)
    {
        var shown = path == Index || path.EndsWith("/" + Index, StringComparison.Ordinal) ? path[..^Index.Length] : path;
        return string.Join('/', shown.Split('/').Select(Uri.EscapeDataString));
    }

    /// <summary>The file that answers an address, which begins with a slash and has its percent signs decoded.</summary>
    public static string OfAddress(string address) => address.EndsWith('/') ? address[1..] + Index : address[1..];
}
