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
}
