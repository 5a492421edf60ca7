using Broadside.Articles;
using Broadside.Articles.Publishing;
using Broadside.Digest;
using Broadside.Digest.Ledger;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Staff;
using Broadside.Storage;
using Broadside.Tests.Desk;
using Broadside.Tests.Site;

namespace Broadside.Tests.Digest;

public sealed class AlertReadersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_page_of_a_published_article_offers_it_with_its_number(string engine)
    {
        await using var desk = await TodayTests.OpenAsync(engine);
        await desk.Get<IEngine>().AddReadersAsync(4, cadence: "every");
        await desk.Get<IEngine>().AddReadersAsync(9);
        using var editor = await desk.SignedInAsync(Role.Editor);
        using var writer = await desk.SignedInAsync(Role.Writer);

        var offer = (await editor.GetAsync("/desk/articles/b/published")).Document.QuerySelector("a.button[href='/desk/digest/alert/b']");
        var page = await editor.GetAsync("/desk/digest/alert/b");
        var made = await editor.SubmitAsync("/desk/digest/alert/b", "/desk/digest/alert/b", ("Note", "Just in."));

        Assert.Equal("Tell 4 readers now", offer!.TextContent);
        Assert.Contains("This mails 4 people who asked for every article", page.Text, StringComparison.Ordinal);
        Assert.Contains("The harbour, b", (await editor.GetAsync(page.Document.QuerySelector("iframe")!.GetAttribute("src")!)).Body, StringComparison.Ordinal);
        Assert.Equal("/desk/digests/1?done=alert_made", made.To);
        Assert.Contains("It does not go to anybody", (await editor.GetAsync("/desk/digests/1")).Text, StringComparison.Ordinal);
        Assert.Null((await editor.GetAsync("/desk/articles/b/published")).Document.QuerySelector("a.button[href^='/desk/digest/alert']"));
        Assert.Null((await writer.GetAsync("/desk/articles/a/published")).Document.QuerySelector("a.button[href^='/desk/digest/alert']"));
        Assert.Equal(404, (await editor.GetAsync("/desk/digest/alert/none")).Status);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Readers_of_every_article_are_told_of_that_one_after_five_minutes(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await newsroom.AddReadersAsync(9);
        var made = await newsroom.Get<AlertReaders>().RunAsync("b", null, "Just in.", Actor.Operator, Cancel);
        await newsroom.RunClockAsync();
        Assert.Equal(DigestState.Open, (await AlertAsync(newsroom)).State);

        newsroom.Time.Advance(EditDigest.Undo);
        await newsroom.RunClockAsync();
        await newsroom.Get<SendDigest>().RunAsync(made.Value!.Number, everything: true, null, Cancel);

        Assert.Equal(2, (await AlertAsync(newsroom)).Frozen);
        var files = Directory.GetFiles(Path.Combine(newsroom.Folder, "outbox"), "*.eml", SearchOption.AllDirectories);
        Assert.Equal(2, files.Length);
        foreach (var file in files)
        {
            using var message = await MimeKit.MimeMessage.LoadAsync(file, Cancel);
            Assert.Equal("The harbour, b", message.Subject);
            Assert.Contains("Just in.", message.TextBody, StringComparison.Ordinal);
            Assert.DoesNotContain("The harbour, a", message.TextBody, StringComparison.Ordinal);
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Nobody_is_told_of_an_article_twice_whatever_became_of_it_since(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        var first = await newsroom.Get<AlertReaders>().RunAsync("b", null, null, Actor.Operator, Cancel);
        await newsroom.Get<CorrectArticle>().RunAsync("b", CorrectionKind.Correction, "It was a Tuesday.", Actor.Operator, Cancel);

        var second = await newsroom.Get<AlertReaders>().RunAsync("b", null, null, Actor.Operator, Cancel);

        Assert.True(first.IsDone);
        Assert.Equal("alert_told", second.Refusal?.Code);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task One_that_was_cancelled_in_time_can_be_told_after_all(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        var first = await newsroom.Get<AlertReaders>().RunAsync("b", "Too soon", null, Actor.Operator, Cancel);
        await newsroom.Get<ChangeDigest>().CancelAsync(first.Value!.Number, Actor.Operator, Cancel);
        newsroom.Time.Advance(EditDigest.Undo);
        await newsroom.RunClockAsync();
        Assert.Equal((DigestState.Cancelled, 0L), ((await AlertAsync(newsroom)).State, (await AlertAsync(newsroom)).Frozen));

        var second = await newsroom.Get<AlertReaders>().RunAsync("b", null, null, Actor.Operator, Cancel);

        Assert.Equal(first.Value.Number, second.Value!.Number);
        Assert.Equal((DigestState.Open, null), ((await AlertAsync(newsroom)).State, (await AlertAsync(newsroom)).Subject));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_is_withdrawn_before_it_goes_is_told_to_nobody(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await newsroom.Get<AlertReaders>().RunAsync("b", null, null, Actor.Operator, Cancel);
        await newsroom.Get<TakeDownArticle>().RunAsync("b", "It was wrong.", Actor.Operator, Cancel);

        newsroom.Time.Advance(EditDigest.Undo);
        await newsroom.RunClockAsync();

        Assert.Equal((DigestState.Empty, 0L), ((await AlertAsync(newsroom)).State, (await AlertAsync(newsroom)).Frozen));
        Assert.Equal("alert_unknown", (await newsroom.Get<AlertReaders>().RunAsync("b", null, null, Actor.Operator, Cancel)).Refusal?.Code);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Where_nobody_asked_for_it_nobody_is_told(string engine)
    {
        await using var newsroom = await DigestClockTests.OpenAsync(engine);
        await newsroom.AddReadersAsync(4, cadence: "every", topics: " council ");

        Assert.Equal("alert_nobody", (await newsroom.Get<AlertReaders>().RunAsync("b", null, null, Actor.Operator, Cancel)).Refusal?.Code);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_comes_out_is_told_by_itself_once_and_what_was_brought_over_or_is_old_is_not(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.AddReadersAsync(2, cadence: "every");
        await newsroom.PublishAsync(Newspaper.Article("new", "Just out", "Text."), Newspaper.Article("old", "Long ago", "Text.") with { PublishedAt = newsroom.Time.GetUtcNow().AddHours(-3) });
        await ImportAsync(newsroom, Newspaper.Article("brought", "Brought over", "Text."));

        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        var made = await AlertAsync(newsroom);
        newsroom.Time.Advance(EditDigest.Undo);
        await newsroom.RunClockAsync();
        var frozen = await AlertAsync(newsroom);
        // It is not sent here.
        await newsroom.AlterAsync("DELETE FROM jobs");
        await newsroom.Get<CorrectArticle>().RunAsync("new", CorrectionKind.Correction, "It was a Tuesday.", Actor.Operator, Cancel);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.Equal((DigestState.Open, EditDigest.Undo), (made.State, made.SendAt - made.CreatedAt));
        Assert.Equal((DigestState.Frozen, 2L), (frozen.State, frozen.Frozen));
        Assert.Equal(["Just out", "Just out"], (await newsroom.MessagesAsync(frozen)).Select(m => m.Subject));
        Assert.Equal(frozen.Number, (await AlertAsync(newsroom)).Number);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_was_undone_is_told_when_it_is_out_again_and_not_before(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.AddReadersAsync(2, cadence: "every");
        var article = Newspaper.Article("b", "The harbour", "Text.");
        await newsroom.PublishUnsettledAsync(article);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        Assert.True((await newsroom.Get<UndoPublication>().RunAsync("b", 1, Actor.Operator, Cancel)).IsDone);
        newsroom.Time.Advance(EditDigest.Undo);
        await newsroom.RunClockAsync();
        var undone = await AlertAsync(newsroom);

        await newsroom.PublishAsync(article with { PublishedAt = newsroom.Time.GetUtcNow() });
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        newsroom.Time.Advance(EditDigest.Undo);
        await newsroom.RunClockAsync();

        Assert.Equal((DigestState.Empty, 0L), (undone.State, undone.Frozen));
        Assert.Equal((DigestState.Frozen, 2L), ((await AlertAsync(newsroom)).State, (await AlertAsync(newsroom)).Frozen));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_an_editor_cancelled_is_not_told_by_itself_again(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.AddReadersAsync(2, cadence: "every");
        await newsroom.PublishAsync(Newspaper.Article("b", "The harbour", "Text."));
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        await newsroom.Get<ChangeDigest>().CancelAsync((await AlertAsync(newsroom)).Number, Actor.Operator, Cancel);

        await newsroom.Get<CorrectArticle>().RunAsync("b", CorrectionKind.Correction, "It was a Tuesday.", Actor.Operator, Cancel);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.Equal(DigestState.Cancelled, (await AlertAsync(newsroom)).State);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_can_still_be_undone_is_waited_for(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await newsroom.Get<AlertReaders>().RunAsync("b", null, null, Actor.Operator, Cancel);
        newsroom.Time.Advance(EditDigest.Undo - TimeSpan.FromSeconds(10));
        await newsroom.PublishUnsettledAsync(Newspaper.Article("b", "The harbour, changed", "Text."));

        newsroom.Time.Advance(TimeSpan.FromSeconds(10));
        await newsroom.RunClockAsync();
        Assert.Equal(DigestState.Open, (await AlertAsync(newsroom)).State);
        newsroom.Time.Advance(TimeSpan.FromSeconds(21));
        await newsroom.RunClockAsync();

        Assert.Equal(DigestState.Frozen, (await AlertAsync(newsroom)).State);
        Assert.Equal(0, await newsroom.CountAsync("SELECT count(*) FROM alarms WHERE code = 'digest-held'"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Nobody_is_told_of_a_piece_in_another_language_than_theirs_where_the_outlet_writes_it(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.AddReadersAsync(1, cadence: "every");
        await newsroom.AddReadersAsync(1, cadence: "every", language: "es");
        await newsroom.AddReadersAsync(1, cadence: "every", language: "de");
        await newsroom.PublishAsync(Newspaper.Article("bridge", "Bridge closed", "Text."), Newspaper.Article("puente", "Puente cerrado", "Texto.") with { Language = "es", TranslationGroup = "bridge" });

        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        newsroom.Time.Advance(EditDigest.Undo);
        await newsroom.RunClockAsync();

        var told = new List<(long Reader, string Subject)>();
        foreach (var alert in (await newsroom.DigestsAsync()).Where(d => d.Kind == DigestKind.Alert))
        {
            told.AddRange((await newsroom.MessagesAsync(alert)).Select(m => (m.Reader, m.Subject)));
        }
        Assert.Equal([(1L, "Bridge closed"), (2L, "Puente cerrado"), (3L, "Bridge closed")], told.OrderBy(t => t.Reader));
    }

    private static async Task ImportAsync(TestNewsroom newsroom, ArticleContent content)
    {
        await using var db = newsroom.Db();
        await using var writing = await newsroom.Get<VersionStore>().BeginWritingAsync(db, Cancel);
        await newsroom.Get<PublishArticles>().RunAsync(db, writing, [content], Actor.Operator, "An import.", Cancel, source: "import 1");
    }

    private static Task<TestNewsroom> OpenAsync(string engine) => DigestClockTests.OpenAsync(engine, "every");

    private static async Task<DigestRow> AlertAsync(TestNewsroom newsroom) => (await newsroom.DigestsAsync()).Single(d => d.Kind == DigestKind.Alert);
}
