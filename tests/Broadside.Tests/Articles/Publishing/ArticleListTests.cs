using Broadside.Articles;
using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Broadside.Tests.Site;

namespace Broadside.Tests.Articles.Publishing;

public sealed class ArticleListTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_list_is_read_page_by_page_and_nothing_is_missed_or_told_twice(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        foreach (var i in Enumerable.Range(0, 25))
        {
            // Three are saved at each instant: the id decides between them.
            newsroom.Time.Advance(i % 3 == 0 ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
            await newsroom.Get<SaveDraft>().RunAsync(Drafts.Fresh($"a{i:00}", $"Title {i}", "Text."), Actor.Operator, Cancel);
        }
        var queries = newsroom.Get<ArticleListQueries>();
        var seen = new List<string>();
        ArticleListQueries.Place? place = null;

        while (await queries.LatestAsync(new(), place, 7, Cancel) is { Count: > 0 } rows)
        {
            seen.AddRange(rows.Select(r => r.Article.Id));
            place = new(rows[^1].Article.UpdatedAt, rows[^1].Article.Id);
        }

        Assert.Equal(25, seen.Count);
        Assert.Equal(25, seen.Distinct().Count());
        Assert.Equal("a24", seen[0]);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Every_stage_is_counted_and_a_live_article_that_is_changed_counts_where_its_next_version_stands(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync(Newspaper.Article("one", "One", "Text."), Newspaper.Article("two", "Two", "Text."), Newspaper.Article("about", "About", "Text.") with { Kind = ArticleKind.Page }, Newspaper.Article("gone", "Gone", "Text."));
        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("two", "Two", "Another text."), Actor.Operator, Cancel);
        await newsroom.Get<SaveDraft>().RunAsync(Drafts.Fresh("new", "New", "Text."), Actor.Operator, Cancel);
        await newsroom.Get<TakeDownArticle>().RunAsync("gone", "It was wrong.", Actor.Operator, Cancel);

        var counts = await newsroom.Get<ArticleListQueries>().CountsAsync(Cancel);

        Assert.Equal([(ArticleState.Draft, 2), (ArticleState.Published, 2), (ArticleState.TakenDown, 1)], counts.OrderBy(c => c.Key).Select(c => (c.Key, c.Value)));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_headline_of_any_length_is_kept_and_found_by_its_beginning(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var title = "Harbour " + string.Concat(Enumerable.Range(0, 400).Select(i => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(i))) + "\U0001F30A"));

        Assert.True((await newsroom.Get<SaveDraft>().RunAsync(Drafts.Fresh("long", title, "Text."), Actor.Operator, Cancel)).IsDone);

        var found = Assert.Single(await newsroom.Get<ArticleListQueries>().LatestAsync(new() { Text = "harbour " }, null, 5, Cancel));
        Assert.Equal(title, found.Article.Title);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task It_is_narrowed_by_stage_topic_language_person_and_words(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var writer = await desk.SignedInAsync(Role.Writer);
        using var editor = await desk.SignedInAsync(Role.Editor);
        await desk.WriteAsync(Drafts.Fresh("bridge", "The Évora bridge", "Text.") with { Topics = [new Term("roads", "Roads")] }, writer);
        await desk.WriteAsync(Drafts.Fresh("agua", "El agua", "Texto.") with { Language = "es", Topics = [new Term("water", "Water"), new Term("roads-of-old", "Old")] }, editor);
        await desk.WriteAsync(Drafts.Fresh("live", "Published", "Text."), editor);
        await editor.PressPublishAsync("live");
        await desk.WriteAsync(Drafts.Fresh("live", "Published", "Another text."), editor);
        await writer.SubmitAsync("/desk/articles/bridge/publish", "/desk/articles/bridge/publish?handler=Submit");

        async Task<string> OnAsync(string query, DeskClient? browser = null) =>
            string.Join(' ', (await (browser ?? editor).GetAsync("/desk/articles" + query)).Document.QuerySelectorAll("table.articles tbody a").Select(a => a.GetAttribute("href")!.Split('/')[^1]).Order(StringComparer.Ordinal));

        Assert.Equal("agua bridge live", await OnAsync(""));
        Assert.Equal("bridge", await OnAsync("?stage=inreview"));
        Assert.Equal("agua live", await OnAsync("?stage=draft"));
        Assert.Equal("bridge", await OnAsync("?topic=roads"));
        Assert.Equal("agua", await OnAsync("?language=es"));
        Assert.Equal("bridge", await OnAsync("?q=evora"));
        Assert.Equal("bridge", await OnAsync("?mine=1", writer));
        Assert.Equal("", await OnAsync("?q=%25"));
        Assert.Contains("next version", (await editor.GetAsync("/desk/articles?q=published")).Text, StringComparison.Ordinal);
        Assert.Equal(200, (await editor.GetAsync("/desk/articles?after=9223372036854775807-x&stage=99&topic=%7C&q='%3B--")).Status);
        Assert.Equal(400, (await editor.GetAsync("/desk/articles?q=%00")).Status);
        Assert.Equal(400, (await writer.SubmitAsync("/desk/articles/bridge/publish", "/desk/articles/bridge/publish?handler=Submit", ("Note", "a\0b"))).Status);
    }

    [Fact]
    public async Task An_empty_newsroom_says_what_will_stand_here()
    {
        await using var desk = await TestDesk.StartAsync();
        using var writer = await desk.SignedInAsync(Role.Writer);

        var page = await writer.GetAsync("/desk/articles");

        Assert.Contains("Press “Write”", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("a[href='/desk/articles/new']"));
    }
}
