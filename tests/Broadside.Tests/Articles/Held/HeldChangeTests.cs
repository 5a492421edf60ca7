using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Calendar;
using Broadside.Articles.Held;
using Broadside.Guard;
using Broadside.Mail.Letters;
using Broadside.Site;
using Broadside.Staff;
using Broadside.Staff.Signing;
using Broadside.Tests.Articles.Publishing;
using Broadside.Tests.Desk;
using Broadside.Tests.Site;
using Broadside.Tests.Staff;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Articles.Held;

/// <summary>What somebody with a stolen login can do to an old article, and what the people of the newsroom still can.</summary>
public sealed class HeldChangeTests
{
    private const string Casino = "https://casino.example/win";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "held-links")]
    public async Task A_stolen_writers_login_slips_no_link_into_an_old_article(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine, ("Desk:WritersPublish", "true"));
        using var writer = await desk.SignedInAsync(Role.Writer, "rosa@example.org");
        using var editor = await desk.SignedInAsync(Role.Editor, "ed@example.org");
        var address = await OldAsync(desk, "a", writer);
        // Whoever has the cookie alone has shown nothing for a while.
        desk.Time.Advance(TimeSpan.FromMinutes(11));

        await desk.WriteAsync(Linked("a", "The bridge is closed until May."), writer);
        var pressed = await writer.PressPublishAsync("a");

        Assert.Equal(422, pressed.Status);
        Assert.Contains("Held changes", pressed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("casino", await ReadAsync(desk, address), StringComparison.Ordinal);
        Assert.Contains("rosa@example.org", await LettersAsync(desk));
        var list = await writer.GetAsync("/desk/held");
        var held = list.Document.QuerySelector("main h2 a")!.GetAttribute("href")!;
        // The one who made it cannot approve it.
        Assert.Null((await writer.GetAsync(held)).Document.QuerySelector("form[action*=Approve]"));
        Assert.Equal(422, (await writer.SubmitAsync(held, held + "?handler=Approve")).Status);
        Assert.DoesNotContain("casino", await ReadAsync(desk, address), StringComparison.Ordinal);

        // A second person sees what it is.
        Assert.Contains("casino", (await editor.GetAsync("/desk")).Text, StringComparison.Ordinal);
        var page = await editor.GetAsync(held);
        Assert.Contains(Casino, page.Text, StringComparison.Ordinal);
        Assert.Contains("until May", page.Document.QuerySelector("ins")!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/desk/held?done=held_approved", (await editor.SubmitAsync(held, held + "?handler=Approve")).To);

        Assert.Contains(Casino, await ReadAsync(desk, address), StringComparison.Ordinal);
        Assert.Null(await desk.GetDraftAsync("a"));
        Assert.Contains(await desk.LogAsync(), r => r.What == "approve held" && r.Who == editor.Member!.Id);
        Assert.Equal(404, (await editor.SubmitAsync(held, held + "?handler=Approve")).Status);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Neither_a_correction_an_update_nor_an_hour_is_a_way_around(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        var address = await OldAsync(desk, "a", editor);
        var who = await ActorAsync(desk, editor);

        await desk.WriteAsync(Linked("a", "The bridge is closed."), editor);
        var scheduled = await desk.Get<ScheduleArticle>().RunAsync("a", desk.Time.GetUtcNow().AddHours(1), "UTC", who, Cancel);
        var only = await editor.PressPublishAsync("a", ("Kind", "Clarification"), ("CorrectionText", "A word."));

        Assert.Equal("held_schedule", scheduled.Refusal!.Code);
        Assert.Equal(422, only.Status);
        var row = Assert.Single(await desk.Get<HeldQueries>().ForAsync(who, null, 10, Cancel));
        Assert.Equal((HeldReason.NewHost, HeldKind.Publish), (row.Change.Reason, row.Change.Kind));
        Assert.DoesNotContain("casino", await ReadAsync(desk, address), StringComparison.Ordinal);
        Assert.True((await desk.Get<DropHeld>().RunAsync(row.Change.Id, who, Cancel)).IsDone);
        Assert.Empty(await desk.Get<HeldQueries>().ForAsync(who, null, 10, Cancel));
        // By passkey the hour is taken, and so is the press.
        Assert.True((await desk.Get<ScheduleArticle>().RunAsync("a", desk.Time.GetUtcNow().AddHours(1), "UTC", who with { IsFreshByPasskey = true }, Cancel)).IsDone);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Whoever_shows_a_passkey_needs_nobody_and_the_authors_are_told_all_the_same(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        using var author = await desk.SignedInAsync(Role.Writer, "author@example.org");
        var address = await OldAsync(desk, "a", author);
        await desk.WriteAsync(Linked("a", "The bridge is closed."), editor);
        var who = await ActorAsync(desk, editor);

        var revision = (await desk.GetDraftAsync("a"))!.Revision;
        Assert.Equal("held", (await desk.Get<PublishArticle>().RunAtDeskAsync("a", revision, null, who, Cancel)).Refusal!.Code);
        Assert.True((await desk.Get<PublishArticle>().RunAtDeskAsync("a", revision, null, who with { IsFreshByPasskey = true }, Cancel)).IsDone);

        Assert.Contains(Casino, await ReadAsync(desk, address), StringComparison.Ordinal);
        Assert.Equal(2, (await LettersAsync(desk)).Count(l => l == "author@example.org"));
        Assert.Contains(await desk.LogAsync(), r => r.What == "vouch for link");
        // What was held before is not published a second time.
        var held = Assert.Single(await desk.Get<HeldQueries>().ForAsync(who, null, 10, Cancel));
        Assert.Equal("held_stale", (await desk.Get<ApproveHeld>().RunAsync(held.Change.Id, who with { IsFreshByPasskey = true }, Cancel)).Refusal!.Code);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_known_host_a_fresh_article_and_the_operator_wait_for_nobody(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        var address = await OldAsync(desk, "a", editor);
        await desk.WriteAsync(Drafts.Fresh("fresh", "News", "Today."), editor);
        Assert.Equal(302, (await editor.PressPublishAsync("fresh")).Status);
        desk.Time.Advance(TimeSpan.FromHours(1));
        await desk.WriteAsync(Linked("fresh", "The bridge is closed today.") with { Title = "News" }, editor);
        Assert.Equal(302, (await editor.PressPublishAsync("fresh")).Status);

        // What came in by a fresh article an hour ago is not known yet: that is how one would smuggle it in.
        await desk.WriteAsync(Linked("a", "The bridge is closed until May."), editor);
        Assert.Equal(422, (await editor.PressPublishAsync("a")).Status);
        desk.Time.Advance(TimeSpan.FromHours(49));
        using var later = await SignInAgainAsync(desk, editor);
        Assert.Equal(302, (await later.PressPublishAsync("a")).Status);
        Assert.Contains(Casino, await ReadAsync(desk, address), StringComparison.Ordinal);
        // The operator, as imports do.
        await desk.WriteAsync(Linked("a", "The bridge is closed.", "https://other.example/"));
        Assert.True((await desk.Get<PublishArticle>().RunAsync("a", Actor.Operator, "A test.", Cancel)).IsDone);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "signed-approval")]
    public async Task What_waits_cannot_be_made_another_text_in_the_database(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        using var second = await desk.SignedInAsync(Role.Editor);
        var address = await OldAsync(desk, "a", editor);
        await desk.WriteAsync(Linked("a", "The bridge is closed."), editor);
        Assert.Equal(422, (await editor.PressPublishAsync("a")).Status);
        await using (var db = desk.Db())
        {
            Assert.Equal(1, await db.Database.ExecuteSqlRawAsync("UPDATE held_changes SET content = replace(content, 'closed', 'bought')", Cancel));
        }
        var held = (await second.GetAsync("/desk/held")).Document.QuerySelector("main h2 a")!.GetAttribute("href")!;

        Assert.Equal(422, (await second.SubmitAsync(held, held + "?handler=Approve")).Status);

        Assert.DoesNotContain("bought", await ReadAsync(desk, address), StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "edit-velocity")]
    public async Task A_sixth_published_article_within_ten_minutes_stops_the_browser_until_an_owner_lets_it_go_on(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        using var owner = await desk.SignedInAsync(Role.Owner);
        foreach (var id in Enumerable.Range(0, 6).Select(i => $"a{i}"))
        {
            await OldAsync(desk, id, editor);
        }
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(302, (await EditAsync(desk, editor, $"a{i}", "Once.")).Status);
            desk.Time.Advance(TimeSpan.FromSeconds(30));
        }
        // The same one again is none more.
        Assert.Equal(302, (await EditAsync(desk, editor, "a4", "Twice.")).Status);

        var sixth = await EditAsync(desk, editor, "a5", "Once.");

        Assert.Equal(422, sixth.Status);
        Assert.Contains("stopped", sixth.Text, StringComparison.Ordinal);
        Assert.Equal(422, (await EditAsync(desk, editor, "a0", "Thrice.")).Status);
        Assert.Equal(422, (await editor.SubmitAsync("/desk/articles/a1/withdraw", "/desk/articles/a1/withdraw", ("Reason", "Gone."))).Status);
        await using (var db = desk.Db())
        {
            Assert.Equal(1, await db.Set<Alarm>().CountAsync(a => a.Code == "edit-velocity" && a.ClearedAt == null, Cancel));
        }
        // A new article is none that readers had.
        await desk.WriteAsync(Drafts.Fresh("new", "News", "Today."), editor);
        Assert.Equal(302, (await editor.PressPublishAsync("new")).Status);
        Assert.Contains("stopped", (await owner.GetAsync("/desk")).Text, StringComparison.Ordinal);
        var page = await owner.GetAsync("/desk/held");
        var session = page.Document.QuerySelector("input[name=Session]")!.GetAttribute("value")!;
        Assert.Equal(422, (await editor.SubmitAsync("/desk/held", "/desk/held?handler=LetOn", ("Session", session))).Status);
        Assert.Equal("/desk/held?done=let_on", (await owner.SubmitAsync("/desk/held", "/desk/held?handler=LetOn", ("Session", session))).To);

        Assert.Equal(302, (await EditAsync(desk, editor, "a5", "Once.")).Status);
        // Slowly it goes on for ever.
        for (var i = 0; i < TestSize.Pick(2, 30); i++)
        {
            desk.Time.Advance(TimeSpan.FromMinutes(3));
            Assert.Equal(302, (await EditAsync(desk, editor, $"a{i % 6}", $"Slowly {i}.")).Status);
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "own-redirects")]
    public async Task No_old_address_leads_to_another_house(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        await OldAsync(desk, "a", editor);
        var add = desk.Get<Broadside.Site.Curating.AddRedirect>();
        foreach (var elsewhere in new[] { "https://casino.example/", "//casino.example/", "/\\casino.example/", "http:casino.example", "javascript:alert(1)" })
        {
            Assert.Equal("redirect_to", (await add.RunAsync("/old", elsewhere, Actor.Operator, Cancel)).Refusal!.Code);
        }
        // Even where it stands in the signed record, as by an older program or another module.
        var written = new Redirects { Paths = new Dictionary<string, string> { ["/gone/"] = "https://casino.example/?x=1", ["/away/"] = "//casino.example/?x=1", ["/here/"] = "/?x=1" } };
        await desk.Get<WriteSiteRecord>().RunAsync(Redirects.Part, written, Actor.Operator, "A test.", Cancel);

        using var reader = desk.Stranger();
        Assert.Equal(404, (await reader.GetAsync("/gone/")).Status);
        Assert.Equal(404, (await reader.GetAsync("/away/")).Status);
        Assert.Equal(301, (await reader.GetAsync("/here/")).Status);
    }

    private static async Task<string> OldAsync(TestDesk desk, string id, DeskClient writer)
    {
        var old = Newspaper.Article(id, "Bridge " + id, "The bridge is closed.") with { PublishedAt = desk.Time.GetUtcNow().AddDays(-10), Bylines = [new Byline("rosa", "Rosa Calle")] };
        await desk.WriteAsync(old, writer);
        var done = await desk.Get<PublishArticle>().RunAsync(id, Actor.Operator, "A test.", Cancel);
        return done.Value!.Content.Address;
    }

    private static async Task<DeskClient.Answer> EditAsync(TestDesk desk, DeskClient editor, string id, string text)
    {
        await desk.WriteAsync(Drafts.Fresh(id, "Bridge " + id, text), editor);
        return await editor.PressPublishAsync(id);
    }

    private static ArticleContent Linked(string id, string text, string address = Casino) =>
        Drafts.Fresh(id, "Bridge " + id, text) with { Blocks = [new Paragraph { Id = "p0", Text = text, Marks = [new Mark(4, 10, MarkKind.Link, address)] }] };

    private static async Task<string> ReadAsync(TestDesk desk, string address)
    {
        using var reader = desk.Stranger();
        return (await reader.GetAsync(address)).Body;
    }

    private static async Task<Actor> ActorAsync(TestDesk desk, DeskClient client)
    {
        var found = await desk.Get<LoginSessions>().FindAsync(client.Cookies["__Host-broadside"], Cancel);
        return new Actor(found!.Member.Id, found.Member.Name) { Rights = desk.Get<RoleRights>().Of(found.Member.Role), LoginSession = found.Session.Id, IsFresh = true };
    }

    private static async Task<DeskClient> SignInAgainAsync(TestDesk desk, DeskClient client) =>
        desk.Browser((await desk.Services.SignInAsync(client.Member!.Email)).Value!);

    private static async Task<IReadOnlyList<string>> LettersAsync(TestDesk desk)
    {
        await using var db = desk.Db();
        return await db.Set<Letter>().Where(l => l.Kind == "held change").Select(l => l.Recipient).ToListAsync(Cancel);
    }
}
