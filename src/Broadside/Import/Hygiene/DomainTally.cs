using System.Net;
using System.Text.RegularExpressions;
using Broadside.Articles.Body;

namespace Broadside.Import.Hygiene;

/// <summary>
/// Which outside hosts a whole archive links to: since when, how often, in how many items. A host that appears late, often and
/// hidden is how a break-in shows. Reads the source's text as it is, so one pass before the import is enough.
/// </summary>
internal sealed partial class DomainTally
{
    private const int MostListed = 3000;
    private static readonly System.Buffers.SearchValues<char> HostEnds = System.Buffers.SearchValues.Create("/?#\"'<>& \\");

    private readonly Dictionary<string, Count> hosts = new(StringComparer.Ordinal);
    private readonly HashSet<string> suspects = new(StringComparer.Ordinal);

    /// <summary>Hosts that something hidden links to: what <c>--strip</c> takes the address from everywhere.</summary>
    public IReadOnlySet<string> Suspects => suspects;

    /// <param name="html">The item's body, or the source's text with the body in it.</param>
    /// <param name="item">Its name, for people.</param>
    /// <param name="year">When it was published; null when unknown.</param>
    public void Take(string html, string item, int? year)
    {
        HashSet<string>? here = null;
        for (var at = html.IndexOf("href=", StringComparison.OrdinalIgnoreCase); at >= 0; at = html.IndexOf("href=", at + 5, StringComparison.OrdinalIgnoreCase))
        {
            if (HostAt(html, at + 5) is not { } host)
            {
                continue;
            }
            if (!hosts.TryGetValue(host, out var count))
            {
                hosts.Add(host, count = new Count { Item = item, Year = year });
            }
            if (year < count.Year || count.Year is null)
            {
                (count.Year, count.Item) = (year, year is null ? count.Item : item);
            }
            count.Links++;
            count.Items += (here ??= []).Add(host) ? 1 : 0;
        }
        if (here is not null && Body(html) is var body && Hiding().IsMatch(body))
        {
            suspects.UnionWith(HtmlReader.Read(body).Notes.Where(n => n.Code == ReadCode.HiddenLink).Select(n => n.Domain).OfType<string>());
        }
    }

    /// <summary>One line a host, the suspicious first, then the latest to appear.</summary>
    public IReadOnlyList<HygieneFinding> Findings(IReadOnlySet<string> own)
    {
        var outside = hosts.Where(h => !own.Contains(h.Key) && !own.Contains("www." + h.Key)).ToList();
        return [.. outside.OrderByDescending(h => suspects.Contains(h.Key)).ThenByDescending(h => h.Value.Year).ThenByDescending(h => h.Value.Links).ThenBy(h => h.Key, StringComparer.Ordinal).Take(MostListed).Select(Line)];
    }

    // Of XML as it stands: a CDATA section would hide the first element in it from an HTML parser, escaped text all of them.
    private static string Body(string html) => EscapedBody().IsMatch(html)
        ? WebUtility.HtmlDecode(html)
        : html.Replace("<![CDATA[", "", StringComparison.Ordinal).Replace("]]>", "", StringComparison.Ordinal);

    private HygieneFinding Line(KeyValuePair<string, Count> host)
    {
        var (count, since) = (host.Value, host.Value.Year is { } year ? $", first in {year}" : "");
        var hidden = suspects.Contains(host.Key) ? "; hidden elements link to it" : "";
        return new HygieneFinding("domain", count.Item, host.Key, null, $"{count.Links} {(count.Links == 1 ? "link" : "links")} in {count.Items} {(count.Items == 1 ? "item" : "items")}{since}{hidden}.");
    }

    // The address stands in quotes, in XML perhaps escaped.
    private static string? HostAt(string html, int at)
    {
        var rest = html.AsSpan(at, Math.Min(html.Length - at, 300)).TrimStart("\"' \\").ToString();
        if (rest.StartsWith("&quot;", StringComparison.Ordinal))
        {
            rest = rest[6..];
        }
        var start = rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8 : rest.StartsWith("//", StringComparison.Ordinal) ? 2 : 0;
        if (start == 0)
        {
            return null;
        }
        var length = rest.AsSpan(start).IndexOfAny(HostEnds);
        return WebAddress.HostOf(WebAddress.Clean("https://" + (length < 0 ? rest[start..] : rest.Substring(start, length))));
    }

    [GeneratedRegex(@":encoded>\s*(?!<!\[CDATA\[)[^\s<]*&lt;")]
    private static partial Regex EscapedBody();

    // Whatever the reader of bodies may take for hidden: only then is it worth reading the body twice.
    [GeneratedRegex(@"\b(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0|font-size\s*:\s*[01]|text-indent\s*:\s*-|(?:left|top|right|bottom)\s*:\s*-|(?:width|height)\s*:\s*[01](?:px)?\s*[;""'!]|clip\s*:|color\s*:\s*transparent)|\shidden[\s=>/]", RegexOptions.IgnoreCase)]
    private static partial Regex Hiding();

    private sealed class Count
    {
        public required string Item { get; set; }

        public required int? Year { get; set; }

        public int Links { get; set; }

        public int Items { get; set; }
    }
}
