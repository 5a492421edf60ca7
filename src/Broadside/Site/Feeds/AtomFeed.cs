using System.Globalization;

namespace Broadside.Site.Feeds;

/// <summary>Atom 1.0 (RFC 4287) with full text.</summary>
public static class AtomFeed
{
    public const string MediaType = "application/atom+xml";

    public static byte[] Write(Feed feed)
    {
        using var xml = new FeedXml("feed", "http://www.w3.org/2005/Atom");
        xml.Attribute("xml:lang", feed.Language);
        xml.Element("id", feed.Id).Element("title", feed.Title).Element("subtitle", feed.Description).Element("updated", FeedText.Instant(feed.Updated));
        xml.Element("link", "", ("rel", "self"), ("type", MediaType), ("href", feed.Self));
        xml.Element("link", "", ("rel", "alternate"), ("type", "text/html"), ("href", feed.Home));
        xml.Element("logo", feed.Image);
        xml.Open("author").Element("name", feed.Outlet).Close();
        foreach (var item in feed.Items)
        {
            Write(xml, item);
        }
        return xml.End();
    }

    private static void Write(FeedXml xml, FeedItem item)
    {
        xml.Open("entry").Attribute("xml:lang", item.Language);
        xml.Element("id", item.Id).Element("title", item.Title);
        xml.Element("published", FeedText.Instant(item.Published)).Element("updated", FeedText.Instant(item.Updated));
        xml.Element("link", "", ("rel", "alternate"), ("type", "text/html"), ("href", item.Url));
        if (item.Audio is { } audio)
        {
            xml.Element("link", "", ("rel", "enclosure"), ("type", audio.MediaType), ("length", audio.Bytes.ToString(CultureInfo.InvariantCulture)), ("href", audio.Url));
        }
        if (item.Licence is { } licence)
        {
            xml.Element("link", "", ("rel", "license"), ("href", licence));
        }
        foreach (var author in item.Authors)
        {
            xml.Open("author").Element("name", author.Name).Element("uri", author.Url).Close();
        }
        foreach (var category in item.Categories)
        {
            xml.Element("category", "", ("term", category));
        }
        xml.Element("summary", item.Summary).Element("content", item.Html, ("type", "html")).Close();
    }
}
