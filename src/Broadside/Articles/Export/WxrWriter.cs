using System.Globalization;
using System.Text;
using System.Xml;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Media;

namespace Broadside.Articles.Export;

/// <summary>
/// Writes WordPress eXtended RSS 1.2, one item after the other. Where WXR has no place for something (a correction's kind, a
/// series, former addresses, a block's id), it stands in the item's post meta <see cref="WxrRecord.Key"/> as JSON.
/// </summary>
internal sealed class WxrWriter : IAsyncDisposable
{
    private const string Wp = "http://wordpress.org/export/1.2/";
    private const string Excerpt = "http://wordpress.org/export/1.2/excerpt/";
    private const string Content = "http://purl.org/rss/1.0/modules/content/";
    private const string Dc = "http://purl.org/dc/elements/1.1/";

    private readonly XmlWriter xml;
    private readonly WxrSetting setting;
    private int number;
    private long commentNumber;

    public WxrWriter(Stream to, WxrSetting setting)
    {
        this.setting = setting;
        number = setting.Media.Files.Count;
        xml = XmlWriter.Create(to, new XmlWriterSettings { Async = true, Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", CloseOutput = false });
    }

    public async Task BeginAsync()
    {
        await xml.WriteStartDocumentAsync();
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        foreach (var (prefix, space) in new[] { ("excerpt", Excerpt), ("content", Content), ("dc", Dc), ("wp", Wp) })
        {
            xml.WriteAttributeString("xmlns", prefix, null, space);
        }
        xml.WriteStartElement("channel");
        Text("title", setting.Identity.Name);
        Text("link", setting.Absolute("/"));
        Text("description", setting.Identity.Description ?? setting.Identity.Tagline ?? "");
        Text("pubDate", Rfc822(setting.At));
        Text("language", setting.Identity.Language);
        Text("generator", WxrRecord.Generator);
        Wordpress("wxr_version", "1.2");
        Wordpress("base_site_url", setting.Base);
        Wordpress("base_blog_url", setting.Base);
        foreach (var person in setting.People)
        {
            xml.WriteStartElement("wp", "author", Wp);
            Wordpress("author_login", person.Slug);
            Wordpress("author_email", "");
            Wordpress("author_display_name", person.Name);
            xml.WriteEndElement();
        }
        foreach (var topic in setting.Topics)
        {
            xml.WriteStartElement("wp", "category", Wp);
            Wordpress("category_nicename", topic.Slug);
            Wordpress("category_parent", topic.Parent ?? "");
            Wordpress("cat_name", topic.Name);
            Wordpress("category_description", topic.Description ?? "");
            xml.WriteEndElement();
        }
        if (setting.Site is { } site)
        {
            string?[] shown = [site.Identity.Logo, .. site.People.Select(p => p.Photo)];
            var files = shown.OfType<string>().Distinct().ToDictionary(sha => sha, setting.Media.NameOf, StringComparer.Ordinal);
            Element(WxrSite.Prefix, WxrSite.Element, WxrSite.Namespace, Encoding.UTF8.GetString(CanonicalJson.Bytes(new WxrSite(1, site, files))));
        }
    }

    public async Task AddAsync(ExportedArticle article)
    {
        // A withdrawn one leaves as what is left of it.
        var content = article.Content ?? new ArticleContent
        {
            Id = article.Id,
            Kind = article.Kind,
            Slug = Slug.From(article.Title),
            Address = article.Tombstone?.Address ?? "",
            Language = article.Tombstone?.Language ?? setting.Identity.Language,
            Title = article.Title,
            Blocks = article.Tombstone is { } stone ? [new Body.Paragraph { Id = "reason", Text = stone.Reason }] : [],
        };
        number++;
        xml.WriteStartElement("item");
        Text("title", Escape(content.Title));
        Text("link", content.Address.Length > 0 && article.State is ArticleState.Published or ArticleState.TakenDown ? setting.Absolute(content.Address) : $"{setting.Base}/?p={number}");
        Text("pubDate", content.PublishedAt is { } published ? Rfc822(published) : "");
        Element("dc", "creator", Dc, content.Bylines is [var first, ..] ? first.Slug : "");
        Guid(article.Id);
        Text("description", "");
        Element("content", "encoded", Content, WxrBody.Write(content, setting.Absolute, setting.FileOf));
        Element("excerpt", "encoded", Excerpt, Escape(content.Standfirst ?? ""));
        Post(number, content.Kind == ArticleKind.Page ? "page" : "post", content.Slug, Status(article), article.ScheduledAt ?? content.PublishedAt, "0");
        foreach (var by in content.Bylines)
        {
            Term("author", "cap-" + by.Slug, by.Name);
        }
        foreach (var topic in content.Topics)
        {
            Term("category", topic.Slug, topic.Name);
        }
        foreach (var tag in content.Tags)
        {
            Term("post_tag", tag.Slug, tag.Name);
        }
        Metas(content);
        Rest(article);
        Comments(article.Comments);
        xml.WriteEndElement();
        await xml.FlushAsync();
    }

    public async Task AddAsync(MediaFile file)
    {
        var id = setting.Media.NumberOf(file.Sha256) ?? 0;
        var address = setting.FileOf(file.Sha256);
        xml.WriteStartElement("item");
        Text("title", Escape(file.Title ?? file.Name));
        Text("link", address);
        Text("pubDate", Rfc822(file.CreatedAt));
        Element("dc", "creator", Dc, "");
        Guid(file.Sha256);
        Text("description", "");
        Element("content", "encoded", Content, "");
        Element("excerpt", "encoded", Excerpt, Escape(file.Caption ?? ""));
        Post(id, "attachment", file.Sha256, "inherit", file.CreatedAt, "0");
        Wordpress("attachment_url", address);
        Meta("_wp_attached_file", ExportedMedia.NameOf(file));
        Meta("_wp_attachment_image_alt", file.Alt);
        Meta("_media_credit", file.Credit);
        Meta("_media_credit_url", file.CreditUrl);
        Meta(WxrMedia.Key, Json(new WxrMedia(1, file.Name, file.Title, file.Licence, file.FocalX, file.FocalY)));
        xml.WriteEndElement();
        await xml.FlushAsync();
    }

    public async Task EndAsync()
    {
        await xml.WriteEndDocumentAsync();
        await xml.FlushAsync();
    }

    public ValueTask DisposeAsync() => xml.DisposeAsync();

    private void Metas(ArticleContent content)
    {
        Meta("_thumbnail_id", content.Lead?.Media is { } lead ? setting.Media.NumberOf(lead)?.ToString(CultureInfo.InvariantCulture) : null);
        Meta("footnotes", WxrBody.NotesMeta(content, setting.Absolute));
        Meta("_yoast_wpseo_canonical", content.CanonicalUrl);
        Meta("_yoast_wpseo_metadesc", content.Summary);
        var home = content.Address.Length > 1 ? content.Address[..(content.Address.TrimEnd('/').LastIndexOf('/') + 1)] : null;
        foreach (var former in content.FormerAddresses.Where(f => home is not null && f.StartsWith(home, StringComparison.Ordinal)).Select(f => f[home!.Length..].Trim('/')).Where(s => s.Length > 0 && !s.Contains('/', StringComparison.Ordinal) && !s.Contains('?', StringComparison.Ordinal)))
        {
            Meta("_wp_old_slug", former);
        }
        Meta(WxrRecord.Key, Record(content));
    }

    private void Rest(ExportedArticle article)
    {
        Meta(WxrRecord.NextKey, article.Draft is { } next ? Record(next) : null);
        Meta(WxrRecord.EmbargoKey, article.Tombstone is null ? article.EmbargoedUntil?.ToString("O", CultureInfo.InvariantCulture) : null);
        Meta(WxrGone.Key, article.Tombstone is { } stone ? Json(new WxrGone(1, stone, article.FormerAddresses ?? [], article.PublishedAt ?? stone.At)) : null);
    }

    private string Record(ArticleContent content) =>
        Json(new WxrRecord(1, content, ContentWalk.Media(content).Distinct().ToDictionary(sha => sha, setting.Media.NameOf, StringComparer.Ordinal)));

    private static string Json<T>(T value) => Encoding.UTF8.GetString(CanonicalJson.Bytes(value));

    private void Comments(IReadOnlyList<ExportedComment> comments)
    {
        var numbers = comments.ToDictionary(c => c.Id, _ => ++commentNumber, StringComparer.Ordinal);
        foreach (var comment in comments)
        {
            xml.WriteStartElement("wp", "comment", Wp);
            Wordpress("comment_id", numbers[comment.Id].ToString(CultureInfo.InvariantCulture));
            Wordpress("comment_author", Escape(comment.Author));
            Wordpress("comment_author_email", "");
            Wordpress("comment_author_url", comment.AuthorUrl ?? "");
            Wordpress("comment_author_IP", "");
            Wordpress("comment_date", Local(comment.At));
            Wordpress("comment_date_gmt", Gmt(comment.At));
            Wordpress("comment_content", Escape(comment.Text));
            Wordpress("comment_approved", comment.State switch
            {
                CommentState.Approved => "1",
                CommentState.Spam => "spam",
                CommentState.Trash => "trash",
                _ => "0",
            });
            Wordpress("comment_type", "comment");
            Wordpress("comment_parent", (comment.Parent is { } parent ? numbers.GetValueOrDefault(parent) : 0).ToString(CultureInfo.InvariantCulture));
            Wordpress("comment_user_id", "0");
            xml.WriteEndElement();
        }
    }

    private void Post(int id, string type, string name, string status, DateTimeOffset? at, string parent)
    {
        Wordpress("post_id", id.ToString(CultureInfo.InvariantCulture));
        Wordpress("post_date", at is { } local ? Local(local) : "0000-00-00 00:00:00");
        Wordpress("post_date_gmt", at is { } gmt ? Gmt(gmt) : "0000-00-00 00:00:00");
        Wordpress("comment_status", "closed");
        Wordpress("ping_status", "closed");
        Wordpress("post_name", name);
        Wordpress("status", status);
        Wordpress("post_parent", parent);
        Wordpress("menu_order", "0");
        Wordpress("post_type", type);
        Wordpress("post_password", "");
        Wordpress("is_sticky", "0");
    }

    private static string Status(ExportedArticle article) => article.State switch
    {
        ArticleState.Published when article.Content is not null => "publish",
        ArticleState.TakenDown => "trash",
        ArticleState.Scheduled => "future",
        ArticleState.InReview or ArticleState.Ready => "pending",
        _ => "draft",
    };

    private void Term(string domain, string slug, string name)
    {
        xml.WriteStartElement("category");
        xml.WriteAttributeString("domain", domain);
        xml.WriteAttributeString("nicename", slug);
        Data(name);
        xml.WriteEndElement();
    }

    private void Meta(string key, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }
        xml.WriteStartElement("wp", "postmeta", Wp);
        Wordpress("meta_key", key);
        Wordpress("meta_value", value);
        xml.WriteEndElement();
    }

    private void Guid(string id)
    {
        xml.WriteStartElement("guid");
        xml.WriteAttributeString("isPermaLink", "false");
        xml.WriteString($"{setting.Base}/?id={id}");
        xml.WriteEndElement();
    }

    private void Text(string name, string text) => xml.WriteElementString(name, Sound(text));

    private void Wordpress(string name, string text) => Element("wp", name, Wp, text);

    private void Element(string prefix, string name, string space, string text)
    {
        xml.WriteStartElement(prefix, name, space);
        Data(text);
        xml.WriteEndElement();
    }

    private void Data(string text) => xml.WriteCData(Sound(text));

    // XML has no word for most control characters and for half a character.
    private static string Sound(string text)
    {
        var sound = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            sound.Append(rune.Value is >= ' ' or '\n' or '\t' && rune.Value is not (0xFFFE or 0xFFFF) ? rune.ToString() : "\uFFFD");
        }
        return sound.Length == text.Length && sound.Equals(text) ? text : sound.ToString();
    }

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private string Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, setting.Identity.Zone()).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Gmt(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Rfc822(DateTimeOffset at) => at.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
}
