using Broadside.Articles;
using Broadside.Staff;
using Broadside.Tests.Articles.Publishing;
using Broadside.Tests.Desk;

namespace Broadside.Tests.Site.Feeds;

public sealed class SettlingTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "feeds-wait")]
    public async Task What_can_still_be_undone_is_on_the_site_and_in_no_feed(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        using var reader = desk.Stranger();
        await desk.WriteAsync(Drafts.Fresh("old", "An older one", "Text."), editor);
        await editor.PressPublishAsync("old");
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        await desk.WriteAsync(Drafts.Fresh("new", "Bridge closed", "Text."), editor);
        await editor.PressPublishAsync("new");

        Assert.Contains("Bridge closed", (await reader.GetAsync("/")).Text, StringComparison.Ordinal);
        foreach (var feed in new[] { "/feed.xml", "/atom.xml", "/feed.json" })
        {
            var body = (await reader.GetAsync(feed)).Body;
            Assert.Contains("An older one", body, StringComparison.Ordinal);
            Assert.DoesNotContain("Bridge closed", body, StringComparison.Ordinal);
        }
        desk.Time.Advance(PublishArticle.Grace);
        foreach (var feed in new[] { "/feed.xml", "/atom.xml", "/feed.json" })
        {
            Assert.Contains("Bridge closed", (await reader.GetAsync(feed)).Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "feeds-wait")]
    public async Task A_changed_article_stays_in_feeds_as_it_was_until_it_cannot_be_undone(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        using var reader = desk.Stranger();
        var first = Drafts.Fresh("bridge", "Bridge closed", "Since noon.") with { Topics = [new Term("town", "Town")] };
        await desk.WriteAsync(first, editor);
        await editor.PressPublishAsync("bridge");
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("Bridge closed", (await reader.GetAsync("/topics/town/feed.xml")).Body, StringComparison.Ordinal);

        // It leaves its topic too; and a second change within the seconds changes nothing about what was before.
        foreach (var title in new[] { "Bridge opn", "Bridge open" })
        {
            await desk.WriteAsync(first with { Title = title, Topics = [new Term("roads", "Roads")] }, editor);
            await editor.PressPublishAsync("bridge");
            desk.Time.Advance(PublishArticle.Grace / 2);
            foreach (var feed in new[] { "/feed.xml", "/atom.xml", "/feed.json", "/topics/town/feed.xml" })
            {
                var body = (await reader.GetAsync(feed)).Body;
                Assert.Contains("Bridge closed", body, StringComparison.Ordinal);
                Assert.DoesNotContain(title, body, StringComparison.Ordinal);
            }
            Assert.DoesNotContain("Bridge", (await reader.GetAsync("/topics/roads/feed.xml")).Body, StringComparison.Ordinal);
        }
        desk.Time.Advance(PublishArticle.Grace / 2);
        foreach (var feed in new[] { "/feed.xml", "/atom.xml", "/feed.json", "/topics/roads/feed.xml" })
        {
            var body = (await reader.GetAsync(feed)).Body;
            Assert.Contains("Bridge open", body, StringComparison.Ordinal);
            Assert.DoesNotContain("Bridge closed", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_undone_was_never_in_a_feed()
    {
        await using var desk = await TestDesk.StartAsync();
        using var editor = await desk.SignedInAsync(Role.Editor);
        using var reader = desk.Stranger();
        await desk.WriteAsync(Drafts.Fresh("bridge", "Bridge closed", "Since noon."), editor);
        await editor.PressPublishAsync("bridge");
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        await desk.WriteAsync(Drafts.Fresh("bridge", "Bridge gone", "Since noon."), editor);
        await editor.PressPublishAsync("bridge");
        var changed = (await reader.GetAsync("/feed.xml")).Body;

        await editor.SubmitAsync("/desk/articles/bridge/published", "/desk/articles/bridge/published?handler=Undo", ("Number", "2"));

        var undone = (await reader.GetAsync("/feed.xml")).Body;
        desk.Time.Advance(PublishArticle.Grace);
        var later = (await reader.GetAsync("/feed.xml")).Body;
        Assert.All([changed, undone, later], body => Assert.Contains("Bridge closed", body, StringComparison.Ordinal));
        Assert.All([changed, undone, later], body => Assert.DoesNotContain("Bridge gone", body, StringComparison.Ordinal));
    }
}
