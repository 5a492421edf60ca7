using System.Globalization;

namespace Broadside.Site.Feeds;

/// <summary>RSS 2.0 with the tags that podcast directories ask for: one episode for each article with a recording.</summary>
public static class PodcastFeed
{
    private const string Itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";
    private const string Content = "http://purl.org/rss/1.0/modules/content/";
    private const string Atom = "http://www.w3.org/2005/Atom";

    public static byte[] Write(Feed feed)
    {
        using var xml = new FeedXml("rss", null, ("itunes", Itunes), ("content", Content), ("atom", Atom));
        xml.Attribute("version", "2.0").Open("channel");
        xml.Element("title", feed.Title).Element("link", feed.Home).Element("description", feed.Description).Element("language", feed.Language);
        xml.Element("atom:link", "", ("rel", "self"), ("type", RssFeed.MediaType), ("href", feed.Self));
        if (feed.Items.Count > 0)
        {
            xml.Element("lastBuildDate", FeedText.Rfc822(feed.Updated));
        }
        xml.Element("itunes:author", feed.Outlet).Element("itunes:summary", feed.Description).Element("itunes:type", "episodic").Element("itunes:explicit", "false");
        if (feed.Contact is { } contact)
        {
            xml.Open("itunes:owner").Element("itunes:name", feed.Outlet).Element("itunes:email", contact).Close();
        }
        xml.Open("itunes:category").Attribute("text", "News").Close();
        if (feed.Image is { } image)
        {
            xml.Element("itunes:image", "", ("href", image));
            xml.Open("image").Element("url", image).Element("title", feed.Title).Element("link", feed.Home).Close();
        }
        foreach (var item in feed.Items.Where(i => i.Audio is not null))
        {
            Write(xml, item, item.Audio!, feed);
        }
        xml.Close();
        return xml.End();
    }

    private static void Write(FeedXml xml, FeedItem item, FeedFile audio, Feed feed)
    {
        xml.Open("item").Element("title", audio.Title ?? item.Title).Element("link", item.Url).Element("guid", item.Id, ("isPermaLink", "false"));
        xml.Element("pubDate", FeedText.Rfc822(item.Published));
        xml.Element("enclosure", "", ("url", audio.Url), ("length", audio.Bytes.ToString(CultureInfo.InvariantCulture)), ("type", audio.MediaType));
        xml.Element("description", item.Summary ?? item.Title).Element("content:encoded", item.Html);
        xml.Element("itunes:title", audio.Title ?? item.Title).Element("itunes:summary", item.Summary).Element("itunes:explicit", "false").Element("itunes:episodeType", "full");
        xml.Element("itunes:author", item.Authors.Count > 0 ? string.Join(", ", item.Authors.Select(a => a.Name)) : feed.Outlet);
        xml.Element("itunes:duration", audio.Seconds?.ToString(CultureInfo.InvariantCulture));
        if (item.Image is { } image)
        {
            xml.Element("itunes:image", "", ("href", image.Url));
        }
        xml.Close();
    }
}
