using System.Globalization;

namespace Broadside.Site.Feeds;

/// <summary>RSS 2.0 with full text in <c>content:encoded</c>, after the RSS Advisory Board's profile.</summary>
public static class RssFeed
{
    public const string MediaType = "application/rss+xml";

    private const string Atom = "http://www.w3.org/2005/Atom";
    private const string Content = "http://purl.org/rss/1.0/modules/content/";
    private const string Dublin = "http://purl.org/dc/elements/1.1/";
    private const string Media = "http://search.yahoo.com/mrss/";

    public static byte[] Write(Feed feed)
    {
        using var xml = new FeedXml("rss", null, ("atom", Atom), ("content", Content), ("dc", Dublin), ("media", Media));
        xml.Attribute("version", "2.0").Open("channel");
        xml.Element("title", feed.Title).Element("link", feed.Home).Element("description", feed.Description).Element("language", feed.Language);
        xml.Element("atom:link", "", ("rel", "self"), ("type", MediaType), ("href", feed.Self));
        if (feed.Items.Count > 0)
        {
            xml.Element("lastBuildDate", FeedText.Rfc822(feed.Updated));
        }
        if (feed.Image is not null)
        {
            xml.Open("image").Element("url", feed.Image).Element("title", feed.Title).Element("link", feed.Home).Close();
        }
        foreach (var item in feed.Items)
        {
            Write(xml, item, feed);
        }
        xml.Close();
        return xml.End();
    }

    private static void Write(FeedXml xml, FeedItem item, Feed feed)
    {
        xml.Open("item").Element("title", item.Title).Element("link", item.Url).Element("guid", item.Id, ("isPermaLink", "false"));
        xml.Element("pubDate", FeedText.Rfc822(item.Published));
        foreach (var author in item.Authors.Select(a => a.Name).DefaultIfEmpty(feed.Outlet))
        {
            xml.Element("dc:creator", author);
        }
        foreach (var category in item.Categories)
        {
            xml.Element("category", category);
        }
        xml.Element("description", item.Summary).Element("content:encoded", item.Html);
        if (item.Audio is { } audio)
        {
            xml.Element("enclosure", "", ("url", audio.Url), ("length", audio.Bytes.ToString(CultureInfo.InvariantCulture)), ("type", audio.MediaType));
        }
        if (item.Image is { } image)
        {
            xml.Element("media:content", "", ("url", image.Url), ("medium", "image"), ("type", image.MediaType));
        }
        if (item.Language != feed.Language)
        {
            xml.Element("dc:language", item.Language);
        }
        xml.Close();
    }
}
