using System.Xml;

namespace Broadside.Import.WordPress;

/// <summary>Turns one item's XML into a <see cref="WxrItem"/>.</summary>
internal static class WxrItemReader
{
    // One item with more than this is no article but an attack on memory.
    private const int MostParts = 200_000;

    /// <exception cref="XmlException">The item is not well formed.</exception>
    public static WxrItem Read(WxrContext context, string xml, int line)
    {
        using var reader = context.Read(xml);
        var item = new WxrItem { Line = line };
        reader.MoveToContent();
        if (reader.IsEmptyElement || !reader.Read())
        {
            return item;
        }
        for (var parts = 0; reader.NodeType != XmlNodeType.EndElement && !reader.EOF && parts < MostParts; parts++)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                ReadPart(reader, item);
            }
            else
            {
                reader.Read();
            }
        }
        // Reads to the end, so that what is wrong behind the item's end is noticed as well.
        while (reader.Read())
        {
        }
        return item;
    }

    private static void ReadPart(XmlReader reader, WxrItem item)
    {
        var name = reader.LocalName;
        switch (WxrNames.Of(reader.NamespaceURI))
        {
            case WxrName.Rss:
                ReadRss(reader, item, name);
                break;
            case WxrName.Wp when name == "postmeta":
                item.Meta.Add(ReadMeta(reader));
                break;
            case WxrName.Wp when name == "comment":
                item.Comments.Add(ReadComment(reader));
                break;
            case WxrName.Wp:
                item.Fields.TryAdd(name, WxrContext.Text(reader).Trim());
                break;
            case WxrName.Content when name == "encoded":
                item.Content = WxrContext.Text(reader);
                break;
            case WxrName.Excerpt when name == "encoded":
                item.Excerpt = WxrContext.Text(reader).Trim();
                break;
            case WxrName.Dc when name == "creator":
                item.Creator = WxrContext.Text(reader).Trim();
                break;
            default:
                WxrContext.Skip(reader);
                break;
        }
    }

    private static void ReadRss(XmlReader reader, WxrItem item, string name)
    {
        switch (name)
        {
            case "title":
                item.Title = WxrContext.Text(reader).Trim();
                break;
            case "link":
                item.Link = WxrContext.Text(reader).Trim();
                break;
            case "guid":
                item.Guid = WxrContext.Text(reader).Trim();
                break;
            case "pubDate":
                item.PubDate = WxrContext.Text(reader).Trim();
                break;
            case "category":
                var domain = reader.GetAttribute("domain") ?? "";
                var slug = reader.GetAttribute("nicename") ?? "";
                item.Terms.Add(new WxrItemTerm(domain, slug, WxrContext.Text(reader).Trim()));
                break;
            default:
                WxrContext.Skip(reader);
                break;
        }
    }

    private static KeyValuePair<string, string> ReadMeta(XmlReader reader)
    {
        var fields = ReadFields(reader);
        return new(fields.GetValueOrDefault("meta_key", "").Trim(), fields.GetValueOrDefault("meta_value", ""));
    }

    private static WxrComment ReadComment(XmlReader reader)
    {
        var comment = new WxrComment();
        ReadFields(reader, comment.Fields);
        return comment;
    }

    private static Dictionary<string, string> ReadFields(XmlReader reader)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        ReadFields(reader, fields);
        return fields;
    }

    /// <summary>The <c>wp:</c> elements directly inside the one that the reader stands on; those with elements inside (as comment meta) are passed over.</summary>
    public static void ReadFields(XmlReader reader, Dictionary<string, string> fields)
    {
        var depth = reader.Depth;
        var empty = reader.IsEmptyElement;
        reader.Read();
        while (!empty && reader.Depth > depth && !reader.EOF)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                reader.Read();
            }
            else if (WxrNames.Of(reader.NamespaceURI) == WxrName.Wp && reader.LocalName is not ("commentmeta" or "termmeta"))
            {
                var name = reader.LocalName;
                fields.TryAdd(name, WxrContext.Text(reader));
            }
            else
            {
                WxrContext.Skip(reader);
            }
        }
        if (!empty && reader.NodeType == XmlNodeType.EndElement)
        {
            reader.Read();
        }
    }
}
