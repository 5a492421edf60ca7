using System.Globalization;
using System.Text;

namespace Broadside.Bench;

/// <summary>An archive of invented articles: the same words at every run, a few of them often and most of them seldom, as in a language.</summary>
internal static class Archive
{
    private const int Vocabulary = 20_000;

    private static readonly string[] Syllables = ["ra", "lo", "mi", "ten", "sa", "ko", "ver", "di", "na", "pul", "est", "ga", "bor", "ri", "tu", "mel"];
    private static readonly string[] Topics = ["politics", "housing", "climate", "courts", "labour", "health", "schools", "culture"];

    public static int Write(int articles, int drafts, string file)
    {
        using var to = new StreamWriter(file, append: false, new UTF8Encoding(false), 1 << 20);
        to.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel><title>Bench</title><link>https://bench.example</link><language>en</language><wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://bench.example</wp:base_site_url><wp:base_blog_url>https://bench.example</wp:base_blog_url>\n");
        for (var i = 0; i < articles + drafts; i++)
        {
            WriteItem(to, i, isDraft: i >= articles);
        }
        to.Write("</channel></rss>\n");
        return 0;
    }

    /// <summary>The address of a search: one seldom word, or an often and a seldom one.</summary>
    public static string Search(int number)
    {
        var words = new Dice((ulong)number + 77_777);
        return "/search?q=" + (number % 2 == 0 ? Word(words.Next(2000)) : $"{Word(words.Next(50))}+{Word(words.Next(Vocabulary))}");
    }

    private static void WriteItem(StreamWriter to, int number, bool isDraft)
    {
        var dice = new Dice((ulong)number);
        // A draft is of today: published, it stands first everywhere.
        var at = (isDraft ? DateTime.UtcNow : new DateTime(2026, 10, 1, 8, 0, 0, DateTimeKind.Utc).AddMinutes(-47L * number)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var topic = Topics[dice.Next(Topics.Length)];
        to.Write(string.Create(CultureInfo.InvariantCulture, $"<item><title>{Sentence(dice, 8)} {number}</title><link>https://bench.example/{number}/</link><dc:creator>writer{dice.Next(40)}</dc:creator><guid isPermaLink=\"false\">bench-{number}</guid>"));
        to.Write("<content:encoded><![CDATA[");
        for (var i = 0; i < 8; i++)
        {
            to.Write(string.Create(CultureInfo.InvariantCulture, $"<p>{Sentence(dice, 30)}. {Sentence(dice, 30)}.</p>\n\n"));
        }
        to.Write(string.Create(CultureInfo.InvariantCulture, $"]]></content:encoded><excerpt:encoded><![CDATA[{Sentence(dice, 15)}.]]></excerpt:encoded><wp:post_id>{number + 1}</wp:post_id><wp:post_date>{at}</wp:post_date><wp:post_date_gmt>{(isDraft ? "0000-00-00 00:00:00" : at)}</wp:post_date_gmt><wp:post_name>{(isDraft ? "draft" : "article")}-{number}</wp:post_name><wp:status>{(isDraft ? "draft" : "publish")}</wp:status><wp:post_type>post</wp:post_type><category domain=\"category\" nicename=\"{(isDraft ? Topics[0] : topic)}\"><![CDATA[{(isDraft ? Topics[0] : topic)}]]></category></item>\n"));
    }

    private static string Sentence(Dice dice, int words)
    {
        var text = new StringBuilder();
        for (var i = 0; i < words; i++)
        {
            // The square of an even throw: word 0 comes often, word 19,999 hardly ever.
            var even = dice.Next(1 << 20) / (double)(1 << 20);
            text.Append(i == 0 ? "" : " ").Append(Word((int)(even * even * even * Vocabulary)));
        }
        text[0] = char.ToUpperInvariant(text[0]);
        return text.ToString();
    }

    private static string Word(int number)
    {
        var word = new StringBuilder();
        for (var rest = number + 16; rest > 0; rest /= 16)
        {
            word.Append(Syllables[rest % 16]);
        }
        return word.ToString();
    }

    /// <summary>The same throws for the same seed, on every machine (SplitMix64).</summary>
    private sealed class Dice(ulong seed)
    {
        private ulong state = seed * 0x9E3779B97F4A7C15;

        public int Next(int below)
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)((z ^ (z >> 31)) % (ulong)below);
        }
    }
}
