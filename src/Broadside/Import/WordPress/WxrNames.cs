using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Broadside.Import.WordPress;

/// <summary>
/// What an element belongs to, by its namespace and never by its prefix: exports declare their namespace with http or
/// https and with any version, and some rebind <c>wp:</c> to a stranger's namespace inside an item.
/// </summary>
internal static partial class WxrNames
{
    private static readonly ConcurrentDictionary<string, WxrName> Known = new(StringComparer.Ordinal);

    public static WxrName Of(string space)
    {
        if (space.Length == 0)
        {
            return WxrName.Rss;
        }
        return Known.TryGetValue(space, out var name) ? name : Remember(space);
    }

    private static WxrName Remember(string space)
    {
        var match = WordPress().Match(space);
        var name = match.Success
            ? match.Groups[1].Length > 0 ? WxrName.Excerpt : WxrName.Wp
            : space.TrimEnd('/').Replace("https:", "http:", StringComparison.Ordinal) switch
            {
                "http://purl.org/rss/1.0/modules/content" => WxrName.Content,
                "http://purl.org/dc/elements/1.1" => WxrName.Dc,
                _ => WxrName.Foreign,
            };
        // A hostile file can name a new namespace in every item.
        if (Known.Count < 1000)
        {
            Known[space] = name;
        }
        return name;
    }

    [GeneratedRegex(@"^https?://wordpress\.org/export/1\.[0-2]/(excerpt/)?$")]
    private static partial Regex WordPress();
}

internal enum WxrName
{
    Rss,
    Wp,
    Excerpt,
    Content,
    Dc,
    Foreign,
}
