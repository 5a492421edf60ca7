using System.Text;
using System.Xml.Linq;
using Broadside.Articles;
using Broadside.Digest;
using Broadside.Guard;
using Broadside.Site;
using Broadside.Tests.Site;

namespace Broadside.Tests.Digest;

/// <summary><c>/digest/feed.xml</c>.</summary>
public sealed class DigestFeedTests
{
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_feed_has_each_digest_newest_first_with_its_articles_as_they_are_now(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine, settings: ("Kit:Address", "https://example.org"));
        Assert.Empty((await ReadAsync(newsroom)).Elements("item"));
        await newsroom.PublishAsync(Newspaper.Article("a", "Bridge closed", "One.") with { Standfirst = "Until <May>." }, Newspaper.Article("b", "Prices rise", "Two."));
        var open = await newsroom.Get<OpenDigest>().RunAsync(DigestKind.Daily, newsroom.Time.GetUtcNow(), Cancel);
        await newsroom.Get<EditDigest>().WordsAsync(open.Number, "A wet week", "We moved & painted.", Actor.Operator, Cancel);
        await newsroom.FreezeAsync();
        newsroom.Time.Advance(TimeSpan.FromDays(1));
        await newsroom.PublishAsync(Newspaper.Article("c", "Ferry runs", "Three.") with { PublishedAt = newsroom.Time.GetUtcNow() });
        await newsroom.FreezeAsync();

        var channel = await ReadAsync(newsroom);
        await newsroom.Get<TakeDownArticle>().RunAsync("b", "It was wrong.", Actor.Operator, Cancel);
        var after = (await ReadAsync(newsroom)).Elements("item").Last();

        var items = channel.Elements("item").ToList();
        Assert.Equal("https://example.org/digest/", channel.Element("link")!.Value);
        Assert.Equal(["Ferry runs", "A wet week"], items.Select(i => i.Element("title")!.Value));
        Assert.Equal(["https://example.org/digest/2026-11-23/", "https://example.org/digest/2026-11-22/"], items.Select(i => i.Element("link")!.Value));
        Assert.Equal("Sun, 22 Nov 2026 12:00:00 +0000", items[1].Element("pubDate")!.Value);
        var html = items[1].Element(Content + "encoded")!.Value;
        Assert.StartsWith("<p>We moved &amp; painted.</p>", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://example.org/2026/11/a/\">Bridge closed</a> Until &lt;May&gt;.", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://example.org/2026/11/b/\">Prices rise</a>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Prices rise", after.Element(Content + "encoded")!.Value, StringComparison.Ordinal);
        Assert.Contains("Bridge closed", after.Element(Content + "encoded")!.Value, StringComparison.Ordinal);
    }

    private static async Task<XElement> ReadAsync(TestNewsroom newsroom)
    {
        var page = await newsroom.Get<PageCache>().GetAsync("/digest/feed.xml", Cancel);
        return XDocument.Parse(Encoding.UTF8.GetString(page!.Page.Body)).Descendants("channel").Single();
    }
}
