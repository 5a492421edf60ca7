using Broadside.Articles;
using Broadside.Guard;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Broadside.Tests.Guard;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Articles.Publishing;

public sealed class PublishAtDeskTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_draft_on_the_list_is_published_with_one_more_press_and_can_be_undone(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        await desk.WriteAsync(Drafts.Fresh("a", "Bridge closed", "The bridge is closed."), editor);

        var list = await editor.GetAsync("/desk/articles");
        Assert.Equal("/desk/articles/a", list.Document.QuerySelector("table.articles a")!.GetAttribute("href"));
        var done = await editor.PressPublishAsync("a");
        Assert.Equal((302, "/desk/articles/a/published?done=published"), (done.Status, done.To));
        var after = await editor.GetAsync("/desk/articles/a/published");
        var address = after.Document.QuerySelector(".live-link a")!.GetAttribute("href")!;
        Assert.Equal(200, (await desk.Stranger().GetAsync(address)).Status);
        Assert.Contains("/feed.xml", after.Body, StringComparison.Ordinal);

        var undone = await editor.SubmitAsync("/desk/articles/a/published", "/desk/articles/a/published?handler=Undo", ("Number", "1"));

        Assert.Equal((302, "/desk/articles/a/publish?done=undone"), (undone.Status, undone.To));
        Assert.Equal(404, (await desk.Stranger().GetAsync(address)).Status);
        await using var db = desk.Db();
        var article = await db.Set<Article>().SingleAsync(Cancel);
        Assert.Equal((ArticleState.Draft, ArticleState.Draft, "", (int?)null), (article.State, article.Stage, article.Address, article.CurrentVersion));
        Assert.Contains("The bridge is closed.", (await db.Set<Draft>().SingleAsync(Cancel)).Content, StringComparison.Ordinal);
        Assert.Equal(VersionKind.Remove, desk.Get<VersionStore>().Live("article/a")!.Kind);
        Assert.Equal(302, (await editor.PressPublishAsync("a")).Status);
        Assert.Equal(200, (await desk.Stranger().GetAsync(address)).Status);
        Assert.Empty(await FindAlteredAsync(desk));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task After_publishing_it_is_said_place_by_place_what_changed(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        var first = Drafts.Fresh("a", "Bridge closed", "Since noon.") with { Topics = [new Term("town", "Town"), new Term("roads", "Roads")], Slug = "bridge" };
        await desk.WriteAsync(first, editor);
        await editor.PressPublishAsync("a");
        var address = desk.Get<Catalogue>().ById("a")!.Address;

        var fresh = await PlacesAsync(editor);
        Assert.All(fresh.Values, p => Assert.EndsWith("new there", p, StringComparison.Ordinal));
        Assert.Equal(["/", "/topics/town/", "/topics/roads/", "/feed.xml", "/sitemap.xml", address], new[] { "/", "/topics/town/", "/topics/roads/", "/feed.xml", "/sitemap.xml", address }.Where(fresh.ContainsKey));

        desk.Time.Advance(TimeSpan.FromMinutes(1));
        await desk.WriteAsync(first with { Title = "Bridge open", Topics = [new Term("roads", "Roads"), new Term("port", "Port")], Blocks = Drafts.Fresh("a", "", "Since one.").Blocks }, editor);
        await editor.PressPublishAsync("a");

        var changed = await PlacesAsync(editor);
        Assert.Equal("its own page updated: headline, topics, text", changed[address]);
        Assert.Equal("front page updated: headline", changed["/"]);
        Assert.Equal(("section updated: headline", "topic new there", "section gone from there"), (changed["/topics/roads/"], changed["/topics/port/"], changed["/topics/town/"]));
        Assert.Equal("feed, after 30 seconds updated: headline, topics, text", changed["/feed.xml"]);
        Assert.Equal("sitemap updated", changed["/sitemap.xml"]);
        var page = await editor.GetAsync("/desk/articles/a/published");
        var compare = await editor.GetAsync(page.Document.QuerySelector("a[href*=compare]")!.GetAttribute("href")!);
        Assert.Contains("open", compare.Document.QuerySelector("ins")!.TextContent, StringComparison.Ordinal);

        desk.Time.Advance(TimeSpan.FromMinutes(1));
        await desk.WriteAsync(first with { Title = "Bridge open", Slug = "bridge-open", Topics = [new Term("roads", "Roads"), new Term("port", "Port")] }, editor);
        await editor.PressPublishAsync("a");
        var moved = await PlacesAsync(editor);
        Assert.Equal("its own page leads to the new address", moved[address]);
        Assert.Equal("its own page new there", moved[desk.Get<Catalogue>().ById("a")!.Address]);
        Assert.Equal("front page reads as before", moved["/"]);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Undoing_a_later_version_gives_readers_the_earlier_text_and_keeps_the_later_one(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        await desk.WriteAsync(Drafts.Fresh("a", "Bridge", "Closed."), editor);
        await editor.PressPublishAsync("a");
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        await desk.WriteAsync(Drafts.Fresh("a", "Bridge", "Closed until May."), editor);
        await editor.PressPublishAsync("a", ("Kind", "Clarification"), ("CorrectionText", "We did not say until when."));
        var address = desk.Get<Catalogue>().ById("a")!.Address;
        Assert.Contains("Closed until May.", (await desk.Stranger().GetAsync(address)).Body, StringComparison.Ordinal);

        var undone = await editor.SubmitAsync("/desk/articles/a/published", "/desk/articles/a/published?handler=Undo", ("Number", "2"));

        Assert.Equal(302, undone.Status);
        var page = await desk.Stranger().GetAsync(address);
        Assert.Contains("Closed.", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("until May", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("until when", page.Body, StringComparison.Ordinal);
        Assert.Equal(3, desk.Get<Catalogue>().ById("a")!.Version.Number);
        await using var db = desk.Db();
        Assert.Contains("until May", (await db.Set<Draft>().SingleAsync(Cancel)).Content, StringComparison.Ordinal);
        Assert.Equal(ArticleState.Draft, (await db.Set<Article>().SingleAsync(Cancel)).Stage);
        Assert.Empty(await FindAlteredAsync(desk));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "undo-window")]
    public async Task After_thirty_seconds_nothing_is_undone(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        await desk.WriteAsync(Drafts.Fresh("a", "Bridge", "Closed."), editor);
        await editor.PressPublishAsync("a");
        Assert.Equal(desk.Time.GetUtcNow() + PublishArticle.Grace, desk.Get<Catalogue>().ById("a")!.Version.SettledAt);
        desk.Time.Advance(PublishArticle.Grace);

        Assert.Null((await editor.GetAsync("/desk/articles/a/published")).Document.QuerySelector(".undo"));
        var late = await editor.SubmitAsync("/desk/articles/a/published", "/desk/articles/a/published?handler=Undo", ("Number", "1"));

        Assert.Equal(422, late.Status);
        Assert.Contains("30 seconds are over", late.Text, StringComparison.Ordinal);
        Assert.Equal(1, desk.Get<Catalogue>().ById("a")!.Version.Number);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Pressed_twice_it_is_published_once(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        var draft = await desk.WriteAsync(Drafts.Fresh("a", "Bridge", "Closed."), editor);
        var token = DeskClient.TokenOf((await editor.GetAsync("/desk/articles/a/publish")).Body);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => editor.PostAsync("/desk/articles/a/publish?handler=Now", ("Revision", $"{draft.Revision}"), ("__RequestVerificationToken", token))));

        Assert.All(answers, a => Assert.Equal((302, "/desk/articles/a/published"), (a.Status, a.To!.Split('?')[0])));
        await using var db = desk.Db();
        Assert.Equal(1, await db.Set<VersionRow>().CountAsync(v => v.Subject == "article/a", Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "stale-checklist")]
    public async Task What_was_saved_after_the_list_was_read_is_not_published_unread(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        var seen = await desk.WriteAsync(Drafts.Fresh("a", "Bridge", "Closed."), editor);
        await desk.WriteAsync(Drafts.Fresh("a", "Bridge", "Open."), editor);

        var answer = await editor.SubmitAsync("/desk/articles/a/publish", "/desk/articles/a/publish?handler=Now", ("Revision", $"{seen.Revision}"));

        Assert.Equal(422, answer.Status);
        Assert.Contains("newer text was saved", answer.Text, StringComparison.Ordinal);
        Assert.Null(desk.Get<Catalogue>().ById("a"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_writer_sends_to_review_and_an_editor_publishes(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine, ("Desk:WritersPublish", "false"));
        using var writer = await desk.SignedInAsync(Role.Writer);
        using var editor = await desk.SignedInAsync(Role.Editor);
        var draft = await desk.WriteAsync(Drafts.Fresh("a", "Bridge", "Closed."), writer);

        Assert.Null((await writer.GetAsync("/desk/articles/a/publish")).Document.QuerySelector("form[action*='handler=Now']"));
        var alone = await writer.SubmitAsync("/desk/articles/a/publish", "/desk/articles/a/publish?handler=Now", ("Revision", $"{draft.Revision}"));
        Assert.Equal(422, alone.Status);
        Assert.Null(desk.Get<Catalogue>().ById("a"));
        Assert.Equal(422, (await writer.SubmitAsync("/desk/articles/a/publish", "/desk/articles/a/publish?handler=Schedule", ("At", "2026-12-01T08:00"))).Status);
        Assert.Equal(302, (await writer.SubmitAsync("/desk/articles/a/publish", "/desk/articles/a/publish?handler=Submit", ("Note", "<b>Please</b>"))).Status);
        Assert.Equal(422, (await writer.SubmitAsync("/desk/articles/a/publish", "/desk/articles/a/publish?handler=Approve")).Status);
        Assert.Contains("&lt;b&gt;Please", (await editor.GetAsync("/desk/articles/a/publish")).Body, StringComparison.Ordinal);
        Assert.Equal(302, (await editor.SubmitAsync("/desk/articles/a/publish", "/desk/articles/a/publish?handler=Approve")).Status);
        Assert.Equal(302, (await editor.PressPublishAsync("a")).Status);
        Assert.NotNull(desk.Get<Catalogue>().ById("a"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "article-writers")]
    public async Task Where_writers_publish_they_publish_their_own_alone(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine, ("Desk:WritersPublish", "true"));
        using var ana = await desk.SignedInAsync(Role.Writer);
        using var ben = await desk.SignedInAsync(Role.Writer);
        var draft = await desk.WriteAsync(Drafts.Fresh("a", "Bridge", "Closed."), ana);

        foreach (var (handler, fields) in new (string, (string, string)[])[] { ("Now", [("Revision", $"{draft.Revision}")]), ("Schedule", [("At", "2026-12-01T08:00")]), ("Embargo", [("Until", "2026-12-01T08:00")]), ("Submit", []), ("Assign", [("To", ben.Member!.Id)]), ("Plan", [("Day", "2026-12-01")]), ("Links", []) })
        {
            var answer = await ben.SubmitAsync("/desk/articles/a/publish", $"/desk/articles/a/publish?handler={handler}", fields);
            Assert.True(answer.Status == 403, $"{handler}: {answer.Status}");
        }
        Assert.Null(desk.Get<Catalogue>().ById("a"));
        Assert.Equal(302, (await ana.PressPublishAsync("a")).Status);
        Assert.Equal(403, (await ben.SubmitAsync("/desk/articles/a/published", "/desk/articles/a/published?handler=Undo", ("Number", "1"))).Status);
        Assert.NotNull(desk.Get<Catalogue>().ById("a"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_embargo_holds_at_the_desk(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        await desk.WriteAsync(Drafts.Fresh("a", "Bridge", "Closed."), editor);

        Assert.Equal(302, (await editor.SubmitAsync("/desk/articles/a/publish", "/desk/articles/a/publish?handler=Embargo", ("Until", "2026-11-22T18:00"))).Status);
        Assert.Equal(422, (await editor.PressPublishAsync("a")).Status);
        Assert.Equal(422, (await editor.SubmitAsync("/desk/articles/a/publish", "/desk/articles/a/publish?handler=Schedule", ("At", "2026-11-22T17:00"))).Status);
        Assert.Equal(302, (await editor.SubmitAsync("/desk/articles/a/publish", "/desk/articles/a/publish?handler=Embargo", ("Until", ""))).Status);
        Assert.Equal(302, (await editor.PressPublishAsync("a")).Status);
    }

    private static async Task<IReadOnlyList<AlteredVersion>> FindAlteredAsync(TestDesk desk) => await desk.Get<FindAltered>().RunAsync(Cancel).ToListAsync(Cancel);

    private static async Task<Dictionary<string, string>> PlacesAsync(DeskClient browser) =>
        (await browser.GetAsync("/desk/articles/a/published")).Document.QuerySelectorAll(".places li")
            .ToDictionary(l => l.QuerySelector("a")!.GetAttribute("href")!, l => string.Join(' ', l.QuerySelectorAll("span").Select(s => s.TextContent.Trim())).Trim());
}
