using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Site.Curating;

namespace Broadside.Site;

/// <summary>
/// Where an address of an earlier time leads: a former slug, or any of the ways in which the old system spelled the address of
/// something that is here now (its number, its feed, its second page, without the slash, in capitals).
/// </summary>
public sealed partial class OldAddresses(PageCache cache, Catalogue catalogue, SiteRecord site)
{
    private static readonly string[] Numbers = ["p", "page_id", "attachment_id"];
    private static readonly string[] Lists = ["cat", "author"];

    /// <summary>The address that stands for this path now; null when there is none.</summary>
    public string? Of(string path)
    {
        var whole = path.Normalize(NormalizationForm.FormC).Replace("%2f", "%2F", StringComparison.Ordinal);
        whole = whole.StartsWith("/index.php/", StringComparison.OrdinalIgnoreCase) ? whole["/index.php".Length..] : whole;
        if ((Find(whole) ?? Month(whole)) is { } found)
        {
            return found;
        }
        // At most /slug/2/feed/.
        var rest = whole;
        for (var cut = 0; cut < 2 && Ending().Match(rest) is { Success: true } ending; cut++)
        {
            rest = rest[..(ending.Index + 1)];
            var feed = !ending.Groups["feed"].Success ? null : ending.Value.Contains("atom", StringComparison.OrdinalIgnoreCase) ? "atom.xml" : "feed.xml";
            var to = rest == "/" ? feed is not null || ending.Groups["page"].Success ? "/" : null : Find(rest);
            if (to is not null)
            {
                return feed is not null && cache.Knows(to + feed) ? to + feed : to;
            }
        }
        return null;
    }

    /// <summary>The same for an address that asks by number, as <c>/?p=12</c>; null when the query asks for nothing of the kind.</summary>
    public string? Of(string path, HttpRequest request)
    {
        if (catalogue.ByFormerAddress(path + Uri.UnescapeDataString(request.QueryString.Value ?? "")) is { } exact)
        {
            return exact.Address;
        }
        var query = request.Query;
        var root = path.Equals("/index.php", StringComparison.OrdinalIgnoreCase) ? "/" : path;
        foreach (var number in Numbers.Select(n => query[n].ToString()).Where(IsNumber))
        {
            if (Numbers.Select(n => catalogue.ByFormerAddress($"{root}?{n}={number}")).FirstOrDefault(e => e is not null) is { } entry)
            {
                return entry.Address;
            }
        }
        foreach (var list in Lists)
        {
            if (Named($"{root}?{list}={query[list]}") is { } to)
            {
                return to;
            }
        }
        return (query["category_name"].ToString(), query["tag"].ToString(), query["author_name"].ToString()) switch
        {
            ({ Length: > 0 } topic, _, _) => Find($"{root}category/{topic}/"),
            (_, { Length: > 0 } tag, _) => Find($"{root}tag/{tag}/"),
            (_, _, { Length: > 0 } author) => Find($"{root}author/{author}/"),
            _ => MonthMark().Match(query["m"].ToString()) is { Success: true } month ? Month($"/{month.Groups[1]}/{month.Groups[2]}/") : null,
        };
    }

    /// <summary>Whether the query asks the front page for something by its number: where nothing has it, the answer is that nothing is there.</summary>
    public static bool AsksByNumber(string path, IQueryCollection query) =>
        (path == "/" || path.Equals("/index.php", StringComparison.OrdinalIgnoreCase)) && Array.Exists(Numbers, n => IsNumber(query[n].ToString()));

    private string? Find(string path)
    {
        var lower = path.ToLowerInvariant();
        foreach (var spelling in new[] { path, Turned(path), lower, Turned(lower) }.Distinct(StringComparer.Ordinal))
        {
            if (catalogue.ByFormerAddress(spelling) is { } entry)
            {
                return entry.Address;
            }
            if (Named(spelling) is { } to)
            {
                return to;
            }
            if (spelling.EndsWith('/') && spelling.Length > 1 && cache.Knows(spelling))
            {
                return spelling;
            }
        }
        return null;
    }

    // What leads to nothing is no help: a tag whose last article was taken down. And nothing leads to another house.
    private string? Named(string path) =>
        site.Read<Redirects>(Redirects.Part).Paths.TryGetValue(path, out var to) && (SafePath.IsOwn(to) || !Defence.IsOn("own-redirects")) && (to.Contains('?', StringComparison.Ordinal) || cache.Knows(to)) ? to : null;

    private string? Month(string path)
    {
        if (Day().Match(path) is not { Success: true } day)
        {
            return null;
        }
        if (!day.Groups[2].Success)
        {
            return Enumerable.Range(1, 12).Any(m => catalogue.Count(ListKey.Month(int.Parse(day.Groups[1].Value, CultureInfo.InvariantCulture), m)) > 0) ? "/archive/" : null;
        }
        var month = $"/archive/{day.Groups[1]}/{day.Groups[2]}/";
        return cache.Knows(month) ? month : null;
    }

    private static string Turned(string path) => path.EndsWith('/') ? path[..^1] : path + "/";

    private static bool IsNumber(string text) => text.Length is > 0 and < 12 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    [GeneratedRegex(@"/(?:(?<feed>(?:feed|rss|comments/feed)(?:/(?:feed|rdf|rss|rss2|atom))?)|amp|embed|trackback|(?<page>page/\d+)|comment-page-\d+|\d{1,4})/?$", RegexOptions.IgnoreCase)]
    private static partial Regex Ending();

    [GeneratedRegex(@"^/([12]\d{3})(?:/(0[1-9]|1[0-2])(?:/[0-3]\d)?)?/?$")]
    private static partial Regex Day();

    [GeneratedRegex(@"^([12]\d{3})(0[1-9]|1[0-2])\d{0,2}$")]
    private static partial Regex MonthMark();
}
