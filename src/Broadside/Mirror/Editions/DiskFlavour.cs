using System.Collections.Frozen;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Broadside.Site.Search.Carried;

namespace Broadside.Mirror.Editions;

/// <summary>
/// The flavour of an edition that opens from a disk, without any server: a link leads to the file itself (<c>…/index.html</c>), what only
/// the outlet's server can answer to the outlet's absolute address.
/// </summary>
public sealed partial class DiskFlavour(IReadOnlyList<string> paths, string site)
{
    private readonly FrozenSet<string> files = paths.Select(EditionPath.FileOf).ToFrozenSet(StringComparer.Ordinal);

    /// <param name="path">Of the page.</param>
    /// <param name="html">As the live site serves it.</param>
    public byte[] Of(string path, byte[] html)
    {
        var at = new Uri("http://x" + path);
        var up = string.Concat(Enumerable.Repeat("../", EditionPath.FileOf(path).Count(c => c == '/')));
        var text = Encoding.UTF8.GetString(html);
        if (path == SearchShard.Root)
        {
            // From a disk a page may fetch nothing: its script takes the index in as scripts.
            text = TrustedTypes().Replace(text, "trusted-types worker " + SearchShard.TrustedPolicy, 1);
        }
        return Encoding.UTF8.GetBytes(Link().Replace(text, match =>
            $"{match.Groups[1].Value}=\"{(match.Groups[1].Value == "srcset" ? Several(match.Groups[2].Value, at, up) : One(match.Groups[2].Value, at, up))}\""));
    }

    /// <summary>A second form of a file, for pages that cannot fetch anything from where they lie; null where none is needed.</summary>
    public (string Name, byte[] Script)? Beside(string name, byte[] body) => SearchShard.IsOne("/" + name) ? (name + ".js", SearchShard.AsScript(body, "/" + name)) : null;

    private string Several(string value, Uri at, string up) => string.Join(", ", value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(candidate =>
    {
        var space = candidate.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var found ? found : candidate.Length;
        return One(candidate[..space], at, up) + candidate[space..];
    }));

    private string One(string value, Uri at, string up)
    {
        if (value.Length == 0 || value[0] == '#' || Absolute().IsMatch(value) || !Uri.TryCreate(at, WebUtility.HtmlDecode(value), out var target))
        {
            return value;
        }
        var name = EditionPath.FileOf(Uri.UnescapeDataString(target.AbsolutePath));
        // What is asked with a question, only the outlet answers.
        if (name.StartsWith("media/", StringComparison.Ordinal) || (files.Contains(name) && target.Query.Length == 0))
        {
            return WebUtility.HtmlEncode(up + string.Join('/', name.Split('/').Select(Uri.EscapeDataString)) + target.Fragment);
        }
        return WebUtility.HtmlEncode(site + target.PathAndQuery + target.Fragment);
    }

    [GeneratedRegex("trusted-types worker")]
    private static partial Regex TrustedTypes();

    // Attributes are always quoted (LinkPass).
    [GeneratedRegex("(?<=\\s)(href|src|srcset|poster)=\"([^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9+.-]*:")]
    private static partial Regex Absolute();
}
