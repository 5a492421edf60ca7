using Broadside.Kit;
using Broadside.Storage;
using Cronos;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Broadside.Jobs;

/// <summary>
/// Works the queue while the newsroom is served: claims due rows with a lease, runs them, tries failures again later and
/// parks what keeps failing. A dead worker's lease runs out and another takes over.
/// </summary>
public sealed partial class JobRunner(
    IDbContextFactory<NewsroomDb> dbs,
    IEngine engine,
    IEnumerable<IJob> jobs,
    IEnumerable<IEventHandler> handlers,
    IEnumerable<Schedule> schedules,
    IEnumerable<IAlarmBell> bells,
    TimeProvider time,
    Ids ids,
    ILogger<JobRunner> log) : BackgroundService
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Readers first: a starting server answers pages before it looks at its queue.
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan PlanEvery = TimeSpan.FromMinutes(1);

    private readonly string worker = ids.New();
    private readonly ClockWatch clock = new(time);
    private readonly SemaphoreSlim round = new(1, 1);

    // The long jobs that run now. A round replaces the list and never changes it: others may be reading it.
    private volatile Task[] beside = [];
    private bool isHeld;
    private readonly Dictionary<string, IJob> byKind = jobs.Concat(handlers).ToDictionary(j => j.Kind);

    /// <summary>Runs everything that is due now, in order; returns how many jobs were begun. While the clock is off, only what was never to wait.</summary>
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var begun = 0;
        for (var more = 1; more > 0; begun += more)
        {
            more = await RoundAsync(cancel);
            await Task.WhenAll(beside);
        }
        return begun;
    }

    // One round at a time: who asks for a round while another is at work finds all of that one's jobs done.
    private async Task<int> RoundAsync(CancellationToken cancel)
    {
        await round.WaitAsync(cancel);
        try
        {
            return await BeginDueAsync(cancel);
        }
        finally
        {
            round.Release();
        }
    }

    // Long jobs are begun and not waited for.
    private async Task<int> BeginDueAsync(CancellationToken cancel)
    {
        await WatchClockAsync(cancel);
        beside = [.. beside.Where(task => !task.IsCompleted)];
        var begun = 0;
        while (await ClaimAsync(cancel) is { } id)
        {
            await using var db = await dbs.CreateDbContextAsync(cancel);
            var job = await db.Set<Job>().AsNoTracking().SingleAsync(j => j.Id == id, cancel);
            if (byKind.TryGetValue(job.Kind, out var doer) && doer.IsLong)
            {
                beside = [.. beside, Task.Run(() => RunOneAsync(job, cancel), cancel)];
            }
            else
            {
                await RunOneAsync(job, cancel);
            }
            begun++;
        }
        return begun;
    }

    /// <summary>Puts each schedule's next round into the queue where it is not there yet.</summary>
    public async Task PlanAsync(CancellationToken cancel)
    {
        foreach (var schedule in schedules)
        {
            await using var db = await dbs.CreateDbContextAsync(cancel);
            var key = "schedule " + schedule.Kind;
            if (await db.Set<Job>().AnyAsync(j => j.UniqueKey == key, cancel))
            {
                continue;
            }
            db.Add(Next(schedule, key));
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException e) when (engine.IsDuplicate(e))
            {
                // Another node planned it in the same moment.
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(FirstPause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var planned = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await RoundAsync(stoppingToken) > 0 || (time.GetUtcNow() - planned).Duration() > PlanEvery)
                {
                    await PlanAsync(stoppingToken);
                    planned = time.GetUtcNow();
                }
                await Task.Delay(Pause, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // the database may be away for a while; the runner outlives that
            catch (Exception e)
#pragma warning restore CA1031
            {
                QueueUnreachable(e);
                await Task.Delay(TimeSpan.FromSeconds(5), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        // They hear of the end too, and put their jobs back into the queue.
        await Task.WhenAll(beside).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void Dispose()
    {
        base.Dispose();
        round.Dispose();
    }

    private Job Next(Schedule schedule, string key)
    {
        var now = time.GetUtcNow();
        return new Job
        {
            Id = ids.New(),
            Kind = schedule.Kind,
            Payload = "{}",
            UniqueKey = key,
            DueAt = CronExpression.Parse(schedule.Cron).GetNextOccurrence(now, TimeZoneInfo.Utc) ?? DateTimeOffset.MaxValue,
            CreatedAt = now,
        };
    }

    private async Task<string?> ClaimAsync(CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: false, cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = engine.ClaimJobsSql;
        var now = time.GetUtcNow();
        foreach (var (name, value) in new (string, object)[] { ("now", Micros(now)), ("until", Micros(now + Lease)), ("worker", worker), ("limit", 1), ("timed", isHeld ? 0 : 1) })
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
        return await command.ExecuteScalarAsync(cancel) as string;
    }

    private async Task RunOneAsync(Job job, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (!byKind.TryGetValue(job.Kind, out var doer))
        {
            await PostponeAsync(db, job, 0, "No module of this program does jobs of this kind.", cancel);
            return;
        }
        // Begun more often than it may fail: each time the program ended over it.
        if (job.Attempt > doer.Attempts)
        {
            await PostponeAsync(db, job, doer.Attempts, job.Error ?? "The program ended each time it was tried.", cancel);
            return;
        }
        using var done = new CancellationTokenSource();
        var keeping = KeepLeaseAsync(job, done.Token);
        try
        {
            await doer.RunAsync(job.Payload, cancel);
            await Mine(db, job).ExecuteDeleteAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Not its fault: the attempt does not count.
            await Mine(db, job).ExecuteUpdateAsync(j => j.SetProperty(x => x.State, JobState.Waiting).SetProperty(x => x.Attempt, job.Attempt - 1), CancellationToken.None);
            throw;
        }
#pragma warning disable CA1031 // whatever a job throws: try again later, then park and tell
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(job.Kind, job.Attempt, e);
            await PostponeAsync(db, job, doer.Attempts, e.Message, cancel);
        }
        finally
        {
            await done.CancelAsync();
            await keeping;
        }
    }

    // Only while this worker holds it: once its lease has run out the job is another's, and so is its end.
    private IQueryable<Job> Mine(NewsroomDb db, Job job) =>
        db.Set<Job>().Where(j => j.Id == job.Id && j.Worker == worker && j.Attempt == job.Attempt);

    private async Task KeepLeaseAsync(Job job, CancellationToken done)
    {
        while (true)
        {
            await Task.Delay(Lease / 3, time, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (done.IsCancellationRequested)
            {
                return;
            }
            try
            {
                await using var db = await dbs.CreateDbContextAsync(CancellationToken.None);
                var until = time.GetUtcNow() + Lease;
                await Mine(db, job).ExecuteUpdateAsync(j => j.SetProperty(x => x.LeaseUntil, until), CancellationToken.None);
            }
#pragma warning disable CA1031 // the database may be away for a moment; the lease is long enough for another try
            catch (Exception e)
#pragma warning restore CA1031
            {
                QueueUnreachable(e);
            }
        }
    }

    private async Task PostponeAsync(NewsroomDb db, Job job, int attempts, string error, CancellationToken cancel)
    {
        var isParked = job.Attempt >= attempts;
        var due = time.GetUtcNow() + TimeSpan.FromSeconds(Math.Pow(2, Math.Min(job.Attempt, 12)));
        var changed = await Mine(db, job).ExecuteUpdateAsync(
            j => j.SetProperty(x => x.State, isParked ? JobState.Parked : JobState.Waiting)
                .SetProperty(x => x.Error, error)
                .SetProperty(x => x.LeaseUntil, (DateTimeOffset?)null)
                .SetProperty(x => x.DueAt, due)
                .SetProperty(x => x.UniqueKey, isParked ? null : job.UniqueKey),
            cancel);
        if (isParked && changed > 0)
        {
            await RingAsync("job-parked", job.Kind, $"A job ({job.Kind}) is given up after {job.Attempt} attempts: {error}", cancel);
        }
    }

    private async Task WatchClockAsync(CancellationToken cancel)
    {
        var off = clock.Look();
        if (off != TimeSpan.Zero && !isHeld)
        {
            await RingAsync("clock", "clock", $"The clock was set {(off > TimeSpan.Zero ? "forward" : "back")} by {off.Duration():d\\.hh\\:mm}. What is due at a time is held. Set the clock right; if it is right now, restart.", cancel);
        }
        isHeld = off != TimeSpan.Zero && Defence.IsOn("clock-hold");
    }

    private async Task RingAsync(string code, string subject, string message, CancellationToken cancel)
    {
        foreach (var bell in bells)
        {
            await bell.RingAsync(code, subject, message, cancel);
        }
    }

    private static long Micros(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Kind} failed at attempt {Attempt}.")]
    private partial void Failed(string kind, int attempt, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The job queue cannot be reached; trying again.")]
    private partial void QueueUnreachable(Exception exception);
}
