namespace Broadside.Articles.Export;

/// <summary>
/// What WXR has no place for and belongs to the whole outlet (identity, menus, front pages, redirects, people and topics whole): JSON
/// in an element of the channel that other programs pass over.
/// </summary>
/// <param name="V">1.</param>
/// <param name="Site">As it was last signed.</param>
/// <param name="Files">Names of the files that it shows, by their hashes.</param>
internal sealed record WxrSite(int V, SiteFacts Site, IReadOnlyDictionary<string, string> Files)
{
    public const string Namespace = "urn:broadside:export:1";
    public const string Prefix = "broadside";
    public const string Element = "site";
}
