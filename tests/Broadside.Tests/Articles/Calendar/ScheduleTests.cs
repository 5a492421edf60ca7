using Broadside.Articles;
using Broadside.Articles.Calendar;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Tests.Guard;
using Broadside.Tests.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Articles.Calendar;

public sealed class ScheduleTests
{
    private static readonly DateTimeOffset Hour = Newspaper.Noon.AddHours(3);

    // Finer than the tables keep it.
    private static readonly DateTimeOffset Asked = Hour.AddTicks(7);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_scheduled_article_is_published_at_its_hour_once_however_many_programs_work_the_queue(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await ScheduleAsync(newsroom);
        var runners = Enumerable.Range(0, 4).Select(_ => ActivatorUtilities.CreateInstance<JobRunner>(newsroom.Services)).ToList();

        newsroom.Time.MoveTo(Hour.AddSeconds(-1));
        await Task.WhenAll(runners.Select(r => Task.Run(() => r.RunDueAsync(Cancel))));
        Assert.Equal((ArticleState.Scheduled, "Europe/Madrid"), await StateAsync(newsroom, a => (a.State, a.ScheduleZone)));
        Assert.Null(newsroom.Get<Catalogue>().ById("a"));
        newsroom.Time.MoveTo(Hour);
        await Task.WhenAll(runners.Select(r => Task.Run(() => r.RunDueAsync(Cancel))));

        Assert.Equal(1, newsroom.Get<Catalogue>().ById("a")?.Version.Number);
        Assert.Equal(Hour, newsroom.Get<Catalogue>().ById("a")?.PublishedAt);
        Assert.Equal((ArticleState.Published, null, null), await StateAsync(newsroom, a => (a.State, a.ScheduledAt, a.ScheduleZone)));
        Assert.Empty(await JobsAsync(newsroom));
        Assert.Empty(await newsroom.FindAsync());
        runners.ForEach(r => r.Dispose());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_worker_that_died_after_publishing_leaves_nothing_to_publish_again(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await ScheduleAsync(newsroom);
        var payload = (await JobsAsync(newsroom)).Single().Payload;
        newsroom.Time.MoveTo(Hour);
        var job = newsroom.Services.GetServices<IJob>().OfType<PublishScheduled>().Single();

        await job.RunAsync(payload, Cancel);
        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("a", "Later", "Written later."), Actor.Operator, Cancel);
        await job.RunAsync(payload, Cancel);

        Assert.Equal(1, newsroom.Get<VersionStore>().Live("article/a")?.Number);
        Assert.Empty(await newsroom.AlarmsAsync());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_is_written_after_the_approval_waits_as_the_next_version(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await ScheduleAsync(newsroom);
        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("a", "Later", "Written later."), Actor.Operator, Cancel);
        await RunAtTheHourAsync(newsroom);

        Assert.Contains("Approved words.", await newsroom.ServedAsync(), StringComparison.Ordinal);
        await using var db = newsroom.Db();
        var draft = await db.Set<Draft>().SingleAsync(Cancel);
        Assert.Contains("Written later.", draft.Content, StringComparison.Ordinal);
        Assert.Equal((1, ArticleState.Draft), (draft.BaseVersion, draft.State));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Scheduling_again_replaces_hour_and_text_and_taken_off_the_schedule_nothing_is_published(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await ScheduleAsync(newsroom);
        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("a", "Later", "Written later."), Actor.Operator, Cancel);
        await newsroom.Get<ScheduleArticle>().RunAsync("a", Hour.AddHours(1), "Europe/Madrid", Actor.Operator, Cancel);
        await RunAtTheHourAsync(newsroom);
        Assert.Null(newsroom.Get<Catalogue>().ById("a"));

        Assert.True((await newsroom.Get<UnscheduleArticle>().RunAsync("a", "Not yet.", Actor.Operator, Cancel)).IsDone);
        newsroom.Time.Advance(TimeSpan.FromHours(2));
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        Assert.Null(newsroom.Get<Catalogue>().ById("a"));
        Assert.Equal(ArticleState.Ready, await StateAsync(newsroom, a => a.State));

        await newsroom.Get<ScheduleArticle>().RunAsync("a", Hour.AddHours(4), "Europe/Madrid", Actor.Operator, Cancel);
        newsroom.Time.Advance(TimeSpan.FromHours(2));
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        Assert.Contains("Written later.", await newsroom.ServedAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_next_version_of_a_published_article_waits_for_its_hour_and_keeps_corrections_made_meanwhile(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await newsroom.Get<PublishArticle>().RunAsync("a", Actor.Operator, "A test.", Cancel);
        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("a", "Next", "Next words."), Actor.Operator, Cancel);
        await ScheduleAsync(newsroom);
        await newsroom.Get<CorrectArticle>().RunAsync("a", CorrectionKind.Correction, "It was Monday.", Actor.Operator, Cancel);
        Assert.Equal((ArticleState.Published, Hour), await StateAsync(newsroom, a => (a.State, a.ScheduledAt!.Value)));
        Assert.Empty(await newsroom.FindAsync());

        await RunAtTheHourAsync(newsroom);

        var served = await newsroom.ServedAsync();
        Assert.Contains("Next words.", served, StringComparison.Ordinal);
        Assert.Contains("It was Monday.", served, StringComparison.Ordinal);
        Assert.Equal(3, newsroom.Get<VersionStore>().Live("article/a")?.Number);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_withdrawn_article_is_off_the_schedule(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await newsroom.Get<PublishArticle>().RunAsync("a", Actor.Operator, "A test.", Cancel);
        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("a", "Next", "Next words."), Actor.Operator, Cancel);
        await ScheduleAsync(newsroom);

        await newsroom.Get<TakeDownArticle>().RunAsync("a", "Wrong.", Actor.Operator, Cancel);
        await RunAtTheHourAsync(newsroom);

        Assert.True(newsroom.Get<Catalogue>().ById("a")!.IsGone);
        Assert.Empty(await newsroom.FindAsync());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Hours_that_cannot_be_are_refused(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        var schedule = newsroom.Get<ScheduleArticle>();
        Assert.Equal("past", (await schedule.RunAsync("a", newsroom.Time.GetUtcNow(), "UTC", Actor.Operator, Cancel)).Refusal?.Code);
        Assert.Equal("zone", (await schedule.RunAsync("a", Hour, "Nowhere", Actor.Operator, Cancel)).Refusal?.Code);
        Assert.Equal("unknown", (await schedule.RunAsync("x", Hour, "UTC", Actor.Operator, Cancel)).Refusal?.Code);
        Assert.Equal("past", (await newsroom.Get<EmbargoArticle>().RunAsync("a", newsroom.Time.GetUtcNow(), Actor.Operator, Cancel)).Refusal?.Code);

        Assert.True((await newsroom.Get<EmbargoArticle>().RunAsync("a", Hour, Actor.Operator, Cancel)).IsDone);
        Assert.Equal("embargo", (await schedule.RunAsync("a", Hour.AddTicks(-10), "UTC", Actor.Operator, Cancel)).Refusal?.Code);
        Assert.Equal("embargo", (await newsroom.Get<PublishArticle>().RunAsync("a", Actor.Operator, "A test.", Cancel)).Refusal?.Code);
        Assert.True((await schedule.RunAsync("a", Hour, "UTC", Actor.Operator, Cancel)).IsDone);
        Assert.Equal("scheduled", (await newsroom.Get<EmbargoArticle>().RunAsync("a", Hour.AddHours(1), Actor.Operator, Cancel)).Refusal?.Code);
        await RunAtTheHourAsync(newsroom);
        Assert.Equal("nothing_new", (await schedule.RunAsync("a", Hour.AddHours(1), "UTC", Actor.Operator, Cancel)).Refusal?.Code);
        Assert.Equal("not_scheduled", (await newsroom.Get<UnscheduleArticle>().RunAsync("a", "", Actor.Operator, Cancel)).Refusal?.Code);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "signed-schedule")]
    public async Task A_text_put_in_the_place_of_the_approved_one_is_not_published(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await ScheduleAsync(newsroom);
        Assert.Equal(1, await newsroom.AlterAsync("UPDATE jobs SET payload = replace(payload, 'Approved', 'Bought') WHERE kind = 'publish scheduled'"));

        await RunAtTheHourAsync(newsroom);

        Assert.Null(newsroom.Get<Catalogue>().ById("a"));
        Assert.Contains(await newsroom.AlarmsAsync(), a => a.Code == "schedule");
        Assert.Contains(await newsroom.FindAsync(), l => l.StartsWith("schedule: “First” is scheduled", StringComparison.Ordinal));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "schedule-hour")]
    public async Task An_hour_brought_forward_in_the_database_is_waited_for_all_the_same(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await ScheduleAsync(newsroom);
        await newsroom.AlterAsync("UPDATE jobs SET due_at = created_at WHERE kind = 'publish scheduled'");

        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        Assert.Null(newsroom.Get<Catalogue>().ById("a"));
        Assert.Contains(await newsroom.AlarmsAsync(), a => a.Code == "schedule");
        await RunAtTheHourAsync(newsroom);

        Assert.NotNull(newsroom.Get<Catalogue>().ById("a"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "clock-hold")]
    public async Task When_the_clock_jumps_over_the_hour_nothing_is_published_until_it_is_right_again(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await ScheduleAsync(newsroom);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        newsroom.Time.Jump(TimeSpan.FromHours(5));
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        Assert.Null(newsroom.Get<Catalogue>().ById("a"));
        Assert.Contains(await newsroom.AlarmsAsync(), a => a.Code == "clock");
        newsroom.Time.Jump(TimeSpan.FromHours(-5));
        await RunAtTheHourAsync(newsroom);

        Assert.NotNull(newsroom.Get<Catalogue>().ById("a"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Doctor_names_what_is_overdue_and_what_nothing_will_publish(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await ScheduleAsync(newsroom);
        newsroom.Time.MoveTo(Hour.AddMinutes(11));
        Assert.Equal(["schedule: “First” was due at 2026-11-22 15:00 UTC and is not out. Is `broadside serve` running?"], await newsroom.FindAsync());

        await newsroom.AlterAsync("DELETE FROM jobs");

        Assert.Equal(["schedule: “First” is scheduled for 2026-11-22 15:00 UTC and nothing will publish it. Schedule it again."], await newsroom.FindAsync());
    }

    private static async Task<TestNewsroom> OpenAsync(string engine)
    {
        var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.Get<SaveDraft>().RunAsync(Newspaper.Article("a", "First", "Approved words.") with { PublishedAt = null }, Actor.Operator, Cancel);
        return newsroom;
    }

    private static async Task ScheduleAsync(TestNewsroom newsroom)
    {
        var outcome = await newsroom.Get<ScheduleArticle>().RunAsync("a", Asked, "Europe/Madrid", Actor.Operator, Cancel);
        Assert.Null(outcome.Refusal);
    }

    private static async Task RunAtTheHourAsync(TestNewsroom newsroom)
    {
        newsroom.Time.MoveTo(Hour);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
    }

    private static async Task<T> StateAsync<T>(TestNewsroom newsroom, Func<Article, T> state) =>
        state((await newsroom.Get<ArticleQueries>().FindAsync("a", Cancel))!);

    private static async Task<IReadOnlyList<Job>> JobsAsync(TestNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        return await db.Set<Job>().AsNoTracking().Where(j => j.Kind == PublishScheduled.JobKind).ToListAsync(Cancel);
    }
}
