using Broadside.Site.Feeds;

namespace Broadside.Site.Sitemaps;

/// <summary>Writes sitemaps after sitemaps.org, and Google's news sitemaps.</summary>
internal static class SitemapXml
{
    public const string MediaType = "application/xml";

    private const string Space = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string Xhtml = "http://www.w3.org/1999/xhtml";
    private const string News = "http://www.google.com/schemas/sitemap-news/0.9";

    public static byte[] Index(IEnumerable<SitemapPart> parts)
    {
        using var xml = new FeedXml("sitemapindex", Space);
        foreach (var part in parts)
        {
            xml.Open("sitemap").Element("loc", part.Url).Element("lastmod", part.Changed is { } at ? FeedText.Instant(at) : null).Close();
        }
        return xml.End();
    }

    public static byte[] Addresses(IEnumerable<SitemapAddress> addresses)
    {
        using var xml = new FeedXml("urlset", Space, ("xhtml", Xhtml));
        foreach (var address in addresses)
        {
            xml.Open("url").Element("loc", address.Url).Element("lastmod", address.Changed is { } at ? FeedText.Instant(at) : null);
            foreach (var (language, url) in address.Languages)
            {
                xml.Element("xhtml:link", "", ("rel", "alternate"), ("hreflang", language), ("href", url));
            }
            xml.Close();
        }
        return xml.End();
    }

    public static byte[] Newest(string outlet, IEnumerable<SitemapNews> articles)
    {
        using var xml = new FeedXml("urlset", Space, ("news", News));
        foreach (var article in articles)
        {
            xml.Open("url").Element("loc", article.Url).Open("news:news");
            xml.Open("news:publication").Element("news:name", outlet).Element("news:language", article.Language).Close();
            xml.Element("news:publication_date", FeedText.Instant(article.Published)).Element("news:title", article.Title).Close().Close();
        }
        return xml.End();
    }
}
