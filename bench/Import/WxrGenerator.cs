using System.Globalization;
using System.Text;

namespace Broadside.ImportBench;

/// <summary>Writes an export as large as asked for: classic and block bodies, captions, galleries, lists, quotes, links, tags, comments. The same number makes the same file.</summary>
internal sealed class WxrGenerator
{
    private static readonly string[] Words =
        """
        harbour council vote river bridge teacher strike budget clinic water school court letter market train storm archive union worker
        tenant mayor minister report committee evidence hearing record promise measure number street winter summer border village city
        question answer witness decision reason repair contract owner rent price bread fish salt light night morning paper office
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static readonly string[] Small = ["the", "of", "and", "a", "in", "to", "was", "with", "for", "on", "that", "by"];

    private uint state = 1;

    /// <returns>The file's length in bytes.</returns>
    public static long Write(string path, int articles)
    {
        var generator = new WxrGenerator();
        using (var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 16))
        {
            generator.Head(file);
            for (var number = 1; number <= articles; number++)
            {
                generator.Item(file, number);
            }
            file.Write("</channel>\n</rss>\n");
        }
        return new FileInfo(path).Length;
    }

    private void Head(StreamWriter file)
    {
        file.Write("""
            <?xml version="1.0" encoding="UTF-8" ?>
            <rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
              xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
            <channel>
            <title>The Measured Paper</title><link>https://paper.example</link><language>en-US</language>
            <wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://paper.example</wp:base_site_url><wp:base_blog_url>https://paper.example</wp:base_blog_url>

            """);
        for (var i = 0; i < 40; i++)
        {
            file.Write($"<wp:author><wp:author_login>writer{i}</wp:author_login><wp:author_display_name><![CDATA[{Title(2)} {i}]]></wp:author_display_name></wp:author>\n");
        }
        for (var i = 0; i < 12; i++)
        {
            file.Write($"<wp:category><wp:category_nicename>topic-{i}</wp:category_nicename><wp:category_parent></wp:category_parent><wp:cat_name><![CDATA[{Title(1)} {i}]]></wp:cat_name></wp:category>\n");
        }
    }

    private void Item(StreamWriter file, int number)
    {
        var at = new DateTime(2005, 1, 1, 8, 0, 0, DateTimeKind.Utc).AddMinutes(number * 100.0);
        var title = Title(5 + Next(5));
        var slug = string.Create(CultureInfo.InvariantCulture, $"story-{number}");
        file.Write(string.Create(CultureInfo.InvariantCulture, $"""
            <item>
            <title><![CDATA[{title}]]></title>
            <link>https://paper.example/{at:yyyy}/{at:MM}/{at:dd}/{slug}/</link>
            <dc:creator><![CDATA[writer{Next(40)}]]></dc:creator>
            <guid isPermaLink="false">https://paper.example/?p={number}</guid>
            <content:encoded><![CDATA[
            """));
        file.Write(number % 2 == 0 ? Classic() : Blocks());
        file.Write(string.Create(CultureInfo.InvariantCulture, $"""
            ]]></content:encoded>
            <excerpt:encoded><![CDATA[{Sentence()}]]></excerpt:encoded>
            <wp:post_id>{number}</wp:post_id>
            <wp:post_date>{at:yyyy-MM-dd HH:mm:ss}</wp:post_date>
            <wp:post_date_gmt>{at:yyyy-MM-dd HH:mm:ss}</wp:post_date_gmt>
            <wp:post_name>{slug}</wp:post_name>
            <wp:status>publish</wp:status>
            <wp:post_type>post</wp:post_type>
            <category domain="category" nicename="topic-{Next(12)}"><![CDATA[Topic]]></category>
            <category domain="post_tag" nicename="tag-{Next(400)}"><![CDATA[Tag {Next(400)}]]></category>
            <wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value><![CDATA[1]]></wp:meta_value></wp:postmeta>

            """));
        for (var i = 0; i < (number % 10 == 0 ? 3 : 0); i++)
        {
            file.Write(string.Create(CultureInfo.InvariantCulture, $"<wp:comment><wp:comment_id>{number * 10 + i}</wp:comment_id><wp:comment_author><![CDATA[{Title(2)}]]></wp:comment_author><wp:comment_author_email>reader{Next(500)}@mail.example</wp:comment_author_email><wp:comment_date_gmt>{at:yyyy-MM-dd HH:mm:ss}</wp:comment_date_gmt><wp:comment_content><![CDATA[{Sentence()}]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved><wp:comment_parent>0</wp:comment_parent></wp:comment>\n"));
        }
        file.Write("</item>\n");
    }

    private string Classic()
    {
        var body = new StringBuilder();
        for (var paragraphs = 5 + Next(8); paragraphs > 0; paragraphs--)
        {
            body.Append(Paragraph()).Append("\n\n");
            body.Append(Next(12) switch
            {
                0 => $"[caption id=\"attachment_1\" width=\"600\"]<img src=\"https://paper.example/wp-content/uploads/2010/01/{Word()}-600x400.jpg\" alt=\"{Word()}\" /> {Sentence()}[/caption]\n\n",
                1 => $"<blockquote>{Sentence()}</blockquote>\n",
                2 => "<h3>" + Title(4) + "</h3>\n",
                3 => $"<ul>\n<li>{Sentence()}</li>\n<li>{Sentence()}</li>\n</ul>\n",
                _ => "",
            });
        }
        return body.ToString();
    }

    private string Blocks()
    {
        var body = new StringBuilder();
        for (var paragraphs = 5 + Next(8); paragraphs > 0; paragraphs--)
        {
            body.Append("<!-- wp:paragraph -->\n<p>").Append(Paragraph()).Append("</p>\n<!-- /wp:paragraph -->\n\n");
            body.Append(Next(12) switch
            {
                0 => $"<!-- wp:image {{\"id\":1}} -->\n<figure class=\"wp-block-image\"><img src=\"https://paper.example/wp-content/uploads/2020/01/{Word()}.jpg\" alt=\"{Word()}\"/><figcaption>{Sentence()}</figcaption></figure>\n<!-- /wp:image -->\n\n",
                1 => $"<!-- wp:quote -->\n<blockquote class=\"wp-block-quote\"><p>{Sentence()}</p><cite>{Title(2)}</cite></blockquote>\n<!-- /wp:quote -->\n\n",
                2 => $"<!-- wp:heading -->\n<h2>{Title(4)}</h2>\n<!-- /wp:heading -->\n\n",
                3 => $"<!-- wp:list -->\n<ul><!-- wp:list-item -->\n<li>{Sentence()}</li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list -->\n\n",
                _ => "",
            });
        }
        return body.ToString();
    }

    private string Paragraph()
    {
        var text = new StringBuilder();
        for (var sentences = 2 + Next(3); sentences > 0; sentences--)
        {
            text.Append(Sentence()).Append(' ');
        }
        if (Next(4) == 0)
        {
            text.Append($"<a href=\"https://{Word()}.example/{Word()}\">{Title(2)}</a> and <em>{Word()}</em> {Sentence()}");
        }
        return text.ToString();
    }

    private string Sentence()
    {
        var text = new StringBuilder();
        for (var words = 8 + Next(10); words > 0; words--)
        {
            text.Append(text.Length == 0 ? "" : " ").Append(words % 3 == 0 ? Small[Next(Small.Length)] : Word());
        }
        text[0] = char.ToUpperInvariant(text[0]);
        return text.Append('.').ToString();
    }

    private string Title(int words) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(string.Join(' ', Enumerable.Range(0, words).Select(_ => Word())));

    private string Word() => Words[Next(Words.Length)];

    // A linear congruential generator: enough for words, and the same everywhere.
    private int Next(int below)
    {
        state = unchecked((state * 1664525) + 1013904223);
        return (int)((ulong)(state >> 8) * (ulong)below >> 24);
    }
}
