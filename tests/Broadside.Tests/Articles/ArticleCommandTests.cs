using System.Text.Json;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Calendar;
using Broadside.Articles.Review;
using Broadside.Guard;
using Broadside.Tests.Site;

namespace Broadside.Tests.Articles;

/// <summary>
/// What <c>article … --json</c> prints: other programs rely on every key, on the kind of its value and on the words. A list and a
/// refusal come from the program itself, the others from the same commands within the tests' process.
/// </summary>
[Trait("Suite", "slow")]
public sealed class ArticleCommandTests
{
    private static readonly string[] States = ["draft", "in_review", "ready", "scheduled", "published", "taken_down"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task List_prints_every_article_in_every_state_newest_first(string engine)
    {
        await using var newsroom = await OpenAsync(engine);

        using var program = TestProgram.Start(newsroom.Folder, newsroom.Postgres, "article", "list", "--json");
        var list = Read(await TestProgram.EndAsync(program)).EnumerateArray().ToList();

        Assert.All(list, a => Assert.Equal(["id:String", "slug:String", "address:String", "title:String", "state:String"], Shape(a).Take(5)));
        Assert.All(list, a => Assert.Equal("published_at", a.EnumerateObject().Select(p => p.Name).Skip(5).Single()));
        Assert.Equal(["whole", "taken_down", "scheduled", "ready", "in_review", "draft"], list.Select(a => a.GetProperty("id").GetString()));
        Assert.Equal(States.Order(StringComparer.Ordinal), list.Select(a => a.GetProperty("state").GetString()!).Order(StringComparer.Ordinal));
        var whole = list[0];
        Assert.Equal(("/2026/11/the-whole/", "Whole", "published", Newspaper.Noon.AddDays(2)), (Text(whole, "address"), Text(whole, "title"), Text(whole, "state"), whole.GetProperty("published_at").GetDateTimeOffset()));
        Assert.Equal(("", JsonValueKind.Null), (Text(list[^1], "address"), list[^1].GetProperty("published_at").ValueKind));
        Assert.Equal("/2026/11/taken-down/", Text(list[1], "address"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Show_prints_the_whole_article_by_id_slug_address_or_former_address(string engine)
    {
        await using var newsroom = await OpenAsync(engine);

        var shown = await RunAsync(newsroom, "show", "whole");

        Assert.Equal(
            ["id:String", "slug:String", "address:String", "title:String", "standfirst:String", "bylines:Array", "language:String", "published_at:String", "state:String", "topics:Array", "tags:Array", "blocks:Array", "figures:Array", "links:Array", "version:Object"],
            Shape(shown).Take(15));
        Assert.Equal(["slug:String", "name:String", "role:String"], Shape(shown.GetProperty("bylines")[0]));
        Assert.Equal(["slug:String", "name:String"], Shape(shown.GetProperty("topics")[0]));
        Assert.Equal(["slug:String", "name:String"], Shape(shown.GetProperty("tags")[0]));
        Assert.Equal(["number:Number", "sha256:String", "previous:String", "signed:True"], Shape(shown.GetProperty("version")));
        Assert.Equal(2, shown.GetProperty("version").GetProperty("number").GetInt32());
        Assert.Equal(["url:String", "text:String"], Shape(shown.GetProperty("links")[0]));
        Assert.Equal(("https://a.example/", "marked"), (Text(shown.GetProperty("links")[0], "url"), Text(shown.GetProperty("links")[0], "text")));
        Assert.Equal(["The lead", "In the text", "In a gallery"], shown.GetProperty("figures").EnumerateArray().Select(f => Text(f, "caption")));
        var blocks = shown.GetProperty("blocks").EnumerateArray().ToList();
        Assert.Equal(MadeUpBlocks.Kinds.Keys.Append("footnotes").Order(StringComparer.Ordinal), blocks.Select(b => Text(b, "kind")).Distinct().Order(StringComparer.Ordinal));
        Assert.All(blocks, b => Assert.Equal((JsonValueKind.String, JsonValueKind.String), (b.GetProperty("id").ValueKind, b.GetProperty("text").ValueKind)));
        Assert.Equal("One marked word.", Text(blocks.Single(b => Text(b, "id") == "p"), "text"));
        foreach (var name in new[] { "the-whole", "/2026/11/the-whole/", "/old/whole.html" })
        {
            Assert.Equal("whole", Text(await RunAsync(newsroom, "show", name), "id"));
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Show_prints_drafts_without_a_version_and_withdrawn_ones_with_the_reason(string engine)
    {
        await using var newsroom = await OpenAsync(engine);

        foreach (var state in new[] { "draft", "in_review", "ready", "scheduled" })
        {
            var draft = await RunAsync(newsroom, "show", state);
            Assert.Equal((state, JsonValueKind.Null), (Text(draft, "state"), draft.GetProperty("version").ValueKind));
        }
        Assert.Equal("Europe/Madrid", Text(await RunAsync(newsroom, "show", "scheduled"), "schedule_zone"));
        var gone = await RunAsync(newsroom, "show", "taken_down");

        Assert.Equal(("taken_down", "Wrong.", 0), (Text(gone, "state"), Text(gone.GetProperty("withdrawn"), "reason"), gone.GetProperty("blocks").GetArrayLength()));
        Assert.Equal(2, gone.GetProperty("version").GetProperty("number").GetInt32());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Publish_correct_takedown_and_history_print_what_was_done(string engine)
    {
        await using var newsroom = await OpenAsync(engine);

        var published = await RunAsync(newsroom, "publish", "ready");
        Assert.Equal(["id:String", "address:String", "url:String", "warnings:Array"], Shape(published));
        Assert.Equal(["code:String", "message:String", "field:String"], Shape(published.GetProperty("warnings")[0]));
        Assert.EndsWith(Text(published, "address"), Text(published, "url"), StringComparison.Ordinal);
        var corrected = await RunAsync(newsroom, "correct", "ready", "--text", "It was Monday.", "--kind", "update");
        Assert.Equal(["id:String", "address:String", "corrections:Array"], Shape(corrected));
        Assert.Equal(["kind:String", "text:String", "at:String"], Shape(corrected.GetProperty("corrections")[0]));
        Assert.Equal(("update", "It was Monday."), (Text(corrected.GetProperty("corrections")[0], "kind"), Text(corrected.GetProperty("corrections")[0], "text")));
        var withdrawn = await RunAsync(newsroom, "takedown", "ready", "--reason", "Wrong.");
        Assert.Equal(["id:String", "address:String", "reason:String", "at:String"], Shape(withdrawn));

        var history = (await RunAsync(newsroom, "history", "ready")).EnumerateArray().ToList();
        Assert.Equal(["publish", "correct", "takedown"], history.Select(v => Text(v, "kind")));
        Assert.Equal([1, 2, 3], history.Select(v => v.GetProperty("number").GetInt32()));
        Assert.All(history, v => Assert.Equal(["number", "kind", "at", "who", "why", "sha256", "previous", "signed"], v.EnumerateObject().Select(p => p.Name)));
        Assert.Equal([null, Text(history[0], "sha256"), Text(history[1], "sha256")], history.Select(v => v.GetProperty("previous").GetString()));
        Assert.All(history, v => Assert.True(v.GetProperty("signed").GetBoolean()));
    }

    [Fact]
    public async Task What_is_not_there_is_one_sentence_and_exit_1()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await newsroom.CloseAsync();
        foreach (var command in new[] { "show", "publish", "history", "export", "unschedule" })
        {
            string[] line = ["article", command, "nothing", "--json"];
            var result = command == "show" ? await TestProgram.RunAsync(newsroom.Folder, line) : await TestCommand.RunAsync(newsroom.Folder, line);
            Assert.Equal((1, "", "There is no article “nothing”. `broadside article list` shows them all."), (result.ExitCode, result.Output, result.Error.Trim()));
        }
    }

    private static string Text(JsonElement json, string key) => json.GetProperty(key).GetString()!;

    private static IEnumerable<string> Shape(JsonElement json) => json.EnumerateObject().Select(p => $"{p.Name}:{p.Value.ValueKind}");

    private static async Task<JsonElement> RunAsync(TestNewsroom newsroom, params string[] command) =>
        Read(await TestCommand.RunAsync(newsroom.Folder, newsroom.Postgres, ["article", .. command, "--json"]));

    private static JsonElement Read(TestProgram.Result result)
    {
        Assert.True(result.ExitCode == 0, result.Error);
        using var document = JsonDocument.Parse(result.Output);
        return document.RootElement.Clone();
    }

    // The ids are the states that the articles are in; a published one holds every kind of block.
    private static async Task<TestNewsroom> OpenAsync(string engine)
    {
        var newsroom = await TestNewsroom.OpenAsync(engine);
        foreach (var state in States.Except(["published", "taken_down"]))
        {
            await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article(state, "Title " + state, "Text.") with { PublishedAt = null }, Actor.Operator, Cancel);
            newsroom.Time.Advance(TimeSpan.FromSeconds(1));
        }
        foreach (var id in new[] { "in_review", "ready" })
        {
            await newsroom.Get<SubmitArticle>().RunAsync(id, null, Actor.Operator, Cancel);
        }
        await newsroom.Get<ApproveArticle>().RunAsync("ready", null, Actor.Operator, Cancel);
        await newsroom.Get<ScheduleArticle>().RunAsync("scheduled", new DateTimeOffset(2050, 1, 1, 8, 0, 0, TimeSpan.Zero), "Europe/Madrid", Actor.Operator, Cancel);
        await newsroom.PublishAsync(Newspaper.Article("taken_down", "Gone", "Text.") with { PublishedAt = Newspaper.Noon.AddDays(1) });
        await newsroom.Get<TakeDownArticle>().RunAsync("taken_down", "Wrong.", Actor.Operator, Cancel);
        await newsroom.PublishAsync(Whole());
        await newsroom.PublishAsync(Whole() with { Address = "/2026/11/the-whole/", FormerAddresses = ["/old/whole.html"] });
        await newsroom.CloseAsync();
        return newsroom;
    }

    private static ArticleContent Whole() => Newspaper.Article("whole", "Whole") with
    {
        Slug = "the-whole",
        PublishedAt = Newspaper.Noon.AddDays(2),
        Standfirst = "A standfirst.",
        Bylines = [new Byline("ana-ruiz", "Ana Ruiz")],
        Topics = [new Term("city", "The city")],
        Tags = [new Term("sea", "Sea")],
        Lead = new Figure { Id = "lead", Caption = "The lead" },
        Blocks =
        [
            new Paragraph { Id = "p", Text = "One marked word.", Marks = [new Mark(4, 10, MarkKind.Link, "https://a.example/")] },
            new Heading { Id = "h", Level = 2, Text = "Heading" },
            new Quote { Id = "q", Text = "Quote" },
            new Pullquote { Id = "pq", Text = "Pull" },
            new ListBlock { Id = "l", Items = [new ListItem("Item")] },
            new Figure { Id = "f", Caption = "In the text" },
            new Gallery { Id = "g", Figures = [new Figure { Id = "g1", Caption = "In a gallery" }] },
            new Table { Id = "t", Rows = [[new Cell("Cell")]] },
            new Code { Id = "c", Text = "code" },
            new Separator { Id = "s" },
            new Embed { Id = "e", Provider = "youtube", Url = "https://youtu.be/abcdefghijk", Text = "Said there" },
            new Audio { Id = "a", Title = "Sound" },
            new Video { Id = "v", Title = "Film" },
            new FileBlock { Id = "d", Name = "Document" },
            new Footnotes { Id = "n", Notes = [new Footnote("n1", "Note")] },
        ],
    };
}
