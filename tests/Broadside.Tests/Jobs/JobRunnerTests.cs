using Broadside.Jobs;
using Broadside.Storage;
using Broadside.Tests.Guard;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Jobs;

public sealed class JobRunnerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_job_whose_worker_died_is_taken_by_another_once_its_lease_has_run_out(string engine)
    {
        var work = new Work();
        await using var newsroom = await OpenAsync(engine, work);
        await QueueAsync(newsroom, "one");
        await newsroom.AlterAsync("UPDATE jobs SET state = 'running', worker = 'dead', attempt = 1, lease_until = due_at + 300000000");

        Assert.Equal(0, await newsroom.Get<JobRunner>().RunDueAsync(Cancel));
        newsroom.Time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await newsroom.Get<JobRunner>().RunDueAsync(Cancel));

        Assert.Equal(["\"one\""], work.Done);
        Assert.Empty(await JobsAsync(newsroom));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_job_that_fails_is_tried_later_and_later_and_then_given_up_with_an_alarm(string engine)
    {
        var work = new Work { Before = () => throw new InvalidOperationException("The far end is down.") };
        await using var newsroom = await OpenAsync(engine, work);
        await QueueAsync(newsroom, "one");
        var runner = newsroom.Get<JobRunner>();

        foreach (var pause in new[] { 2, 4 })
        {
            Assert.Equal(1, await runner.RunDueAsync(Cancel));
            newsroom.Time.Advance(TimeSpan.FromSeconds(pause - 1));
            Assert.Equal(0, await runner.RunDueAsync(Cancel));
            newsroom.Time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(1, await runner.RunDueAsync(Cancel));
        newsroom.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(0, await runner.RunDueAsync(Cancel));
        Assert.Equal((JobState.Parked, "The far end is down."), (await JobsAsync(newsroom)).Select(j => (j.State, j.Error)).Single());
        Assert.Contains(await newsroom.AlarmsAsync(), a => a.Code == "job-parked");
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_job_that_ends_the_program_each_time_is_given_up(string engine)
    {
        var work = new Work();
        await using var newsroom = await OpenAsync(engine, work);
        await QueueAsync(newsroom, "one");
        await newsroom.AlterAsync("UPDATE jobs SET state = 'running', worker = 'dead', attempt = 3, lease_until = due_at - 1");

        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.Empty(work.Done);
        Assert.Equal(JobState.Parked, (await JobsAsync(newsroom)).Single().State);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Whoever_asks_for_what_is_due_while_it_is_being_done_waits_for_it(string engine)
    {
        var (begun, mayEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
        var work = new Work
        {
            Before = async () =>
            {
                begun.SetResult();
                await mayEnd.Task;
            },
        };
        await using var newsroom = await OpenAsync(engine, work);
        await QueueAsync(newsroom, "one");
        var runner = newsroom.Get<JobRunner>();
        var first = runner.RunDueAsync(Cancel);
        await begun.Task.WaitAsync(Cancel);

        var second = runner.RunDueAsync(Cancel);
        Assert.NotSame(second, await Task.WhenAny(second, Task.Delay(TimeSpan.FromSeconds(0.5), Cancel)));
        mayEnd.SetResult();

        Assert.Equal((1, 0), (await first, await second));
        Assert.Equal(["\"one\""], work.Done);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_worker_that_lost_its_lease_does_not_settle_the_job(string engine)
    {
        var work = new Work();
        await using var newsroom = await OpenAsync(engine, work);
        await QueueAsync(newsroom, "one");
        work.Before = () => newsroom.AlterAsync("UPDATE jobs SET worker = 'other', attempt = attempt + 1");

        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.Equal(("other", JobState.Running), (await JobsAsync(newsroom)).Select(j => (j.Worker, j.State)).Single());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "unique-job-key")]
    public async Task Of_jobs_with_the_same_key_only_one_stands_in_the_queue(string engine)
    {
        await using var newsroom = await OpenAsync(engine, new Work());
        await QueueAsync(newsroom, "one", "key");
        await QueueAsync(newsroom, "two", "key");
        await QueueAsync(newsroom, "three", "other key");

        Assert.Equal(["\"one\"", "\"three\""], (await JobsAsync(newsroom)).Select(j => j.Payload).Order());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_schedule_fires_once_however_many_programs_work_the_queue(string engine)
    {
        var work = new Work();
        await using var newsroom = await OpenAsync(engine, work, "0 13 * * *");
        var runners = Enumerable.Range(0, 4).Select(_ => ActivatorUtilities.CreateInstance<JobRunner>(newsroom.Services)).ToList();
        await Task.WhenAll(runners.Select(r => Task.Run(() => r.PlanAsync(Cancel))));

        await Task.WhenAll(runners.Select(r => Task.Run(() => r.RunDueAsync(Cancel))));
        Assert.Empty(work.Done);
        newsroom.Time.Advance(TimeSpan.FromHours(1));
        await Task.WhenAll(runners.Select(r => Task.Run(() => r.RunDueAsync(Cancel))));

        Assert.Equal(["{}"], work.Done);
        runners.ForEach(r => r.Dispose());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "clock-hold")]
    public async Task When_the_clock_jumps_what_is_due_at_a_time_waits_and_the_rest_goes_on(string engine)
    {
        var work = new Work();
        await using var newsroom = await OpenAsync(engine, work);
        var runner = newsroom.Get<JobRunner>();
        await QueueAsync(newsroom, "timed", dueIn: TimeSpan.FromHours(1));
        await runner.RunDueAsync(Cancel);

        newsroom.Time.Jump(TimeSpan.FromHours(2));
        await QueueAsync(newsroom, "at once");
        await runner.RunDueAsync(Cancel);
        Assert.Equal(["\"at once\""], work.Done);
        Assert.Contains(await newsroom.AlarmsAsync(), a => a.Code == "clock");

        newsroom.Time.Jump(TimeSpan.FromHours(-2));
        newsroom.Time.Advance(TimeSpan.FromHours(1));
        await runner.RunDueAsync(Cancel);
        Assert.Equal(["\"at once\"", "\"timed\""], work.Done);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task News_reaches_its_handler_as_it_was_told_and_only_if_the_transaction_was_kept(string engine)
    {
        var heard = new Heard();
        await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.AddSingleton<IEventHandler>(heard));
        foreach (var isKept in new[] { false, true })
        {
            await using var db = newsroom.Db();
            await using var writing = await db.BeginWritingAsync(Cancel);
            await newsroom.Get<JobQueue>().TellAsync(db, new Happened(isKept ? "kept" : "undone", newsroom.Time.GetUtcNow(), [1, 2, 3]), Cancel);
            await db.SaveChangesAsync(Cancel);
            if (isKept)
            {
                await writing.CommitAsync(Cancel);
            }
        }

        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        var news = Assert.Single(heard.News);
        Assert.Equal(("kept", newsroom.Time.GetUtcNow()), (news.What, news.At));
        Assert.Equal([1, 2, 3], news.Numbers);
    }

    private static Task<TestNewsroom> OpenAsync(string engine, Work work, string? cron = null) =>
        TestNewsroom.OpenAsync(engine, services =>
        {
            services.AddSingleton<IJob>(work);
            if (cron is not null)
            {
                services.AddSingleton(new Schedule(work.Kind, cron));
            }
        });

    private static async Task QueueAsync(TestNewsroom newsroom, string payload, string? key = null, TimeSpan? dueIn = null)
    {
        await using var db = newsroom.Db();
        await newsroom.Get<JobQueue>().AddAsync(db, "work", payload, Cancel, newsroom.Time.GetUtcNow() + dueIn, uniqueKey: key);
        await db.SaveChangesAsync(Cancel);
    }

    private static async Task<IReadOnlyList<Job>> JobsAsync(TestNewsroom newsroom)
    {
        await using NewsroomDb db = newsroom.Db();
        return await db.Set<Job>().AsNoTracking().Where(j => j.Kind == "work").ToListAsync(Cancel);
    }

    private sealed record Happened(string What, DateTimeOffset At, int[] Numbers);

    private sealed class Heard : Broadside.Jobs.EventHandler<Happened>
    {
        public List<Happened> News { get; } = [];

        protected override Task HearAsync(Happened news, CancellationToken cancel)
        {
            News.Add(news);
            return Task.CompletedTask;
        }
    }

    private sealed class Work : IJob
    {
        private readonly Lock gate = new();

        public Func<Task>? Before { get; set; }

        public List<string> Done { get; } = [];

        public string Kind => "work";

        public int Attempts => 3;

        public async Task RunAsync(string payload, CancellationToken cancel)
        {
            if (Before is not null)
            {
                await Before();
            }
            lock (gate)
            {
                Done.Add(payload);
            }
        }
    }
}
