using System.Net;
using System.Text;

namespace Broadside.Import.WordPress;

/// <summary>The site that an export came from: what is its own, and how its addresses read.</summary>
internal sealed class OldSite
{
    private readonly HashSet<string> hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly string basePath = "";

    public OldSite(WxrChannel channel)
    {
        foreach (var address in new[] { channel.BaseBlogUrl, channel.Link, channel.BaseSiteUrl })
        {
            if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0)
            {
                var bare = uri.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? uri.Host[4..] : uri.Host;
                // A network's own address (wordpress.com) is not this site's.
                if (hosts.Count == 0 || hosts.Contains(bare))
                {
                    hosts.Add(bare);
                    hosts.Add("www." + bare);
                    Base ??= uri;
                }
            }
        }
        basePath = Base is null ? "" : Uri.UnescapeDataString(Base.AbsolutePath).TrimEnd('/');
        Key = Base is null ? "" : Base.Authority.ToLowerInvariant() is var authority && authority.StartsWith("www.", StringComparison.Ordinal) ? authority[4..] + basePath : authority + basePath;
    }

    public Uri? Base { get; }

    public IReadOnlySet<string> Hosts => hosts;

    /// <summary>Host and path, without scheme and "www.": what tells this site from another.</summary>
    public string Key { get; }

    /// <summary>The path (query included) of an address on this site, percent signs resolved; null for another's.</summary>
    /// <param name="address">As the export has it.</param>
    /// <param name="anyHost">The site may have moved from one host to another and the export name both.</param>
    public string? PathOf(string address, bool anyHost = false)
    {
        // Guids of other post types hold their ampersands escaped twice.
        address = WebUtility.HtmlDecode(address.Trim());
        if (address.Length == 0)
        {
            return null;
        }
        if (address[0] == '/' && !address.StartsWith("//", StringComparison.Ordinal))
        {
            return Unescape(address);
        }
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && (anyHost || hosts.Contains(uri.Host))
            ? Unescape(uri.PathAndQuery)
            : null;
    }

    /// <summary>An address of this site's own, below the path that it stood at.</summary>
    public string Below(string path) => basePath + path;

    /// <summary>Every address under which the old site knew the item: its link, its guid, its number, its earlier slugs, dates and permalinks, and the pages of the files that hang on it.</summary>
    public IReadOnlyList<string> AddressesOf(WxrItem item, IEnumerable<Attachment> files)
    {
        var paths = new List<string>();
        var link = PathOf(item.Link, anyHost: true);
        Add(link);
        Add(PathOf(item.Guid));
        Add(item.MetaOf("custom_permalink") is { Length: > 0 } own ? Below("/" + Unescape(own.Trim().TrimStart('/'))) : null);
        Numbered("p", item.Id);
        Numbered("page_id", item.Type == "page" ? item.Id : "");
        if (link is not null && !link.Contains('?', StringComparison.Ordinal))
        {
            foreach (var slug in item.AllMetaOf("_wp_old_slug").Append(item.Name).Select(s => Unescape(s.Trim())).Where(s => s.Length > 0).Distinct(StringComparer.Ordinal))
            {
                foreach (var dated in Dated(item, link))
                {
                    Add(WithSlug(dated, Unescape(item.Name), slug));
                }
            }
        }
        foreach (var file in files)
        {
            Add(PathOf(file.Link, anyHost: true));
            Numbered("attachment_id", file.Id);
            Numbered("p", file.Id);
        }
        return paths;

        void Numbered(string name, string number) => Add(number.Length > 0 ? Below($"/?{name}={number}") : null);

        void Add(string? path)
        {
            // The front page is nobody's old address, and so many characters are no address.
            if (path is { Length: > 1 and < 1000 } && path != basePath && path != basePath + "/" && !paths.Contains(path))
            {
                paths.Add(path);
            }
        }
    }

    // Where the date is part of the link, earlier dates of the post were parts of earlier links.
    private static IEnumerable<string> Dated(WxrItem item, string link)
    {
        yield return link;
        var now = DateParts(item["post_date"]);
        foreach (var date in item.AllMetaOf("_wp_old_date").Select(DateParts).OfType<string>())
        {
            if (now is not null && link.Contains(now, StringComparison.Ordinal))
            {
                yield return link.Replace(now, date, StringComparison.Ordinal);
            }
            else if (now is not null && link.Contains(now[..9], StringComparison.Ordinal))
            {
                yield return link.Replace(now[..9], date[..9], StringComparison.Ordinal);
            }
        }
    }

    // "2019-03-05 07:00:00" → "/2019/03/05/".
    private static string? DateParts(string date) =>
        date.Length >= 10 && date[4] == '-' && date[7] == '-' ? $"/{date[..4]}/{date[5..7]}/{date[8..10]}/" : null;

    // The slug is the last part of the path, or stands in it beside a number or an ending such as ".html".
    private static string? WithSlug(string link, string now, string slug)
    {
        var end = link.EndsWith('/') ? link.Length - 1 : link.Length;
        var start = link.LastIndexOf('/', Math.Max(end - 1, 0)) + 1;
        var at = now.Length == 0 ? start : link.IndexOf(now, start, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : link[..at] + slug + (now.Length == 0 ? link[end..] : link[(at + now.Length)..]);
    }

    // A slash in a slug stays escaped, as servers leave it; everything else is read, and composed as browsers send it.
    private static string Unescape(string path)
    {
        var fragment = path.IndexOf('#', StringComparison.Ordinal);
        var parts = (fragment >= 0 ? path[..fragment] : path).Replace("%2f", "%2F", StringComparison.Ordinal).Split("%2F");
        return string.Join("%2F", parts.Select(Uri.UnescapeDataString)).Normalize(NormalizationForm.FormC);
    }
}
