using Broadside.Articles.Export;

namespace Broadside.Import.WordPress;

/// <summary>What an export says about the whole site, before its items.</summary>
internal sealed class WxrChannel
{
    public string Title { get; set; } = "";

    public string Link { get; set; } = "";

    public string Description { get; set; } = "";

    public string Language { get; set; } = "";

    public string Version { get; set; } = "";

    /// <summary>Written by this program: logins are slugs, and items hold their contents whole.</summary>
    public bool IsOwn { get; set; }

    /// <summary>What such an export says of the whole outlet.</summary>
    public WxrSite? Own { get; set; }

    public string BaseSiteUrl { get; set; } = "";

    public string BaseBlogUrl { get; set; } = "";

    public List<WxrAuthor> Authors { get; } = [];

    public List<WxrTerm> Terms { get; } = [];

    /// <summary>The site's address: half of what an item is known by when the same export comes again.</summary>
    public string Site => FirstOf(BaseBlogUrl, Link, BaseSiteUrl).TrimEnd('/');

    private static string FirstOf(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Length > 0)
            {
                return text;
            }
        }
        return "";
    }
}

/// <param name="Id">"" where the export has none.</param>
/// <param name="Slug">Where the export tells it.</param>
internal sealed record WxrAuthor(string Id, string Login, string Name, string? Slug = null);

/// <summary>A category, tag or term of any other taxonomy. <paramref name="Parent"/> is a slug.</summary>
internal sealed record WxrTerm(string Id, string Taxonomy, string Slug, string Name, string Parent, string Description);
