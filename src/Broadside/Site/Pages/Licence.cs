using Broadside.Articles;

namespace Broadside.Site.Pages;

/// <summary>A licence that readers know by name, from its SPDX id.</summary>
internal sealed record Licence(string Name, string Url)
{
    public string[] Host => ContentWalk.HostOf(Url) is { } host ? [host] : [];

    /// <summary>Creative Commons ids become name and address; any other id is its own name and leads to its SPDX page.</summary>
    public static Licence Of(string id)
    {
        var parts = id.Split('-');
        return parts is ["CC", .. var terms, var version] && terms.Length > 0 && version.Length == 3
            ? new Licence($"CC {string.Join('-', terms)} {version}", $"https://creativecommons.org/licenses/{string.Join('-', terms).ToLowerInvariant()}/{version}/")
            : new Licence(id, $"https://spdx.org/licenses/{id}.html");
    }
}
