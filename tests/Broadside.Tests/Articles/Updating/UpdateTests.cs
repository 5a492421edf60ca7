using System.Text.Json;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Staff;
using Broadside.Tests.Articles.Publishing;
using Broadside.Tests.Desk;

namespace Broadside.Tests.Articles.Updating;

public sealed class UpdateTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_is_new_stands_above_what_was_said_at_the_same_address_and_each_is_a_version(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        await desk.WriteAsync(Drafts.Fresh("a", "The flood", "The river rises."), editor);
        Assert.Contains("Publish the article first", (await editor.GetAsync("/desk/articles/a/updates")).Text, StringComparison.Ordinal);
        await editor.PressPublishAsync("a");
        desk.Time.Advance(TimeSpan.FromHours(1));
        await AddAsync(editor, 1, "Bridge closed", "The **old** bridge is [closed](https://council.example/).");
        desk.Time.Advance(TimeSpan.FromHours(1));
        await AddAsync(editor, 2, "", "The school is <script>alert(1)</script> open.");

        var address = desk.Get<Catalogue>().ById("a")!.Address;
        var page = await desk.Stranger().GetAsync(address);

        Assert.Equal(3, desk.Get<Catalogue>().ById("a")!.Version.Number);
        Assert.Equal(["22 November 2026, 14:00", "22 November 2026, 13:00"], page.Document.QuerySelectorAll(".update time").Select(t => t.TextContent));
        Assert.Equal(["closed"], page.Document.QuerySelectorAll(".update a[href='https://council.example/']").Select(a => a.TextContent));
        Assert.DoesNotContain("<script>alert", page.Body, StringComparison.Ordinal);
        Assert.True(page.Text.IndexOf("The school", StringComparison.Ordinal) < page.Text.IndexOf("bridge is", StringComparison.Ordinal));
        Assert.True(page.Text.IndexOf("bridge is", StringComparison.Ordinal) < page.Text.IndexOf("The river rises", StringComparison.Ordinal));
        var things = page.Document.QuerySelectorAll("script[type='application/ld+json']").Select(s => JsonDocument.Parse(s.TextContent).RootElement).ToList();
        Assert.Contains(things, t => t.GetProperty("@type").GetString() == "NewsArticle");
        var live = things.Single(t => t.GetProperty("@type").GetString() == "LiveBlogPosting");
        Assert.Equal("2026-11-22T13:00:00Z", live.GetProperty("coverageStartTime").GetString());
        Assert.Equal(["2026-11-22T14:00:00Z", "2026-11-22T13:00:00Z"], live.GetProperty("liveBlogUpdate").EnumerateArray().Select(u => u.GetProperty("datePublished").GetString()));
        Assert.Contains("Bridge closed", (await desk.Stranger().GetAsync("/search?q=bridge+closed")).Text, StringComparison.Ordinal);
        desk.Time.Advance(PublishArticle.Grace);
        foreach (var feed in new[] { "/feed.xml", "/atom.xml", "/feed.json" })
        {
            Assert.Contains("Bridge closed", (await desk.Stranger().GetAsync(feed)).Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_update_is_changed_and_taken_away_and_a_stale_page_changes_nothing(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        using var other = await desk.SignedInAsync(Role.Writer);
        await desk.WriteAsync(Drafts.Fresh("a", "The flood", "The river rises."), editor);
        await editor.PressPublishAsync("a");
        await AddAsync(editor, 1, "One", "First.");
        var id = (await editor.GetAsync("/desk/articles/a/updates")).Document.QuerySelector("input[name=Update]")!.GetAttribute("value")!;

        Assert.Equal(422, (await SendAsync(editor, "Add", ("Version", "1"), ("Text", "Again."))).Status);
        Assert.Equal(422, (await SendAsync(editor, "Add", ("Version", "2"), ("Text", " "))).Status);
        Assert.Equal(404, (await SendAsync(editor, "Change", ("Version", "2"), ("Update", "nothere0"), ("Text", "x"))).Status);
        foreach (var act in new[] { "Add", "Change", "Take" })
        {
            Assert.Equal(403, (await SendAsync(other, act, ("Version", "2"), ("Update", id), ("Text", "x"))).Status);
        }
        Assert.Equal(302, (await SendAsync(editor, "Change", ("Version", "2"), ("Update", id), ("Headline", "Uno"), ("Text", "Primero."))).Status);
        Assert.Contains("Primero.", (await desk.Stranger().GetAsync(desk.Get<Catalogue>().ById("a")!.Address)).Text, StringComparison.Ordinal);

        // What was written before the update knows nothing of it, and takes nothing away.
        await desk.WriteAsync(Drafts.Fresh("a", "The flood", "The river falls."), editor);
        await editor.PressPublishAsync("a");
        var page = (await desk.Stranger().GetAsync(desk.Get<Catalogue>().ById("a")!.Address)).Text;
        Assert.Contains("Primero.", page, StringComparison.Ordinal);
        Assert.Contains("The river falls.", page, StringComparison.Ordinal);
        Assert.Equal(302, (await SendAsync(editor, "Take", ("Version", "4"), ("Update", id))).Status);
        Assert.DoesNotContain("Primero.", (await desk.Stranger().GetAsync(desk.Get<Catalogue>().ById("a")!.Address)).Text, StringComparison.Ordinal);
    }

    private static async Task AddAsync(DeskClient browser, int version, string headline, string text) =>
        Assert.Equal(302, (await SendAsync(browser, "Add", ("Version", $"{version}"), ("Headline", headline), ("Text", text))).Status);

    private static Task<DeskClient.Answer> SendAsync(DeskClient browser, string act, params (string, string)[] fields) =>
        browser.SubmitAsync("/desk/articles/a/updates", "/desk/articles/a/updates?handler=" + act, fields);
}
