using System.Text;
using System.Text.Json.Nodes;
using Broadside.Articles;
using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Broadside.Tests.Site;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Articles.Writing;

public sealed class SaveTextTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_is_written_is_in_the_draft_and_published_as_it_stands(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var writer = await desk.SignedInAsync(Role.Writer);
        var id = await writer.BeginAsync("Ferries run late");
        var draft = await writer.DraftAsync(id);

        var saved = await writer.SaveAsync(id, (int)draft["revision"]!, draft["content"]!.With("Ferries run late again", ("aaaaaaaa", "The 7:40 left at 8:10.")));

        Assert.Equal(200, saved.Status);
        var after = await writer.DraftAsync(id);
        Assert.Equal(("Ferries run late again", saved.Revision, "The 7:40 left at 8:10."), ((string?)after["content"]!["title"], (int)after["revision"]!, (string?)after["content"]!["blocks"]![0]!["text"]));
        Assert.Equal("Rosa Calle", (string?)after["saved_by"]!["name"]);
        var published = (await desk.Get<PublishArticle>().RunAsync(id, Actor.Operator, "", Cancel)).Value!.Content;
        Assert.Equal(("Ferries run late again", "ferries-run-late-again", "Rosa Calle"), (published.Title, published.Slug, published.Bylines[0].Name));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Readers_see_nothing_of_a_changed_live_article_until_it_is_published(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        await PublishAsync(desk, Newspaper.Article("a", "As published", "First words."));
        var draft = await editor.DraftAsync("a");

        var saved = await editor.SaveAsync("a", (int)draft["revision"]!, draft["content"]!.With("As changed"));

        Assert.Equal(200, saved.Status);
        Assert.Equal("As published", (await desk.Get<ArticleQueries>().ContentAsync("a", Cancel))!.Title);
        await using var db = desk.Db();
        Assert.Equal(1, (await db.Set<Draft>().SingleAsync(Cancel)).BaseVersion);
        // The page that was open goes on after somebody pressed the button.
        await desk.Get<PublishArticle>().RunAsync("a", Actor.Operator, "", Cancel);
        var stale = await editor.SaveAsync("a", saved.Revision, draft["content"]!.With("As changed again"));
        Assert.Equal((409, "As changed"), (stale.Status, (string?)stale.Json!["theirs"]!["title"]));
        Assert.Equal(200, (await editor.SaveAsync("a", stale.Revision, draft["content"]!.With("As changed again"))).Status);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_save_on_top_of_an_older_text_gets_what_stands_and_what_both_began_with(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var ana = await desk.SignedInAsync(Role.Editor);
        using var ben = await desk.SignedInAsync(Role.Editor);
        var id = await ana.BeginAsync("First");
        var start = await ana.DraftAsync(id);
        var revision = (int)start["revision"]!;
        await ben.SaveAsync(id, revision, start["content"]!.With("Ben’s"), "tab-b");
        desk.Time.Advance(TimeSpan.FromMinutes(2));

        var stale = await ana.SaveAsync(id, revision, start["content"]!.With("Ana’s"), "tab-a");

        Assert.Equal((409, "stale", "Ben’s", "First", "tab-b", ben.Member!.Id), (stale.Status, stale.Code, (string?)stale.Json!["theirs"]!["title"], (string?)stale.Json["base"]!["title"], (string?)stale.Json["tab"], (string?)stale.Json["saved_by"]!["id"]));
        Assert.Equal(200, (await ana.SaveAsync(id, stale.Revision, start["content"]!.With("Both"), "tab-a")).Status);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_tab_never_conflicts_with_itself_and_a_late_arrival_undoes_nothing(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var writer = await desk.SignedInAsync(Role.Writer);
        var id = await writer.BeginAsync("First");
        var start = await writer.DraftAsync(id);
        var (revision, content) = ((int)start["revision"]!, start["content"]!);

        var first = await writer.SaveAsync(id, revision, content.With("One"), save: 1);
        var again = await writer.SaveAsync(id, revision, content.With("One"), save: 1);
        // The answer to the first was lost: the next one starts from what the page knows.
        var third = await writer.SaveAsync(id, revision, content.With("Three"), save: 3);
        var late = await writer.SaveAsync(id, revision, content.With("Two"), save: 2);

        Assert.Equal((200, 200, 200, 409), (first.Status, again.Status, third.Status, late.Status));
        Assert.Equal((first.Revision, first.Revision + 1), (again.Revision, third.Revision));
        Assert.Equal(("tab-1", 3), ((string?)late.Json!["tab"], (int?)late.Json["save"]));
        var now = await writer.DraftAsync(id);
        Assert.Equal(("Three", "tab-1", 3), ((string?)now["content"]!["title"], (string?)now["tab"], (int?)now["save"]));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_page_changes_title_standfirst_and_text_and_nothing_else(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        await PublishAsync(desk, Newspaper.Article("a", "As published", "First words."));
        var draft = await editor.DraftAsync("a");
        var forged = draft["content"]!.With("Changed");
        (forged["id"], forged["address"], forged["slug"], forged["published_at"]) = ("b", "/elsewhere/", "elsewhere", "2001-01-01T00:00:00+00:00");
        forged["corrections"] = new JsonArray();
        forged["bylines"] = new JsonArray(new JsonObject { ["slug"] = "x", ["name"] = "X", ["role"] = "words" });

        await editor.SaveAsync("a", (int)draft["revision"]!, forged);

        var after = (await editor.DraftAsync("a"))["content"]!;
        Assert.Equal("Changed", (string?)after["title"]);
        (after["title"], after["blocks"]) = (draft["content"]!["title"]!.DeepClone(), draft["content"]!["blocks"]!.DeepClone());
        Assert.Equal(draft["content"]!.ToJsonString(), after.ToJsonString());
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"revision":1}""")]
    [InlineData("""{"revision":"x","content":{}}""")]
    [InlineData("""{"revision":1,"content":{"title":"x","blocks":[null]}}""")]
    [InlineData("""{"revision":1,"content":{"title":"x","blocks":{}}}""")]
    [InlineData("""{"revision":1,"content":{"title":"x","blocks":[{"kind":"paragraph","id":"a"}]}}""")]
    [InlineData("""{"revision":1,"content":{"title":"x","blocks":[{"kind":"paragraph","id":"a","text":null}]}}""")]
    [InlineData("""{"revision":1,"content":{"title":"x","blocks":[{"kind":"script","id":"a","text":"x"}]}}""")]
    [InlineData("""{"revision":1,"content":{"title":"x","blocks":[{"kind":"list","id":"a","items":[null]}]}}""")]
    [InlineData("""{"revision":1,"content":{"title":"x","blocks":[{"kind":"table","id":"a","rows":[[null]]}]}}""")]
    [InlineData("""{"revision":1,"content":{"title":"x","blocks":[{"kind":"paragraph","id":"a","text":"\ud800"}]}}""")]
    public async Task What_is_no_text_is_refused_in_one_sentence_and_changes_nothing(string body)
    {
        await using var desk = await TestDesk.StartAsync();
        using var writer = await desk.SignedInAsync(Role.Writer);
        var id = await writer.BeginAsync("Stays");
        var request = new HttpRequestMessage(HttpMethod.Put, $"/desk/articles/{id}/draft") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("RequestVerificationToken", await writer.TokenAsync());

        var answer = await writer.SendAsync(request);

        Assert.Equal(422, answer.Status);
        Assert.Contains("did not arrive whole", answer.Body, StringComparison.Ordinal);
        Assert.Equal("Stays", (string?)(await writer.DraftAsync(id))["content"]!["title"]);
    }

    [Fact]
    public async Task What_is_too_large_or_too_long_is_refused_and_named()
    {
        await using var desk = await TestDesk.StartAsync();
        using var writer = await desk.SignedInAsync(Role.Writer);
        var id = await writer.BeginAsync("Stays");
        var content = (await writer.DraftAsync(id))["content"]!;

        var large = await writer.SaveAsync(id, 1, content.With(null, ("aaaaaaaa", new string('x', 9 << 20))));
        var longTitle = await writer.SaveAsync(id, 1, content.With(new string('x', 501)));

        Assert.Equal((413, "too_large"), (large.Status, large.Code));
        Assert.Equal((422, "title_long", "title"), (longTitle.Status, longTitle.Code, (string?)longTitle.Json!["field"]));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "article-writers")]
    public async Task Nobody_changes_what_is_somebody_elses(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var ana = await desk.SignedInAsync(Role.Writer);
        using var ben = await desk.SignedInAsync(Role.Writer);
        using var editor = await desk.SignedInAsync(Role.Editor);
        var id = await ana.BeginAsync("Ana’s own");
        var draft = await ana.DraftAsync(id);
        var revision = (int)draft["revision"]!;

        Assert.Equal(403, (await ben.GetAsync("/desk/articles/" + id)).Status);
        Assert.Equal((403, "not_yours"), (await ben.SaveAsync(id, revision, draft["content"]!.With("Ben’s")) is var reply ? (reply.Status, reply.Code) : default));
        foreach (var call in new[] { "lock", "lock/take", "notes" })
        {
            Assert.Equal(403, (await ben.CallAsync(HttpMethod.Post, $"/desk/articles/{id}/{call}", new { tab = "x", block = "aaaaaaaa", text = "x" })).Status);
        }
        Assert.Equal(403, (await ben.CallAsync(HttpMethod.Get, $"/desk/articles/{id}/notes")).Status);
        Assert.Equal("Ana’s own", (string?)(await ana.DraftAsync(id))["content"]!["title"]);
        Assert.Equal(200, (await editor.SaveAsync(id, revision, draft["content"]!.With("Edited"))).Status);
        Assert.Equal(404, (await editor.SaveAsync("nothing", 0, draft["content"]!)).Status);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Earlier_texts_are_kept_where_somebody_may_compare_with_them_and_thinned_out_later(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var writer = await desk.SignedInAsync(Role.Writer);
        var id = await writer.BeginAsync("First");
        var draft = await writer.DraftAsync(id);
        var revision = (int)draft["revision"]!;
        for (var i = 0; i < 12; i++)
        {
            revision = (await writer.SaveAsync(id, revision, draft["content"]!.With($"Save {i}"), save: i)).Revision;
            desk.Time.Advance(TimeSpan.FromSeconds(i % 4 == 3 ? 30 : 2));
        }

        // What the form made, and what stood while the writer thought; not every pause of a key.
        Assert.Equal(["First", "Save 3", "Save 7"], await TitlesAsync(desk));
        desk.Time.Jump(TimeSpan.FromHours(3));
        await desk.Get<IEnumerable<IJob>>().OfType<TidyTexts>().Single().RunAsync("", Cancel);
        Assert.Equal(["Save 7"], await TitlesAsync(desk));
        desk.Time.Jump(TimeSpan.FromDays(31));
        await desk.Get<IEnumerable<IJob>>().OfType<TidyTexts>().Single().RunAsync("", Cancel);
        Assert.Empty(await TitlesAsync(desk));
        Assert.Equal("Save 11", (string?)(await ReadAsync(desk, id)).Title);
    }

    private static async Task<List<string>> TitlesAsync(TestDesk desk)
    {
        await using var db = desk.Db();
        return [.. (await db.Set<EarlierText>().AsNoTracking().OrderBy(t => t.Revision).ToListAsync(Cancel)).Select(t => t.Read().Title)];
    }

    private static async Task<ArticleContent> ReadAsync(TestDesk desk, string id) => (await desk.Get<ArticleQueries>().ContentAsync(id, Cancel))!;

    [Fact]
    public async Task Who_is_signed_out_is_told_so_and_not_led_elsewhere()
    {
        await using var desk = await TestDesk.StartAsync();
        using var writer = await desk.SignedInAsync(Role.Writer);
        var id = await writer.BeginAsync("Stays");
        writer.Cookies.Remove("__Host-broadside");

        var saved = await writer.CallAsync(HttpMethod.Put, $"/desk/articles/{id}/draft", new { revision = 1 });

        Assert.Equal((401, "signed_out"), (saved.Status, saved.Code));
    }

    internal static async Task PublishAsync(TestDesk desk, params ArticleContent[] contents)
    {
        await using var db = desk.Db();
        await using var writing = await desk.Get<VersionStore>().BeginWritingAsync(db, Cancel);
        await desk.Get<PublishArticles>().RunAsync(db, writing, contents, Actor.Operator, "A test.", Cancel);
    }
}
