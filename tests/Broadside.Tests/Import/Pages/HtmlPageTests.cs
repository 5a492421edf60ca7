using System.Text.Json;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Import.Pages;
using Broadside.Tests.Articles;

namespace Broadside.Tests.Import.Pages;

public sealed class HtmlPageTests
{
    [Fact]
    public void A_saved_news_page_becomes_its_article()
    {
        var page = Read(News);
        Assert.Equal("The ferry that never came", page.Title);
        Assert.Equal("Eleven people waited on the landing stage. The boat existed on paper.", page.Standfirst);
        Assert.Equal(["Ana Ruiz", "Luis Mora"], page.Bylines);
        Assert.Equal(new DateTimeOffset(2025, 3, 8, 15, 0, 0, TimeSpan.Zero), page.PublishedAt);
        Assert.Equal(("en", "The River Paper", "https://river.example/2025/03/ferry/"), (page.Language, page.SiteName, page.Address));
        Assert.Equal(("The landing stage at dawn.", "Eva Lind", "https://river.example/img/stage-1600.jpg"), (page.Lead?.Caption, page.Lead?.Credit, page.Lead?.Source));
        Assert.Equal(["Three firms, one telephone"], page.Blocks.OfType<Heading>().Select(h => h.Text));
        Assert.Contains(page.Blocks.OfType<Paragraph>(), p => p.Text.StartsWith("On the morning", StringComparison.Ordinal) && p.Marks!.Any(m => m is { Kind: MarkKind.Link, Value: "https://register.example/ships" }));
        Assert.Equal("We said that there was a service.", Assert.Single(page.Blocks.OfType<Quote>()).Text);
    }

    [Fact]
    public void Share_bars_appeals_and_planted_lines_of_a_saved_page_are_cut_and_named()
    {
        var page = Read(News);
        var text = string.Join('\n', page.Blocks.SelectMany(ContentWalk.Texts).Select(t => t.Text));
        Assert.DoesNotContain("newsletter", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Donate", text, StringComparison.Ordinal);
        Assert.DoesNotContain("slots", text, StringComparison.Ordinal);
        var planted = Assert.Single(page.Cuts, c => c.Code == PageCut.ForeignLine);
        Assert.Equal(("best online slots", "slots.example"), (planted.Text, planted.Domain));
        Assert.Contains("it advertises (“slots”)", planted.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Hygiene_judges_the_articles_own_part_of_a_page_and_not_its_menus()
    {
        var page = Read(News);
        var hidden = page.Notes.Where(n => n.Code == ReadCode.HiddenLink).ToList();
        Assert.Equal("pills.example", Assert.Single(hidden).Domain);
        Assert.Contains(page.Notes, n => n is { Code: ReadCode.Script, Domain: "count.example" });
    }

    // Floors are what was measured; where ours is lower it keeps a paragraph that the other reader throws away, or the reverse.
    [Theory]
    [InlineData("basic-tags-cleaning", 1.00)]
    [InlineData("hidden-nodes", 1.00)]
    [InlineData("remove-script-tags", 1.00)]
    [InlineData("replace-brs", 1.00)]
    [InlineData("title-and-h1-discrepancy", 1.00)]
    public void The_readability_pages_give_their_words_and_what_they_say_of_themselves(string name, double floor)
    {
        var folder = TestData.At("data", "html", "readability", name);
        var page = Read(File.ReadAllText(Path.Combine(folder, "source.html")));
        using var metadata = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected-metadata.json")));
        string? Told(string key) => metadata.RootElement.TryGetProperty(key, out var value) ? value.GetString() : null;
        var expected = Words(HtmlReader.Read(File.ReadAllText(Path.Combine(folder, "expected.html"))).Blocks);
        var found = Words(page.Blocks);
        var shared = (double)Shared(expected, found);

        Assert.Equal(Told("title"), page.Title);
        Assert.Equal(Told("byline"), page.Bylines.Count == 0 ? null : string.Join(", ", page.Bylines));
        Assert.Equal(Told("publishedTime"), page.PublishedAt?.ToString("o"));
        Assert.Equal(Told("siteName"), page.SiteName);
        Assert.Equal(Told("lang") ?? page.Language, page.Language);
        var f1 = 2 * shared / (expected.Count + found.Count);
        Assert.True(f1 >= floor, $"F1 is {f1:0.000}: {shared} words shared, {expected.Count} expected, {found.Count} found");
    }

    [Theory]
    [InlineData("<p>{0}<table><tr><td>")]
    [InlineData("<html><body><p>{0}<table")]
    [InlineData("<html><body><p>{0}</table></td></tr>")]
    [InlineData("<table><tr><td><p>{0}")]
    [InlineData("<div><p>{0}<table><tbody><tr></div>")]
    [InlineData("<html><body><table>{0}</table>")]
    [InlineData("<table><p>{0}<tr><td></td>")]
    [InlineData("<p>{0}<tr><td>")]
    [InlineData("<p>{0} <table border=1 <tr <td")]
    [InlineData("<p>{0}</p>")]
    [InlineData("{0}")]
    public void A_page_of_one_paragraph_without_a_title_is_an_article_that_takes_its_first_words_for_one(string page)
    {
        const string Text = "The council closed the old bridge on Monday and the ferry will not run before the summer, two officials said.";
        var read = Read(page.Replace("{0}", Text, StringComparison.Ordinal));
        Assert.Equal("The council closed the old bridge on Monday and the ferry will not run before…", read.Title);
        Assert.Contains(read.Blocks.SelectMany(ContentWalk.Texts), t => t.Text.StartsWith(Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<h1>The ferry</h1><p>Eleven people waited on the landing stage.</p><p>It did not come.</p>", "The ferry", 2)]
    [InlineData("<p>The ferry that never came</p><p>Eleven people waited on the landing stage.</p>", "The ferry that never came", 1)]
    [InlineData("<p>Eleven people waited on the stage.</p><p>It did not come that day, nor on any other.</p>", "Eleven people waited on the stage.", 2)]
    public void Without_a_title_the_first_line_is_the_headline_if_it_looks_like_one(string html, string title, int paragraphs)
    {
        var page = Read(html);
        Assert.Equal((title, paragraphs), (page.Title, page.Blocks.Count));
    }

    [Theory]
    [InlineData("imports/substack/pages/substack-hello-world.html")]
    [InlineData("imports/substack/pages/substack-podcast.html")]
    [InlineData("imports/medium/export/posts/advanced-post.html")]
    public void Pages_of_other_systems_give_a_headline_and_paragraphs(string path)
    {
        var page = Read(File.ReadAllText(TestData.At(["data", .. path.Split('/')])));
        Assert.False(string.IsNullOrWhiteSpace(page.Title));
        Assert.NotEmpty(page.Blocks);
        Assert.NotNull(page.PublishedAt);
        Assert.NotEmpty(page.Bylines);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("   \n\n ", "empty")]
    [InlineData("\u0000\u0001\u0002\u0003PNG\u0000\u0000", "not_a_page")]
    [InlineData("<?xml version='1.0'?><rss><channel/></rss>", "not_a_page")]
    [InlineData("<html><body></body></html>", "no_article")]
    [InlineData("<html><head><title>Only a title</title></head><body><nav>Home</nav></body></html>", "no_article")]
    [InlineData("Skip to content\n\nShare\n", "no_article")]
    public void What_is_no_page_is_refused_with_a_sentence(string text, string code)
    {
        var outcome = ReadPage.Read(text, "x.html", null, new HtmlReaderOptions());
        Assert.Equal(code, outcome.Refusal?.Code);
        Assert.StartsWith("x.html", outcome.Refusal!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html><body><article><h1>T</h1><p>Cut off in the mid")]
    [InlineData("<html><head><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":</script><title>Broken facts</title></head><body><p>The body of this page is long enough to be read as an article by anyone.</p></body></html>")]
    public void A_damaged_page_is_read_as_far_as_it_goes(string html) => Assert.NotEmpty(Read(html).Blocks);

    [Fact]
    public void A_page_is_decoded_by_its_mark_its_own_word_or_its_bytes()
    {
        Assert.Equal("señal", PageBytes.Decode([0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes("señal")]));
        Assert.Contains("señal", PageBytes.Decode(System.Text.Encoding.Latin1.GetBytes("<meta charset='iso-8859-1'>señal")), StringComparison.Ordinal);
        Assert.Equal("señal", PageBytes.Decode(System.Text.Encoding.UTF8.GetBytes("señal")));
        Assert.Equal("“señal”", PageBytes.Decode([0x93, (byte)'s', (byte)'e', 0xF1, (byte)'a', (byte)'l', 0x94]));
        Assert.Contains("+ADw-script", PageBytes.Decode("<meta charset='utf-7'>+ADw-script+AD4-"u8.ToArray()), StringComparison.Ordinal);
    }

    private static PageParts Read(string html)
    {
        var outcome = ReadPage.Read(html, "page.html", null, ReadBlocks.Counted());
        Assert.True(outcome.IsDone, outcome.Refusal?.Message);
        return outcome.Value;
    }

    private static List<string> Words(IReadOnlyList<Block> blocks) =>
        [.. string.Join(' ', blocks.SelectMany(ContentWalk.Texts).Select(t => t.Text)).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    private static int Shared(List<string> a, List<string> b)
    {
        var left = b.GroupBy(w => w).ToDictionary(g => g.Key, g => g.Count());
        return a.Count(w => left.TryGetValue(w, out var n) && n > 0 && (left[w] = n - 1) >= 0);
    }

    private const string News = """
        <!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>The ferry that never came | The River Paper</title>
        <link rel="canonical" href="https://river.example/2025/03/ferry/">
        <meta property="og:site_name" content="The River Paper"><meta property="og:image" content="https://river.example/img/stage-800.jpg">
        <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},{"@type":"NewsArticle","headline":"The ferry that never came","description":"Eleven people waited on the landing stage. The boat existed on paper.","datePublished":"2025-03-08T10:00:00-05:00","author":[{"@type":"Person","name":"Ana Ruiz"},{"@type":"Person","name":"Luis Mora"}]}]}</script></head>
        <body><a href="#main">Skip to content</a><nav style="display:none"><a href="https://menu.example/">Menu</a></nav>
        <main id="main"><article><h1>The ferry that never came</h1><p class="byline">By Ana Ruiz and Luis Mora</p>
        <figure><img src="/img/stage-800.jpg" srcset="/img/stage-800.jpg 800w, /img/stage-1600.jpg 1600w" alt="A wooden stage"><figcaption>The landing stage at dawn. Photo: Eva Lind</figcaption></figure>
        <p>On the morning of the first timetable, eleven people stood on the landing stage. The <a href="https://register.example/ships">register of ships</a> lists four vessels between the weir and the sea, and three belong to a museum.</p>
        <p>The boat did not come that day, nor on any of the days after it, although the stage has been swept every week and somebody is paid for that, too, as the contract shows.<span style="display:none"><a href="https://pills.example/">cheap pills</a></span></p>
        <h2>Three firms, one telephone</h2>
        <p>The fourth vessel was last inspected when her owner was a man who has since died, and whose papers name, as a telephone number, that of the bookkeeper of all three firms.</p>
        <blockquote><p>We said that there was a service.</p></blockquote>
        <p><a href="https://slots.example/">best online slots</a></p>
        <p>The council will hear the three firms on Friday, and the landing stage will be swept before that, as it has been every week since the timetable was printed.</p>
        <script src="https://count.example/c.js"></script>
        <p>Support our work. Donate today to keep independent journalism alive!</p>
        <p>Sign up for our free newsletter and get it into your inbox.</p></article></main>
        <footer><p>© 2025 The River Paper</p></footer></body></html>
        """;
}
