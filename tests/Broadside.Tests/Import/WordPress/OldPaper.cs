using System.Globalization;
using System.Text;
using Broadside.Tests.Media;

namespace Broadside.Tests.Import.WordPress;

/// <summary>
/// A small newspaper of old that was exported in several files, with something of everything that an import writes: people
/// with and without an account, topics in topics, tags, comments, drafts, pages, earlier slugs, pictures, the same item twice.
/// </summary>
internal sealed class OldPaper(TempFolder folder, int number)
{
    private readonly string host = $"paper{number}.example";

    /// <summary>A copy of its uploads.</summary>
    public string Uploads { get; } = folder.At($"uploads-{number}");

    public string[] Files { get; } = [folder.At($"{number}-first.xml"), folder.At($"{number}-second.xml"), folder.At($"{number}-third.xml")];

    public OldPaper Write()
    {
        Directory.CreateDirectory(Path.Combine(Uploads, "2020"));
        for (var i = 1; i <= 4; i++)
        {
            File.WriteAllBytes(Path.Combine(Uploads, "2020", $"p{i}.jpg"), Fixtures.Jpeg(40 + i, 30 + number));
        }
        File.WriteAllText(Path.Combine(Uploads, "2020", "broken.jpg"), "no picture");
        Write(Files[0], Post(1, "publish", Picture("p1") + Picture("broken"), thumbnail: 91), Post(2, "publish", Picture("p2")), Post(3, "draft", Picture("p1")), Page(4));
        Write(Files[1], Post(1, "publish", "again"), Post(5, "private", "Text."), Post(6, "publish", Picture("p2") + Picture("gone") + Picture("broken")), Attachment(91, "p3"));
        Write(Files[2], Post(7, "publish", Picture("p4")), Post(8, "publish", Picture("p4") + Picture("p1")), Menu(9));
        return this;
    }

    private string Picture(string name) => $"<img src=\"https://{host}/wp-content/uploads/2020/{name}-300x200.jpg\" alt=\"A picture\">\n\n";

    private void Write(string path, params string[] items) => File.WriteAllText(path, Head() + string.Concat(items) + Wxr.End, Encoding.UTF8);

    private string Head() => Wxr.Head.Replace("https://old.example", $"https://{host}", StringComparison.Ordinal).Replace("</channel>", "", StringComparison.Ordinal) + string.Create(CultureInfo.InvariantCulture, $"""
        <wp:author><wp:author_login>ana</wp:author_login><wp:author_display_name>Ana Ruiz</wp:author_display_name></wp:author>
        <wp:author><wp:author_login>local{number}</wp:author_login><wp:author_display_name>Local {number}</wp:author_display_name></wp:author>
        <wp:category><wp:term_id>1</wp:term_id><wp:category_nicename>world</wp:category_nicename><wp:category_parent></wp:category_parent><wp:cat_name>World</wp:cat_name></wp:category>
        <wp:category><wp:term_id>2</wp:term_id><wp:category_nicename>town-{number}</wp:category_nicename><wp:category_parent>world</wp:category_parent><wp:cat_name>Town {number}</wp:cat_name></wp:category>

        """);

    private string Post(int id, string status, string body, int? thumbnail = null) => $"""
        <item>
        <title>Paper {number}, story {id}</title>
        <link>https://{host}/2020/01/01/story-{id}/</link>
        <dc:creator>{(id % 2 == 0 ? "ana" : "guest" + id)}</dc:creator>
        <guid isPermaLink="false">https://{host}/?p={id}</guid>
        <content:encoded><![CDATA[Story {id} of paper {number}.

        {body}]]></content:encoded>
        <wp:post_id>{id}</wp:post_id>
        <wp:post_date_gmt>2020-01-0{id} 10:00:00</wp:post_date_gmt>
        <wp:post_name>paper-{number}-story-{id}</wp:post_name>
        <wp:status>{status}</wp:status>
        <wp:post_type>post</wp:post_type>
        <category domain="category" nicename="town-{number}">Town {number}</category>
        <category domain="category" nicename="late-{number}-{id}">Late {id}</category>
        <category domain="post_tag" nicename="tag-{id}">Tag {id}</category>
        <wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>older-{id}</wp:meta_value></wp:postmeta>
        {(thumbnail is null ? "" : $"<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>{thumbnail}</wp:meta_value></wp:postmeta>")}
        {Comment(id, 1, "1", 0)}{Comment(id, 2, "1", 1)}{Comment(id, 3, "spam", 0)}
        </item>

        """;

    private static string Comment(int post, int id, string approved, int parent) =>
        $"<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_author>Reader {id}</wp:comment_author><wp:comment_author_email>r{id}@mail.example</wp:comment_author_email><wp:comment_date_gmt>2020-02-0{id} 10:00:00</wp:comment_date_gmt><wp:comment_content>Comment {id} on {post}.</wp:comment_content><wp:comment_approved>{approved}</wp:comment_approved><wp:comment_parent>{parent}</wp:comment_parent></wp:comment>\n";

    private string Page(int id) => $"<item><title>About paper {number}</title><link>https://{host}/about/</link><dc:creator>ana</dc:creator><content:encoded><![CDATA[Who we are.]]></content:encoded><wp:post_id>{id}</wp:post_id><wp:post_date_gmt>2018-01-01 12:00:00</wp:post_date_gmt><wp:post_name>about-{number}</wp:post_name><wp:status>publish</wp:status><wp:post_type>page</wp:post_type></item>\n";

    private string Attachment(int id, string name) => $"<item><title>{name}</title><excerpt:encoded xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\">The harbour</excerpt:encoded><wp:post_id>{id}</wp:post_id><wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type><wp:attachment_url>https://{host}/wp-content/uploads/2020/{name}.jpg</wp:attachment_url></item>\n";

    private static string Menu(int id) => $"<item><title>Home</title><wp:post_id>{id}</wp:post_id><wp:status>publish</wp:status><wp:post_type>nav_menu_item</wp:post_type></item>\n";
}
