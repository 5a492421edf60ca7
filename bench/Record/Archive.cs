using System.Globalization;
using System.Net;
using Broadside.Record.Reading;

namespace Broadside.RecordBench;

/// <summary>Writes varied articles as a WordPress export, so that they get into a newsroom the way an archive does.</summary>
internal static class Archive
{
    public static void Write(IReadOnlyList<SourceText> texts, string file, int articles)
    {
        using var xml = new StreamWriter(file);
        xml.Write("""
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
            <channel><title>The Measured Paper</title><link>https://paper.example</link><language>en-US</language><wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://paper.example</wp:base_site_url>

            """);
        for (var number = 1; number <= articles; number++)
        {
            var text = Variations.Of(texts[number % texts.Count], number);
            var at = new DateTime(2015, 1, 1, 8, 0, 0, DateTimeKind.Utc).AddHours(number);
            xml.Write(string.Create(CultureInfo.InvariantCulture, $"<item><title>Story {number}</title><link>https://paper.example/story-{number}/</link><dc:creator>writer</dc:creator><content:encoded>"));
            xml.Write(WebUtility.HtmlEncode(string.Concat(text.Blocks.Select(b => $"<p>{WebUtility.HtmlEncode(b.Text)}</p>\n"))));
            xml.Write(string.Create(CultureInfo.InvariantCulture, $"</content:encoded><wp:post_id>{number}</wp:post_id><wp:post_name>story-{number}</wp:post_name><wp:post_date_gmt>{at:yyyy-MM-dd HH:mm:ss}</wp:post_date_gmt><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>\n"));
        }
        xml.Write("</channel></rss>\n");
    }
}
