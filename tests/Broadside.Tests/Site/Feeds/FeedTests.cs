using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Guard;
using Broadside.Site;

namespace Broadside.Tests.Site.Feeds;

public sealed class FeedTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace Itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";

    [Fact]
    public async Task Every_format_has_the_full_text_with_absolute_addresses()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.PublishAsync(Story());

        var rss = XDocument.Parse(await GetAsync(newsroom, "/feed.xml")).Descendants("item").Single();
        var atom = XDocument.Parse(await GetAsync(newsroom, "/atom.xml")).Descendants(Atom + "entry").Single();
        var json = JsonDocument.Parse(await GetAsync(newsroom, "/feed.json")).RootElement.GetProperty("items")[0];

        foreach (var html in new[] { rss.Element(Content + "encoded")!.Value, atom.Element(Atom + "content")!.Value, json.GetProperty("content_html").GetString()! })
        {
            Assert.Contains("The last word of the text.", html, StringComparison.Ordinal);
            Assert.Contains("href=\"https://example.org/2026/11/other/\"", html, StringComparison.Ordinal);
            Assert.Contains("<strong>Correction, 22 November 2026:</strong> It was the &lt;other&gt; boat.", html, StringComparison.Ordinal);
            Assert.DoesNotContain("=\"/", html, StringComparison.Ordinal);
        }
        Assert.Equal("https://example.org/2026/11/story/", rss.Element("link")!.Value);
        Assert.Equal("Sun, 22 Nov 2026 12:00:00 +0000", rss.Element("pubDate")!.Value);
        Assert.Equal("2026-11-22T12:00:00Z", atom.Element(Atom + "published")!.Value);
        Assert.Equal("2026-11-22T13:30:00Z", json.GetProperty("date_modified").GetString());
    }

    [Fact]
    public async Task Ids_stay_when_the_outlet_moves_to_another_domain()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.PublishAsync(Story());
        var before = XDocument.Parse(await GetAsync(newsroom, "/atom.xml"));
        await using var moved = await TestNewsroom.OpenAsync(settings: ("Kit:Address", "https://example.net"));
        await moved.PublishAsync(Story());
        var after = XDocument.Parse(await GetAsync(moved, "/atom.xml"));

        Assert.Equal(before.Descendants(Atom + "id").Select(i => i.Value), after.Descendants(Atom + "id").Select(i => i.Value));
        Assert.NotEqual(before.ToString(), after.ToString());
    }

    [Fact]
    public async Task Topics_people_and_languages_have_their_own_feeds_and_nothing_else_has()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.PublishAsync(Story(), Newspaper.Article("nota", "Una nota", "Texto.") with { Language = "es" });

        Assert.Equal(["A story"], await TitlesAsync(newsroom, "/feed.xml"));
        Assert.Equal(["A story"], await TitlesAsync(newsroom, "/topics/harbour/feed.xml"));
        Assert.Equal(["A story"], await TitlesAsync(newsroom, "/people/ana/feed.xml"));
        Assert.Equal(["Una nota"], await TitlesAsync(newsroom, "/es/feed.xml"));
        foreach (var path in (string[])["/en/feed.xml", "/topics/none/feed.xml", "/podcast.xml", "/feed.txt", "/topics/feed.xml", "//feed.xml", "/a/b/c/feed.xml"])
        {
            Assert.False(newsroom.Get<PageCache>().Knows(path), path);
        }
    }

    [Fact]
    public async Task What_is_published_corrected_and_withdrawn_changes_the_feed_at_once()
    {
        await using var newsroom = await OpenAsync();
        var first = (await newsroom.PublishAsync(Story()))[0];
        Assert.Equal(["A story"], await TitlesAsync(newsroom, "/feed.xml"));

        await newsroom.PublishAsync(Newspaper.Article("later", "A later one", "Text.") with { PublishedAt = Newspaper.Noon.AddHours(1) });
        Assert.Equal(["A later one", "A story"], await TitlesAsync(newsroom, "/feed.xml"));
        await newsroom.PublishAsync(first with { Title = "A better story" });
        Assert.Equal(["A later one", "A better story"], await TitlesAsync(newsroom, "/feed.xml"));
        await newsroom.Get<TakeDownArticle>().RunAsync("later", "Wrong.", Actor.Operator, TestContext.Current.CancellationToken);
        Assert.Equal(["A better story"], await TitlesAsync(newsroom, "/feed.xml"));
    }

    [Fact]
    public async Task Text_that_XML_cannot_carry_is_left_out()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.PublishAsync(Newspaper.Article("odd", "Bell\u0007 and \ud83d\ude00 & <b>", "Zero \u0000 \ufffe byte ]]> end"));

        Assert.Equal(["Bell and \ud83d\ude00 & <b>"], await TitlesAsync(newsroom, "/feed.xml"));
        Assert.Contains("Zero   byte ]]&gt; end", XDocument.Parse(await GetAsync(newsroom, "/feed.xml")).Descendants(Content + "encoded").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Articles_with_a_recording_make_the_podcast()
    {
        await using var newsroom = await OpenAsync();
        var sound = new Audio { Id = "a", Media = new string('a', 64), Title = "Part one", Seconds = 61, Bytes = 12345, MediaType = "audio/mpeg" };
        await newsroom.PublishAsync(Story() with { Blocks = [sound] }, Newspaper.Article("silent", "Silent", "Text."));

        var item = XDocument.Parse(await GetAsync(newsroom, "/podcast.xml")).Descendants("item").Single();

        Assert.Equal("Part one", item.Element("title")!.Value);
        Assert.Equal("61", item.Element(Itunes + "duration")!.Value);
        var file = item.Element("enclosure")!;
        Assert.Equal(("https://example.org/media/" + new string('a', 64) + ".mp3", "12345", "audio/mpeg"), (file.Attribute("url")!.Value, file.Attribute("length")!.Value, file.Attribute("type")!.Value));
    }

    private static Task<TestNewsroom> OpenAsync() => TestNewsroom.OpenAsync(settings: ("Kit:Address", "https://example.org"));

    private static ArticleContent Story() => Newspaper.Article("story", "A story", "A link.", "The last word of the text.") with
    {
        Standfirst = "What it is about",
        Topics = [new Term("harbour", "Harbour")],
        Bylines = [new Byline("ana", "Ana Ruiz")],
        UpdatedAt = Newspaper.Noon.AddMinutes(90),
        Corrections = [new Correction(CorrectionKind.Correction, "It was the <other> boat.", Newspaper.Noon.AddMinutes(90))],
        Blocks =
        [
            new Paragraph { Id = "p0", Text = "A link.", Marks = [new Mark(2, 6, MarkKind.Link, "/2026/11/other/")] },
            new Paragraph { Id = "p1", Text = "The last word of the text." },
        ],
    };

    private static async Task<IReadOnlyList<string>> TitlesAsync(TestNewsroom newsroom, string path) =>
        [.. XDocument.Parse(await GetAsync(newsroom, path)).Descendants("item").Select(i => i.Element("title")!.Value)];

    private static async Task<string> GetAsync(TestNewsroom newsroom, string path)
    {
        var page = await newsroom.Get<PageCache>().GetAsync(path, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(page!.Page.Body);
    }
}
