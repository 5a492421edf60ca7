using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Broadside.Articles;

namespace Broadside.Tests.Import.WordPress;

/// <summary>What readers get who follow a link to the old site, asked over HTTP.</summary>
public sealed partial class OldAddressTests
{
    [Fact]
    public async Task Every_old_address_in_the_real_exports_leads_to_its_article_and_those_of_drafts_to_nothing()
    {
        var (asked, wrong) = (0, new List<string>());
        foreach (var file in Directory.GetFiles(TestData.At("data", "imports", "wxr"), "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (Read(file) is not { } items)
            {
                continue;
            }
            await using var view = await ReadersView.OpenAsync();
            if (await view.ImportAsync(file) is null)
            {
                continue;
            }
            foreach (var item in items)
            {
                foreach (var address in item.Addresses.SelectMany(Spellings))
                {
                    asked++;
                    var expected = item.IsPublished ? view.Get<Catalogue>().ByFormerAddress(item.Number)?.Address ?? "its article" : "404";
                    if (await view.AskAsync(address) is var found && found != expected)
                    {
                        wrong.Add($"{Path.GetFileName(file)}: {address} leads to {found}, not to {expected}");
                    }
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(asked > 150, $"only {asked} addresses were asked for");
    }

    [Fact]
    public async Task Whatever_an_old_address_looked_like_it_leads_to_what_stood_there()
    {
        using var folder = new TempFolder();
        await using var view = await ReadersView.OpenAsync();
        var report = await view.ImportAsync(Wxr.Raw(folder, Encoding.UTF8.GetBytes(Paper)));
        Assert.Equal((8, 3, 2), (report!.Counts.Articles, report.Counts.Pages, report.Counts.Drafts));
        var wrong = new List<string>();
        foreach (var (asked, expected) in Expected.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(" → ")).Select(l => (l[0], l[1])))
        {
            if (await view.AskAsync(asked) is var found && found != expected)
            {
                wrong.Add($"{asked} leads to {found}, not to {expected}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task An_undone_import_takes_its_old_addresses_along()
    {
        using var folder = new TempFolder();
        await using var view = await ReadersView.OpenAsync();
        var report = await view.ImportAsync(Wxr.Raw(folder, Encoding.UTF8.GetBytes(Paper)));

        await view.Get<Broadside.Import.UndoImport>().RunAsync(report!.Run!, Broadside.Guard.Actor.Operator, _ => { }, TestContext.Current.CancellationToken);

        foreach (var gone in (string[])["/?p=11", "/2019/03/05/rios/", "/category/world/", "/author/ana-maria/", "/tag/water/", "/?cat=7"])
        {
            // The front page alone takes a query that means nothing any more.
            Assert.Equal(gone.StartsWith("/?cat", StringComparison.Ordinal) ? gone : "404", await view.AskAsync(gone));
        }
    }

    private static IEnumerable<string> Spellings(string address)
    {
        yield return address;
        if (address.Contains('?', StringComparison.Ordinal))
        {
            yield return address + "&utm_source=mail";
            yield break;
        }
        yield return address.EndsWith('/') ? address[..^1] : address + "/";
        yield return address + "?utm_source=mail";
        yield return address.TrimEnd('/') + "/feed/";
        yield return address.TrimEnd('/') + "/amp/";
        yield return Escape().Replace(address, e => e.Value.ToUpperInvariant());
        yield return Escape().Replace(address, e => e.Value.ToLowerInvariant());
    }

    // A reader of its own, that knows nothing of the importer's; null for what is not well-formed.
    private static List<(bool IsPublished, string Number, List<string> Addresses)>? Read(string file)
    {
        XDocument export;
        try
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings { CheckCharacters = false });
            export = XDocument.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
        var site = export.Descendants().FirstOrDefault(e => e.Name.LocalName == "base_blog_url")?.Value ?? export.Root!.Element("channel")?.Element("link")?.Value ?? "";
        var root = Uri.TryCreate(site, UriKind.Absolute, out var at) ? at.AbsolutePath.TrimEnd('/') : "";
        var read = new List<(bool, string, List<string>)>();
        foreach (var item in export.Descendants("item").Where(i => Wp(i, "post_type") is "post" or "page" && Wp(i, "post_id").Length > 0))
        {
            var number = $"{root}/?p={Wp(item, "post_id")}";
            var link = item.Element("link")?.Value.Trim() ?? "";
            var path = link.StartsWith('/') ? link : Uri.TryCreate(link, UriKind.Absolute, out var uri) ? uri.PathAndQuery : "/";
            List<string> addresses = [number, .. path.Length > 1 && path != root + "/" ? [path] : Array.Empty<string>()];
            read.Add((Wp(item, "status") == "publish" && Wp(item, "post_password").Length == 0, number, addresses));
        }
        return read;
    }

    private static string Wp(XElement item, string name) =>
        item.Elements().FirstOrDefault(e => e.Name.LocalName == name && e.Name.NamespaceName.Contains("wordpress.org/export/1.", StringComparison.Ordinal))?.Value.Trim() ?? "";

    [GeneratedRegex("%[0-9A-Fa-f]{2}")]
    private static partial Regex Escape();

    private const string Expected = """
        /2019/03/05/rios/ → /2019/03/rios/
        /2019/03/05/rios → /2019/03/rios/
        /2019/03/05/RIOS/ → /2019/03/rios/
        /index.php/2019/03/05/rios/ → /2019/03/rios/
        /2019/03/05/rios-secos/ → /2019/03/rios/
        /2019/03/04/rios/ → /2019/03/rios/
        /2019/03/04/rios-secos/ → /2019/03/rios/
        /2019/03/05/rios/feed/ → /2019/03/rios/
        /2019/03/05/rios/feed/atom → /2019/03/rios/
        /2019/03/05/rios/2/ → /2019/03/rios/
        /2019/03/05/rios/comment-page-1/ → /2019/03/rios/
        /2019/03/05/rios/amp/ → /2019/03/rios/
        /2019/03/05/rios/embed/ → /2019/03/rios/
        /2019/03/05/rios/trackback → /2019/03/rios/
        /2019/03/05/rios/foto-del-rio/ → /2019/03/rios/
        /2019/03/05/rios/no-such-thing/ → 404
        /?attachment_id=90 → /2019/03/rios/
        /?p=90 → /2019/03/rios/
        /foto-suelta/ → /2019/03/rios/
        /?p=11 → /2019/03/rios/
        /?p=11&preview=true → /2019/03/rios/
        /?utm_source=x&p=11 → /2019/03/rios/
        /index.php?p=11 → /2019/03/rios/
        /?page_id=11 → /2019/03/rios/
        /archives/12 → /2020/05/numbered/
        /archives/12/ → /2020/05/numbered/
        /2020/old-name.html → /2020/06/new-name/
        /2020/new-name.html → /2020/06/new-name/
        /14-with-number/ → /2020/07/with-number/
        /14-earlier/ → /2020/07/with-number/
        /special/place/here/ → /2020/08/custom/
        /special/place/here → /2020/08/custom/
        /custom/ → /2020/08/custom/
        /a%C3%B1o-nuevo-en-bogot%C3%A1/ → /2021/01/ano-nuevo-en-bogota/
        /a%c3%b1o-nuevo-en-bogot%c3%a1/ → /2021/01/ano-nuevo-en-bogota/
        /an%CC%83o-nuevo-en-bogota%CC%81/ → /2021/01/ano-nuevo-en-bogota/
        /%E6%96%B0%E8%81%9E/ → /2021/02/新聞/
        /%e6%96%b0%e8%81%9e → /2021/02/新聞/
        /about/ → /about/
        /about → /about/
        /?page_id=21 → /about/
        /?p=21 → /about/
        /about/team/ → /team/
        /about/team/feed/ → /team/
        /?page_id=23 → 404
        /about/secret/ → 404
        /?p=31 → 404
        /?p=999 → 404
        /?p=abc → /?p=abc
        /2019/03/06/unfinished/ → 404
        /category/world/ → /topics/world/
        /category/world/andes/ → /topics/andes/
        /category/world/andes → /topics/andes/
        /category/world/andes/page/2/ → /topics/andes/
        /category/world/feed/ → /topics/world/feed.xml
        /category/world/feed/atom/ → /topics/world/atom.xml
        /?cat=7 → /topics/world/
        /?category_name=world/andes → /topics/andes/
        /category/nothing/ → 404
        /tag/water/ → /tags/water/
        /tag/agua-y-r%C3%ADos/ → /tags/agua-y-rios/
        /?tag=water → /tags/water/
        /tag/never-used/ → 404
        /author/ana-maria/ → /people/ana-ruiz/
        /author/ana-maria/page/3 → /people/ana-ruiz/
        /author/guest/ → /people/guest-writer/
        /?author=2 → /people/ana-ruiz/
        /2019/03/ → /archive/2019/03/
        /2019/03/05/ → /archive/2019/03/
        /2019/ → /archive/
        /2018/ → 404
        /?m=201903 → /archive/2019/03/
        /page/2/ → /
        /feed/ → /feed.xml
        /feed → /feed.xml
        /feed/atom/ → /atom.xml
        /comments/feed/ → /feed.xml
        /rss → /feed.xml
        """;

    private static string Paper { get; } = $"""
        <?xml version="1.0" encoding="UTF-8" ?>
        <rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
        <channel><title>The Old Paper</title><link>https://old.example</link><description>Since 1911</description><language>es-CO</language><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://old.example</wp:base_blog_url>
        <wp:author><wp:author_id>2</wp:author_id><wp:author_login>ana.maria</wp:author_login><wp:author_display_name>Ana Ruiz</wp:author_display_name></wp:author>
        <wp:category><wp:term_id>7</wp:term_id><wp:category_nicename>world</wp:category_nicename><wp:category_parent></wp:category_parent><wp:cat_name>World</wp:cat_name></wp:category>
        <wp:category><wp:term_id>8</wp:term_id><wp:category_nicename>andes</wp:category_nicename><wp:category_parent>world</wp:category_parent><wp:cat_name>Andes</wp:cat_name></wp:category>
        <wp:tag><wp:tag_slug>water</wp:tag_slug><wp:tag_name>Water</wp:tag_name></wp:tag>
        <wp:tag><wp:tag_slug>agua-y-r%c3%ados</wp:tag_slug><wp:tag_name>Agua y ríos</wp:tag_name></wp:tag>
        <wp:tag><wp:tag_slug>never-used</wp:tag_slug><wp:tag_name>Never used</wp:tag_name></wp:tag>
        {Item(11, "Ríos", "rios", "https://old.example/2019/03/05/rios/", "2019-03-05", more: """
            <category domain="category" nicename="world">World</category><category domain="category" nicename="andes">Andes</category><category domain="post_tag" nicename="water">Water</category><category domain="post_tag" nicename="agua-y-r%c3%ados">Agua y ríos</category>
            <category domain="author" nicename="cap-guest">Guest Writer</category>
            <wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>rios-secos</wp:meta_value></wp:postmeta>
            <wp:postmeta><wp:meta_key>_wp_old_date</wp:meta_key><wp:meta_value>2019-03-04</wp:meta_value></wp:postmeta>
            <wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>91</wp:meta_value></wp:postmeta>
            """)}
        {Item(12, "Numbered", "numbered", "https://old.example/archives/12", "2020-05-01")}
        {Item(13, "New name", "new-name", "https://old.example/2020/new-name.html", "2020-06-01", more: "<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>old-name</wp:meta_value></wp:postmeta>")}
        {Item(14, "With number", "with-number", "https://old.example/14-with-number/", "2020-07-01", more: "<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>earlier</wp:meta_value></wp:postmeta>")}
        {Item(15, "Custom", "custom", "https://old.example/custom/", "2020-08-01", more: "<wp:postmeta><wp:meta_key>custom_permalink</wp:meta_key><wp:meta_value>special/place/here/</wp:meta_value></wp:postmeta>")}
        {Item(16, "Año nuevo en Bogotá", "a%c3%b1o-nuevo-en-bogot%c3%a1", "https://old.example/a%c3%b1o-nuevo-en-bogot%c3%a1/", "2021-01-01")}
        {Item(17, "新聞", "%e6%96%b0%e8%81%9e", "https://old.example/%e6%96%b0%e8%81%9e/", "2021-02-01", creator: "ana.maria")}
        {Item(21, "About", "about", "https://old.example/about/", "2018-01-01", "page")}
        {Item(22, "Team", "team", "https://old.example/about/team/", "2018-01-01", "page")}
        {Item(23, "Secret", "secret", "https://old.example/about/secret/", "2018-01-01", "page", "private")}
        {Item(31, "Unfinished", "unfinished", "https://old.example/2019/03/06/unfinished/", "2019-03-06", status: "draft")}
        <item><title>Foto del río</title><link>https://old.example/2019/03/05/rios/foto-del-rio/</link><wp:post_id>90</wp:post_id><wp:post_parent>11</wp:post_parent><wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type><wp:attachment_url>https://old.example/wp-content/uploads/rio.jpg</wp:attachment_url></item>
        <item><title>Foto suelta</title><link>https://old.example/foto-suelta/</link><wp:post_id>91</wp:post_id><wp:post_parent>0</wp:post_parent><wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type><wp:attachment_url>https://old.example/wp-content/uploads/suelta.jpg</wp:attachment_url></item>
        </channel></rss>
        """;

    private static string Item(int id, string title, string name, string link, string day, string type = "post", string status = "publish", string creator = "ana.maria", string more = "") =>
        $"<item><title>{title}</title><link>{link}</link><dc:creator>{creator}</dc:creator><content:encoded><![CDATA[Text of {title}.]]></content:encoded><wp:post_id>{id}</wp:post_id><wp:post_date>{day} 12:00:00</wp:post_date><wp:post_date_gmt>{day} 12:00:00</wp:post_date_gmt><wp:post_name>{name}</wp:post_name><wp:status>{status}</wp:status><wp:post_type>{type}</wp:post_type>{more}</item>\n";
}
