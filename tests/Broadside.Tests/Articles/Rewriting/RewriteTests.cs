using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Names;
using Broadside.Articles.Rewriting;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Site.Curating;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Broadside.Tests.Guard;
using Broadside.Tests.Media;
using Broadside.Tests.Site;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Articles.Rewriting;

public sealed class RewriteTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Words_change_in_published_articles_and_drafts_after_somebody_saw_the_numbers_and_come_back(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        // More than one stretch of each kind of step.
        await newsroom.PublishAsync([.. Enumerable.Range(0, 120).Select(i => Newspaper.Article($"a{i:000}", $"Article {i}", i % 2 == 0 ? "The old harbour, the old pier." : "Nothing."))]);
        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("a000", "Article 0", "The old harbour, longer."), Actor.Operator, Cancel);
        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("draft", "A draft", "An old draft."), Actor.Operator, Cancel);

        var rewrite = await LookedAsync(newsroom, new ReplaceText("old", "new") { WholeWords = true });

        Assert.Equal((RewriteState.Ready, 121, 60, 1, 122), (rewrite.State, rewrite.Looked, rewrite.Live, rewrite.Drafts, rewrite.Hits));
        Assert.Equal(1, newsroom.Get<VersionStore>().Live("article/a002")!.Number);
        var done = await StartedAsync(newsroom, rewrite.Id);
        Assert.Equal((RewriteState.Done, 61, 0), (done.State, done.Done, done.Skipped));
        Assert.Equal("The new harbour, the new pier.", await TextAsync(newsroom, "a002"));
        Assert.Equal(("The new harbour, longer.", 2), await DraftAsync(newsroom, "a000"));
        Assert.Equal("An new draft.", (await DraftAsync(newsroom, "draft")).Text);
        Assert.Equal((2, 1), (newsroom.Get<VersionStore>().Live("article/a002")!.Number, newsroom.Get<VersionStore>().Live("article/a001")!.Number));

        // Somebody edits one; everything else comes back.
        await newsroom.PublishAsync(await LiveAsync(newsroom, "a004") with { Title = "Edited since" });
        await newsroom.Get<UndoRewrite>().RunAsync(rewrite.Id, Actor.Operator, Cancel);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        var back = await newsroom.Get<RewriteQueries>().FindAsync(rewrite.Id, Cancel);
        Assert.Equal((RewriteState.Undone, 60, 1), (back!.State, back.Done, back.Skipped));
        Assert.Equal("The old harbour, the old pier.", await TextAsync(newsroom, "a002"));
        Assert.Equal("The new harbour, the new pier.", await TextAsync(newsroom, "a004"));
        Assert.Equal("An old draft.", (await DraftAsync(newsroom, "draft")).Text);
        Assert.Equal("The old harbour, longer.", (await DraftAsync(newsroom, "a000")).Text);
        Assert.Empty(await newsroom.FindAsync());
        Assert.Empty(await newsroom.AlarmsAsync());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_worker_that_died_in_the_middle_leaves_half_done_and_another_goes_on_without_doing_anything_twice(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync([.. Enumerable.Range(0, 120).Select(i => Newspaper.Article($"a{i:000}", "Title", "old"))]);
        var rewrite = await LookedAsync(newsroom, new ReplaceText("old", "old and old"));
        await newsroom.Get<StartRewrite>().RunAsync(rewrite.Id, Actor.Operator, Cancel);
        var step = newsroom.Services.GetService(typeof(IEnumerable<IJob>)) is IEnumerable<IJob> jobs ? jobs.OfType<TakeRewriteStep>().Single() : null;
        var first = await PayloadAsync(newsroom);

        await step!.RunAsync(first, Cancel);
        // It died before its row was deleted: the same job comes again.
        await step.RunAsync(first, Cancel);
        Assert.Equal(50, (await newsroom.Get<RewriteQueries>().FindAsync(rewrite.Id, Cancel))!.Done);
        await newsroom.OpenAgainAsync();
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.Equal(RewriteState.Done, (await newsroom.Get<RewriteQueries>().FindAsync(rewrite.Id, Cancel))!.State);
        for (var i = 0; i < 120; i++)
        {
            Assert.Equal("old and old", await TextAsync(newsroom, $"a{i:000}"));
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "signed-approval")]
    public async Task An_order_that_stands_in_the_database_and_nobody_gave_is_not_followed(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync(Newspaper.Article("a", "Title", "An honest word."));
        var rewrite = await LookedAsync(newsroom, new ReplaceText("honest", "fair"));
        await newsroom.Get<StartRewrite>().RunAsync(rewrite.Id, Actor.Operator, Cancel);

        await newsroom.AlterAsync("UPDATE rewrites SET spec = replace(spec, 'fair', 'bought')");
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.Equal("An honest word.", await TextAsync(newsroom, "a"));
        Assert.Contains(await newsroom.AlarmsAsync(), a => a.Message.Contains("nobody gave", StringComparison.Ordinal));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Two_topics_become_one_the_old_address_leads_on_and_it_can_be_taken_back(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        foreach (var (name, about, above) in new[] { ("Harbour", "", ""), ("Port", "Ships and cranes.", ""), ("Pilots", "", "port") })
        {
            Assert.True((await desk.Get<KeepTopic>().RunAsync(null, name, about, above, 0, Actor.Operator, Cancel)).IsDone);
        }
        await desk.PublishAsync(
            Under("a", new Term("harbour", "Harbour")),
            Under("b", new Term("port", "Port")),
            Under("c", new Term("port", "Port"), new Term("harbour", "Harbour")));
        MenuItem[] head = [new("Ships", "/topics/port/"), new("Harbour", "/topics/harbour/"), new("Port", "/topics/port/", "en")];
        await desk.Get<KeepMenus>().RunAsync(new Menus { Head = head, Foot = [head[0]] }, desk.Get<KeepMenus>().Mark(), Actor.Operator, Cancel);
        await desk.Get<WriteSiteRecord>().RunAsync(Curation.Part, new Curation { Fronts = [new("en", ["a"], ["pilots", "port", "harbour"]), new("es", [], ["port", "pilots"])] }, Actor.Operator, "Test", Cancel);

        var asked = await editor.SubmitAsync("/desk/directory/topics/port", "/desk/directory/topics/port?handler=Merge", ("Into", "harbour"));
        await desk.Get<JobRunner>().RunDueAsync(Cancel);
        var shown = await editor.GetAsync(asked.To!);
        Assert.Contains("2 published articles and pages change", shown.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await desk.ReaderAsync("/topics/port/")).Status);
        await editor.SubmitAsync(asked.To!, asked.To + "?handler=Start");
        await editor.SubmitAsync(asked.To!, asked.To + "?handler=Start");
        await desk.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.Equal((301, "/topics/harbour/"), await desk.ReaderAsync("/topics/port/") is var old ? (old.Status, old.To) : default);
        Assert.Equal((301, "/topics/harbour/feed.xml"), await desk.ReaderAsync("/topics/port/feed.xml") is var feed ? (feed.Status, feed.To) : default);
        Assert.Equal(["harbour"], (await desk.LiveAsync("c")).Topics.Select(t => t.Slug));
        Assert.Equal(3, desk.Get<Catalogue>().Count(ListKey.Topic("harbour")));
        Assert.All(desk.Get<SiteRecord>().Read<Menus>(Menus.Part).Head, m => Assert.Equal("/topics/harbour/", m.Address));
        Assert.Equal(["pilots harbour", "harbour pilots"], Sections(desk));
        Assert.Equal(2, desk.Get<VersionStore>().Live("article/b")!.Number);

        await editor.SubmitAsync(asked.To!, asked.To + "?handler=Undo");
        await desk.Get<JobRunner>().RunDueAsync(Cancel);
        Assert.Equal(200, (await desk.ReaderAsync("/topics/port/")).Status);
        Assert.Equal(["port", "harbour"], (await desk.LiveAsync("c")).Topics.Select(t => t.Slug));
        Assert.Equal(head.Append(head[0]), desk.Get<SiteRecord>().Read<Menus>(Menus.Part) is var menus ? menus.Head.Concat(menus.Foot) : []);
        Assert.Equal(["pilots port harbour", "port pilots"], Sections(desk));
        var topics = desk.Get<SiteRecord>().Read<TopicsPart>(TopicsPart.Part).Topics;
        Assert.Equal(("Ships and cranes.", "port"), (topics.Single(t => t.Slug == "port").Description, topics.Single(t => t.Slug == "pilots").Parent));
        Assert.Contains(await desk.LogAsync(), a => a.What == "rewrite" && a.Who == editor.Member!.Id);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task People_tags_and_series_are_renamed_with_their_addresses(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.Get<KeepPerson>().RunAsync(null, "Ana Ruiz", new KeepPerson.Said("Editor", "Writes.", null, "https://example.org/ana"), Actor.Operator, Cancel);
        await newsroom.PublishAsync(Newspaper.Article("a", "Title", "Text.") with
        {
            Bylines = [new Byline("ana-ruiz", "Ana Ruiz"), new Byline("ana-ruiz", "Ana Ruiz", "photo")],
            Tags = [new Term("mud", "Mud")],
            Series = new SeriesPart("tides", "Tides", 1),
        });

        foreach (var (list, from, name, slug) in new[] { (NameList.People, "ana-ruiz", "Ana Ruiz Soto", "ana-ruiz-soto"), (NameList.Tags, "mud", "Silt", "silt"), (NameList.Series, "tides", "High tides", "tides") })
        {
            var asked = await newsroom.Get<AskMoveName>().RenameAsync(list, from, name, slug, Actor.Operator, Cancel);
            await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
            Assert.Equal(RewriteState.Done, (await StartedAsync(newsroom, asked.Value!.Id)).State);
        }

        var content = await LiveAsync(newsroom, "a");
        Assert.Equal([("ana-ruiz-soto", "Ana Ruiz Soto", "words"), ("ana-ruiz-soto", "Ana Ruiz Soto", "photo")], content.Bylines.Select(b => (b.Slug, b.Name, b.Role)));
        Assert.Equal((new Term("silt", "Silt"), "High tides"), (content.Tags[0], content.Series!.Name));
        var person = newsroom.Get<SiteRecord>().Read<PeoplePart>(PeoplePart.Part).People.Single();
        Assert.Equal(("ana-ruiz-soto", "Editor", "Writes."), (person.Slug, person.Role, person.Bio));
        Assert.Equal("/people/ana-ruiz-soto/", newsroom.Get<SiteRecord>().Read<Redirects>(Redirects.Part).Paths["/people/ana-ruiz/"]);
        Assert.Equal("name_same", (await newsroom.Get<AskMoveName>().RenameAsync(NameList.Tags, "silt", "Silt", "silt", Actor.Operator, Cancel)).Refusal?.Code);
        Assert.Empty(await newsroom.FindAsync());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_picture_is_replaced_wherever_it_stands_with_its_words(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var old = await newsroom.AddedAsync(Fixtures.Jpeg(400, 300));
        var fresh = (await newsroom.AddAsync(Fixtures.Jpeg(300, 300), new Broadside.Media.NewMedia("new.jpg") { Alt = "The new pier", Credit = "Ben" })).Value!;
        var sound = await newsroom.AddedAsync(Recordings.Mp3(), "sound.mp3");
        await newsroom.PublishAsync(
            Newspaper.Article("a", "Title") with { Lead = new Figure { Id = "l", Media = old.Sha256, Alt = "The pier", Caption = "Morning", Credit = "Ana", Width = 400, Height = 300 } },
            Newspaper.Article("b", "Other", "Text."));
        var ask = newsroom.Get<AskReplaceFile>();

        Assert.Equal("replace_other_kind", (await ask.RunAsync(old.Sha256, sound.Sha256, true, Actor.Operator, Cancel)).Refusal?.Code);
        Assert.Equal("replace_no_file", (await ask.RunAsync(old.Sha256, "../../keys/site.key", true, Actor.Operator, Cancel)).Refusal?.Code);
        var asked = await ask.RunAsync(old.Sha256, "https://desk.example/desk/media/file/" + fresh.Sha256, true, Actor.Operator, Cancel);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        var done = await StartedAsync(newsroom, asked.Value!.Id);

        Assert.Equal((1, 1), (done.Live, done.Hits));
        var lead = (await LiveAsync(newsroom, "a")).Lead!;
        Assert.Equal((fresh.Sha256, "The new pier", "Morning", "Ben", 300), (lead.Media, lead.Alt, lead.Caption, lead.Credit, lead.Width));
        Assert.False(newsroom.Get<Catalogue>().ShowsMedia(old.Sha256));
        Assert.True(newsroom.Get<Catalogue>().ShowsMedia(fresh.Sha256));
    }

    private static IEnumerable<string> Sections(TestDesk desk) => desk.Get<SiteRecord>().Read<Curation>(Curation.Part).Fronts.Select(f => string.Join(' ', f.Sections));

    private static ArticleContent Under(string id, params Term[] topics) => Newspaper.Article(id, "Title " + id, "Text.") with { Topics = topics };

    private static async Task<Rewrite> LookedAsync(TestNewsroom newsroom, RewriteSpec spec)
    {
        var asked = await newsroom.Get<AskRewrite>().RunAsync(spec, Actor.Operator, Cancel);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        return (await newsroom.Get<RewriteQueries>().FindAsync(asked.Value!.Id, Cancel))!;
    }

    private static async Task<Rewrite> StartedAsync(TestNewsroom newsroom, string id)
    {
        Assert.True((await newsroom.Get<StartRewrite>().RunAsync(id, Actor.Operator, Cancel)).IsDone);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        return (await newsroom.Get<RewriteQueries>().FindAsync(id, Cancel))!;
    }

    private static async Task<ArticleContent> LiveAsync(TestNewsroom newsroom, string id) => (await newsroom.Get<ArticleReader>().ReadAsync(newsroom.Get<Catalogue>().ById(id)!, Cancel))!;

    private static async Task<string> TextAsync(TestNewsroom newsroom, string id) => ((Paragraph)(await LiveAsync(newsroom, id)).Blocks[0]).Text;

    private static async Task<(string Text, int? Base)> DraftAsync(TestNewsroom newsroom, string id)
    {
        await using var db = newsroom.Db();
        var draft = await db.Set<Draft>().SingleAsync(d => d.ArticleId == id, Cancel);
        return (((Paragraph)System.Text.Json.JsonSerializer.Deserialize<ArticleContent>(draft.Content, Broadside.Kit.CanonicalJson.Options)!.Blocks[0]).Text, draft.BaseVersion);
    }

    private static async Task<string> PayloadAsync(TestNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        return (await db.Set<Job>().SingleAsync(j => j.Kind == TakeRewriteStep.JobKind, Cancel)).Payload;
    }
}
