using Broadside.Articles;
using Broadside.Articles.Publishing;
using Broadside.Digest;
using Broadside.Digest.Archive;
using Broadside.Guard;
using Broadside.Tests.Site;

namespace Broadside.Tests.Digest;

/// <summary>Whatever happens around a cut-off, each article is told once, on the day that stands above it.</summary>
public sealed class CutOffTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_day_that_is_left_out_is_told_by_the_next_and_nothing_stands_still(string engine)
    {
        await using var newsroom = await DigestClockTests.OpenAsync(engine);
        await newsroom.Get<EditDigest>().HoldAsync(1, Actor.Operator, Cancel);

        var outcome = await newsroom.Get<ChangeDigest>().CancelAsync(1, Actor.Operator, Cancel);
        newsroom.Time.MoveTo(new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero));
        await newsroom.RunClockAsync().WaitAsync(Patience, Cancel);
        var leftOut = await DailyAsync(newsroom);
        await newsroom.PublishAsync(Newspaper.Article("d", "A day later", "Text.") with { PublishedAt = newsroom.Time.GetUtcNow() });
        newsroom.Time.MoveTo(new DateTimeOffset(2026, 11, 24, 7, 0, 0, TimeSpan.Zero));
        await newsroom.RunClockAsync().WaitAsync(Patience, Cancel);
        var told = await DailyAsync(newsroom);

        Assert.Equal(DigestState.Open, outcome.Value);
        Assert.Equal((DigestState.Open, "2026-11-24", null), (leftOut.State, leftOut.Day, leftOut.HeldBecause));
        Assert.Equal((DigestState.Frozen, "2026-11-24", 2L), (told.State, told.Day, told.Frozen));
        Assert.Equal(["a", "b", "c", "d"], await newsroom.ToldAsync(told));
        Assert.Equal(["2026-11-24"], newsroom.Get<DigestArchive>().Days.Select(d => d.Day));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task One_that_an_older_program_cancelled_before_its_hour_is_the_next_again(string engine)
    {
        await using var newsroom = await DigestClockTests.OpenAsync(engine);
        await newsroom.AlterAsync("UPDATE digests SET state = 'cancelled'");

        var open = await newsroom.Get<OpenDigest>().RunAsync(DigestKind.Daily, newsroom.Time.GetUtcNow().AddHours(1), Cancel).WaitAsync(Patience, Cancel);
        var digest = await newsroom.FreezeAsync();

        Assert.Equal((1L, DigestState.Open, newsroom.Time.GetUtcNow().AddHours(1)), (open.Number, open.State, open.SendAt));
        Assert.Equal(["a", "b", "c"], await newsroom.ToldAsync(digest));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_was_undone_or_withdrawn_at_one_cut_off_and_is_back_at_the_next_is_told_once(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.AddReadersAsync(1);
        var (undone, withdrawn) = (Newspaper.Article("undone", "Undone", "One."), Newspaper.Article("withdrawn", "Withdrawn", "Two."));
        await newsroom.PublishAsync(Newspaper.Article("first", "Other news", "Text."), withdrawn);
        await newsroom.Get<TakeDownArticle>().RunAsync("withdrawn", "Not yet.", Actor.Operator, Cancel);
        await newsroom.PublishUnsettledAsync(undone);
        Assert.True((await newsroom.Get<UndoPublication>().RunAsync("undone", 1, Actor.Operator, Cancel)).IsDone);

        var first = await newsroom.FreezeAsync();
        newsroom.Time.Advance(TimeSpan.FromHours(1));
        await newsroom.PublishAsync(undone, withdrawn);
        var second = await newsroom.FreezeAsync();
        newsroom.Time.Advance(TimeSpan.FromHours(1));
        // What was told is not told again: neither changed, nor withdrawn and back.
        await newsroom.PublishAsync(undone with { Title = "Undone, and changed" }, Newspaper.Article("third", "News again", "Text."));
        await newsroom.Get<TakeDownArticle>().RunAsync("withdrawn", "Once more.", Actor.Operator, Cancel);
        await newsroom.PublishAsync(withdrawn);
        var third = await newsroom.FreezeAsync();

        Assert.Equal(["first"], await newsroom.ToldAsync(first));
        Assert.Equal(["undone", "withdrawn"], await newsroom.ToldAsync(second));
        Assert.Equal(["third"], await newsroom.ToldAsync(third));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_weekly_digest_tells_what_the_daily_one_has_told(string engine)
    {
        await using var newsroom = await DigestClockTests.OpenAsync(engine);
        await newsroom.FreezeAsync();

        var open = await newsroom.Get<OpenDigest>().RunAsync(DigestKind.Weekly, newsroom.Time.GetUtcNow(), Cancel);
        var weekly = await newsroom.Get<FreezeDigest>().RunAsync(open.Number, isReleased: true, null, Cancel);

        Assert.Equal(["a", "b", "c"], await newsroom.ToldAsync(weekly.Value!));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task However_many_there_are_none_is_skipped(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.AddReadersAsync(1);
        await newsroom.PublishAsync([.. Enumerable.Range(0, 345).Select(i => Newspaper.Article($"n{i:000}", $"News {i}", "Text.") with { PublishedAt = newsroom.Time.GetUtcNow().AddMinutes(-i) })]);
        var look = await newsroom.Get<LookAhead>().RunAsync(DigestKind.Daily, Cancel);

        var (first, second) = (await newsroom.ToldAsync(await newsroom.FreezeAsync()), await newsroom.ToldAsync(await newsroom.FreezeAsync()));

        Assert.Equal((300, 45), (first.Length, second.Length));
        Assert.Equal((300, 45), (look.Gathered.Articles.Count, look.Gathered.Later));
        Assert.Equal(345, first.Union(second).Count());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Sent_now_it_is_called_after_today_and_tomorrows_keeps_its_name(string engine)
    {
        await using var newsroom = await DigestClockTests.OpenAsync(engine);
        var edit = newsroom.Get<EditDigest>();
        Assert.Equal("2026-11-23", (await DailyAsync(newsroom)).Day);

        await edit.SendNowAsync(1, Actor.Operator, Cancel);
        Assert.Equal("2026-11-22", (await DailyAsync(newsroom)).Day);
        await edit.UndoAsync(1, Actor.Operator, Cancel);
        Assert.Equal("2026-11-23", (await DailyAsync(newsroom)).Day);
        await edit.SendNowAsync(1, Actor.Operator, Cancel);
        newsroom.Time.Advance(EditDigest.Undo);
        await newsroom.RunClockAsync();
        await newsroom.RunClockAsync();

        Assert.Equal(["2026-11-22", "2026-11-23"], (await newsroom.DigestsAsync()).Where(d => d.Kind == DigestKind.Daily).Select(d => d.Day));
        Assert.Equal(["2026-11-22"], newsroom.Get<DigestArchive>().Days.Select(d => d.Day));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Frozen_before_its_hour_by_the_command_line_it_is_called_after_today(string engine)
    {
        await using var newsroom = await DigestClockTests.OpenAsync(engine);

        var digest = await newsroom.FreezeAsync();

        Assert.Equal((1L, "2026-11-22"), (digest.Number, digest.Day));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_correction_is_told_to_everybody_whom_it_concerns_on_a_day_without_news_for_them_too(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync(
            Newspaper.Article("match", "The match", "Text.") with { Topics = [new Term("sport", "Sport")] },
            Newspaper.Article("partido", "El partido", "Texto.") with { Language = "es", Topics = [new Term("sport", "Sport")] });
        await newsroom.AddReadersAsync(1, topics: " sport ");
        await newsroom.AddReadersAsync(1, topics: " city ");
        await newsroom.AddReadersAsync(1, language: "es");
        await newsroom.FreezeAsync();
        newsroom.Time.Advance(TimeSpan.FromHours(1));
        await CorrectAsync(newsroom, "match", "It was three to one.");
        await CorrectAsync(newsroom, "partido", "Fue tres a uno.");
        await newsroom.PublishAsync(Newspaper.Article("bridge", "Bridge closed", "Text.") with { Topics = [new Term("city", "City")], PublishedAt = newsroom.Time.GetUtcNow() });

        var digest = await newsroom.FreezeAsync();

        Assert.Equal([(1L, "Corrected: The match"), (2L, "Bridge closed"), (3L, "Bridge closed")], (await newsroom.MessagesAsync(digest)).Select(m => (m.Reader, m.Subject)));
        Assert.Contains("It was three to one.", await newsroom.TextAsync(digest, 1), StringComparison.Ordinal);
        Assert.DoesNotContain("It was three to one.", await newsroom.TextAsync(digest, 2), StringComparison.Ordinal);
        Assert.Contains("Fue tres a uno.", await newsroom.TextAsync(digest, 3), StringComparison.Ordinal);
        var nothing = await newsroom.Get<OpenDigest>().RunAsync(DigestKind.Daily, newsroom.Time.GetUtcNow(), Cancel);
        Assert.Equal("digest_empty", (await newsroom.Get<FreezeDigest>().RunAsync(nothing.Number, isReleased: true, null, Cancel)).Refusal?.Code);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_day_with_nothing_but_a_correction_tells_it_and_the_archive_does_too(string engine)
    {
        await using var newsroom = await DigestClockTests.OpenAsync(engine);
        await newsroom.FreezeAsync();
        newsroom.Time.Advance(TimeSpan.FromDays(1));
        await CorrectAsync(newsroom, "b", "It was a Tuesday.");

        var digest = await newsroom.FreezeAsync();

        Assert.Equal(["Corrected: The harbour, b", "Corrected: The harbour, b"], (await newsroom.MessagesAsync(digest)).Select(m => m.Subject));
        var page = await newsroom.Get<Broadside.Site.PageCache>().GetAsync($"/digest/{digest.Day}/", Cancel);
        Assert.Contains("The harbour, b", System.Text.Encoding.UTF8.GetString(page!.Page.Body), StringComparison.Ordinal);
        Assert.Equal("Corrected: The harbour, b", newsroom.Get<DigestArchive>().Days[0].Subject);
    }

    private static async Task CorrectAsync(TestNewsroom newsroom, string id, string text) =>
        Assert.True((await newsroom.Get<CorrectArticle>().RunAsync(id, CorrectionKind.Correction, text, Actor.Operator, Cancel)).IsDone);

    private static async Task<DigestRow> DailyAsync(TestNewsroom newsroom) => (await newsroom.DigestsAsync()).Single(d => d.Kind == DigestKind.Daily);
}
