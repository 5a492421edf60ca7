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

    [Theory]
    [InlineData("basic-tags-cleaning")]
    [InlineData("hidden-nodes")]
    [InlineData("remove-script-tags")]
    [InlineData("replace-brs")]
    [InlineData("title-and-h1-discrepancy")]
    public void The_readability_pages_give_their_title_and_words(string name)
    {
        var folder = TestData.At("data", "html", "readability", name);
        var page = Read(File.ReadAllText(Path.Combine(folder, "source.html")));
        using var metadata = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected-metadata.json")));
        Assert.Equal(metadata.RootElement.GetProperty("title").GetString(), page.Title);
        var expected = Words(string.Join(' ', HtmlReader.Read(File.ReadAllText(Path.Combine(folder, "expected.html"))).Blocks.SelectMany(ContentWalk.Texts).Select(t => t.Text)));
        var found = Words(string.Join(' ', page.Blocks.SelectMany(ContentWalk.Texts).Select(t => t.Text).Append(page.Standfirst)));
        Assert.True(Shared(expected, found) >= 0.95 * expected.Count, $"{Shared(expected, found)} of {expected.Count} words");
        Assert.True(found.Count <= 1.1 * expected.Count, $"{found.Count} words where {expected.Count} are the article's");
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

    private static List<string> Words(string text) => [.. text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

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
