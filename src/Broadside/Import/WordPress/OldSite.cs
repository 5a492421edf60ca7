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
    public string? PathOf(string address)
    {
        address = address.Trim();
        if (address.Length == 0)
        {
            return null;
        }
        if (address[0] == '/' && !address.StartsWith("//", StringComparison.Ordinal))
        {
            return Unescape(address);
        }
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && hosts.Contains(uri.Host)
            ? Unescape(uri.PathAndQuery)
            : null;
    }

    /// <summary>Every address under which the old site knew the item: its link, its guid, its number, its earlier slugs.</summary>
    public IReadOnlyList<string> AddressesOf(WxrItem item)
    {
        var paths = new List<string>();
        var link = PathOf(item.Link);
        Add(link);
        Add(PathOf(item.Guid));
        if (item.Id.Length > 0)
        {
            Add($"{basePath}/?p={item.Id}");
            if (item.Type == "page")
            {
                Add($"{basePath}/?page_id={item.Id}");
            }
        }
        if (link is not null && !link.Contains('?', StringComparison.Ordinal) && link.TrimEnd('/').LastIndexOf('/') is >= 0 and var slash)
        {
            var slashEnd = link.EndsWith('/') ? "/" : "";
            foreach (var old in item.AllMetaOf("_wp_old_slug").Where(s => s.Length > 0))
            {
                Add($"{link[..slash]}/{Uri.UnescapeDataString(old)}{slashEnd}");
            }
        }
        return paths;

        void Add(string? path)
        {
            // The front page is nobody's old address, and 300 characters are no address.
            if (path is { Length: > 1 and < 300 } && path != basePath && path != basePath + "/" && !paths.Contains(path))
            {
                paths.Add(path);
            }
        }
    }

    private static string Unescape(string path)
    {
        var fragment = path.IndexOf('#', StringComparison.Ordinal);
        return Uri.UnescapeDataString(fragment >= 0 ? path[..fragment] : path);
    }
}
