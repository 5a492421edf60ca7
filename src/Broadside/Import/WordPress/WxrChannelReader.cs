using System.Xml;
using Broadside.Articles.Export;
using Broadside.Kit;

namespace Broadside.Import.WordPress;

/// <summary>Reads what stands before the items (and, in odd files, between them): the site, its authors, its terms.</summary>
internal static class WxrChannelReader
{
    public static Outcome<(WxrChannel Channel, WxrContext Context)> ReadHead(string head)
    {
        if (head.IndexOf("<!DOCTYPE", StringComparison.OrdinalIgnoreCase) is >= 0 and var at && at < Root(head))
        {
            return new Refusal("not_wxr", $"This is no WordPress export (WXR): line {head.AsSpan(0, at).Count('\n') + 1}: it declares a document type (DOCTYPE), as no export does; nothing that it defines was read.");
        }
        var first = Attempt(head);
        return first.IsDone ? first : Attempt(WxrRepair.Mend(head, isWhole: true)) is { IsDone: true } mended ? mended : first;
    }

    /// <summary>Channel elements that stand between or after the items; what cannot be read is passed over.</summary>
    public static void ReadRest(WxrContext context, string rest, WxrChannel channel)
    {
        if (!rest.Contains("author>", StringComparison.Ordinal) && !rest.Contains("term>", StringComparison.Ordinal) && !rest.Contains("category>", StringComparison.Ordinal))
        {
            return;
        }
        try
        {
            using var reader = context.Read(rest);
            reader.Read();
            while (!reader.EOF)
            {
                ReadPart(reader, channel);
            }
        }
        catch (XmlException)
        {
            // The end tags of channel and root have no start here: that is where the rest ends.
        }
    }

    private static Outcome<(WxrChannel, WxrContext)> Attempt(string head)
    {
        var channel = new WxrChannel();
        var namespaces = new Dictionary<string, string>(StringComparer.Ordinal);
        var depth = 0;
        try
        {
            using var reader = WxrContext.Plain.Read(head.TrimStart('\uFEFF', ' ', '\t', '\r', '\n'));
            while (depth < 2 && reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    var expected = depth == 0 ? "rss" : "channel";
                    if (reader.LocalName != expected || reader.IsEmptyElement)
                    {
                        return NotWxr(reader, depth == 0
                            ? $"it begins with <{reader.Name}>, not with <rss>"
                            : $"<{reader.Name}> stands where <channel> must");
                    }
                    depth++;
                    NoteNamespaces(reader, namespaces);
                }
            }
            if (depth < 2)
            {
                return NotWxr(reader, "no <channel> was found");
            }
            reader.Read();
            while (!reader.EOF && reader.Depth >= 2)
            {
                ReadPart(reader, channel);
            }
        }
        catch (XmlException e) when (!(depth == 2 && IsEnd(head, e)))
        {
            return new Refusal("not_wxr", $"This is no WordPress export (WXR): {Sentence(e)}");
        }
        catch (XmlException)
        {
            // The head ends where the first item begins, with channel and root still open.
        }
        return Judge(channel, namespaces, head.AsSpan().Count('\n') + 1);
    }

    private static Outcome<(WxrChannel, WxrContext)> Judge(WxrChannel channel, Dictionary<string, string> namespaces, int line)
    {
        if (!namespaces.Values.Any(space => WxrNames.Of(space) == WxrName.Wp))
        {
            return new Refusal("not_wxr", $"This is no WordPress export (WXR): up to line {line} it declares no namespace of WordPress exports. In WordPress, choose Tools → Export → All content.");
        }
        if (channel.Version is not ("1.0" or "1.1" or "1.2"))
        {
            return new Refusal("wxr_version", channel.Version.Length == 0
                ? $"This is no WordPress export that can be read: up to line {line} it states no WXR version (wp:wxr_version)."
                : $"This is no WordPress export that can be read: up to line {line} it states the WXR version “{channel.Version}”; 1.0, 1.1 and 1.2 are known.");
        }
        return (channel, new WxrContext(namespaces));
    }

    private static void NoteNamespaces(XmlReader reader, Dictionary<string, string> namespaces)
    {
        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix == "xmlns" && reader.LocalName is not ("xml" or "xmlns"))
            {
                namespaces[reader.LocalName] = reader.Value;
            }
        }
        reader.MoveToElement();
    }

    private static void ReadPart(XmlReader reader, WxrChannel channel)
    {
        if (reader.NodeType != XmlNodeType.Element)
        {
            reader.Read();
            return;
        }
        var name = reader.LocalName;
        switch (WxrNames.Of(reader.NamespaceURI), name)
        {
            case (WxrName.Rss, "title"):
                channel.Title = WxrContext.Text(reader).Trim();
                break;
            case (WxrName.Rss, "link"):
                channel.Link = WxrContext.Text(reader).Trim();
                break;
            case (WxrName.Rss, "description"):
                channel.Description = WxrContext.Text(reader).Trim();
                break;
            case (WxrName.Rss, "language"):
                channel.Language = WxrContext.Text(reader).Trim();
                break;
            case (WxrName.Rss, "generator"):
                channel.IsOwn = WxrContext.Text(reader).Trim() == WxrRecord.Generator;
                break;
            case (WxrName.Wp, "wxr_version"):
                channel.Version = WxrContext.Text(reader).Trim();
                break;
            case (WxrName.Wp, "base_site_url"):
                channel.BaseSiteUrl = WxrContext.Text(reader).Trim();
                break;
            case (WxrName.Wp, "base_blog_url"):
                channel.BaseBlogUrl = WxrContext.Text(reader).Trim();
                break;
            case (WxrName.Wp, "author" or "wp_author"):
                AddAuthor(Fields(reader), channel);
                break;
            case (WxrName.Wp, "category" or "tag" or "term"):
                AddTerm(name, Fields(reader), channel);
                break;
            case (WxrName.Foreign, WxrSite.Element) when reader.NamespaceURI == WxrSite.Namespace && channel.IsOwn:
                channel.Own = OwnSite.Parse(WxrContext.Text(reader));
                break;
            default:
                WxrContext.Skip(reader);
                break;
        }
    }

    private static void AddAuthor(Dictionary<string, string> fields, WxrChannel channel)
    {
        var login = Value(fields, "author_login");
        var whole = $"{Value(fields, "author_first_name")} {Value(fields, "author_last_name")}".Trim();
        var name = Value(fields, "author_display_name") is { Length: > 0 } shown ? shown : whole.Length > 0 ? whole : login;
        if (login.Length > 0)
        {
            channel.Authors.Add(new WxrAuthor(Value(fields, "author_id"), login, name, channel.IsOwn && Slug.From(login) == login ? login : null));
        }
    }

    private static void AddTerm(string kind, Dictionary<string, string> fields, WxrChannel channel)
    {
        var term = kind switch
        {
            "category" => new WxrTerm(Value(fields, "term_id"), "category", Value(fields, "category_nicename"), Value(fields, "cat_name"), Value(fields, "category_parent"), Value(fields, "category_description")),
            "tag" => new WxrTerm(Value(fields, "term_id"), "post_tag", Value(fields, "tag_slug"), Value(fields, "tag_name"), "", Value(fields, "tag_description")),
            _ => new WxrTerm(Value(fields, "term_id"), Value(fields, "term_taxonomy"), Value(fields, "term_slug"), Value(fields, "term_name"), Value(fields, "term_parent"), Value(fields, "term_description")),
        };
        if (term.Slug.Length > 0 || term.Name.Length > 0)
        {
            channel.Terms.Add(term);
        }
    }

    private static Dictionary<string, string> Fields(XmlReader reader)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        WxrItemReader.ReadFields(reader, fields);
        return fields;
    }

    private static string Value(Dictionary<string, string> fields, string name) => fields.GetValueOrDefault(name, "").Trim();

    private static int Root(string head) => head.IndexOf("<rss", StringComparison.Ordinal) is >= 0 and var at ? at : head.Length;

    private static bool IsEnd(string head, XmlException e) => e.LineNumber >= head.AsSpan().TrimEnd().Count('\n') + 1 || e.LineNumber == 0;

    private static Refusal NotWxr(XmlReader reader, string why) =>
        new("not_wxr", $"This is no WordPress export (WXR): line {((IXmlLineInfo)reader).LineNumber}: {why}. In WordPress, choose Tools → Export → All content.");

    // .NET's message ends with "Line 3, position 5."; the line comes first here.
    private static string Sentence(XmlException e)
    {
        var end = e.Message.LastIndexOf(" Line ", StringComparison.Ordinal);
        return $"line {Math.Max(e.LineNumber, 1)}: {(end > 0 ? e.Message[..end] : e.Message)}";
    }
}
