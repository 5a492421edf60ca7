using System.Text;

namespace Broadside.Tests.Import.WordPress;

/// <summary>Exports made for one test.</summary>
internal static class Wxr
{
    public const string Head = """
        <?xml version="1.0" encoding="UTF-8" ?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
        <channel>
        <title>Old</title><link>https://old.example</link><language>en</language><wp:wxr_version>1.2</wp:wxr_version>
        """ + "\n";

    public const string End = "</channel>\n</rss>\n";

    public static string Everything { get; } = Repository.At("tests", "Broadside.Tests", "Import", "WordPress", "Examples", "everything.xml");

    public static string Post(int id, string content, string title = "A post", string status = "publish") => $"""
        <item>
        <title><![CDATA[{title}]]></title>
        <link>https://old.example/{id}/</link>
        <content:encoded><![CDATA[{content}]]></content:encoded>
        <wp:post_id>{id}</wp:post_id>
        <wp:post_date_gmt>2020-01-01 10:00:00</wp:post_date_gmt>
        <wp:post_name>post-{id}</wp:post_name>
        <wp:status>{status}</wp:status>
        <wp:post_type>post</wp:post_type>
        </item>
        """ + "\n";

    public static string File(TempFolder folder, params string[] items) => Raw(folder, Encoding.UTF8.GetBytes(Head + string.Concat(items) + End));

    public static string Raw(TempFolder folder, byte[] bytes, string name = "export.xml")
    {
        var path = folder.At(name);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }
}
