using System.Globalization;

namespace Broadside.Bench;

/// <summary>A day's invented articles, as a file that <c>import wordpress</c> takes: with them a digest is as long as one of a busy newsroom, about forty thousand bytes.</summary>
internal static class News
{
    private const string Words = "The council met until late on Tuesday and decided, by a narrow vote, to keep the old bridge open for another winter while the engineers measure what the flood of last spring has left of its three eastern pillars.";

    public static int Write(int count, string file)
    {
        using var writer = new StreamWriter(file);
        writer.WriteLine("""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>News</title><link>https://news.example.org</link><language>en</language><wp:wxr_version>1.2</wp:wxr_version>""");
        for (var n = 1; n <= count; n++)
        {
            var at = DateTime.UtcNow.AddHours(-n).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"<item><title>The bridge over the river, part {n} of a long story</title><link>https://news.example.org/bridge-{n}</link><dc:creator>ada</dc:creator><content:encoded><![CDATA[<p>{Words}</p>]]></content:encoded><excerpt:encoded><![CDATA[{Words}]]></excerpt:encoded><wp:post_id>{n}</wp:post_id><wp:post_date>{at}</wp:post_date><wp:post_date_gmt>{at}</wp:post_date_gmt><wp:post_name>bridge-{n}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>"));
        }
        writer.WriteLine("</channel></rss>");
        return 0;
    }
}
