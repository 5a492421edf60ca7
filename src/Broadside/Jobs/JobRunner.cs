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
    TimeProvider time,
    Ids ids,
    ILogger<JobRunner> log) : BackgroundService
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Readers first: a starting server answers pages before it looks at its queue.
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(3);

    private readonly string worker = ids.New();
    private readonly Dictionary<string, IJob> byKind = jobs.Concat(handlers).ToDictionary(j => j.Kind);

    /// <summary>Runs everything that is due now, in order; returns how many jobs were begun.</summary>
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var begun = 0;
        while (await ClaimAsync(cancel) is { } id)
        {
            await RunOneAsync(id, cancel);
            begun++;
        }
        return begun;
    }

    /// <summary>Puts each schedule's next round into the queue where it is not there yet.</summary>
    public async Task PlanAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        foreach (var schedule in schedules)
        {
            var key = "schedule " + schedule.Kind;
            if (!await db.Set<Job>().AnyAsync(j => j.UniqueKey == key, cancel))
            {
                db.Add(Next(schedule, key));
            }
        }
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (engine.IsDuplicate(e))
        {
            // Another node planned it in the same moment.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(FirstPause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var planned = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!planned || await RunDueAsync(stoppingToken) > 0)
                {
                    await PlanAsync(stoppingToken);
                    planned = true;
                }
                await Task.Delay(Pause, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // the database may be away for a while; the runner outlives that
            catch (Exception e)
#pragma warning restore CA1031
            {
                QueueUnreachable(e);
                await Task.Delay(TimeSpan.FromSeconds(5), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
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
        foreach (var (name, value) in new (string, object)[] { ("now", Micros(now)), ("until", Micros(now + Lease)), ("worker", worker), ("limit", 1) })
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
        return await command.ExecuteScalarAsync(cancel) as string;
    }

    private async Task RunOneAsync(string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var job = await db.Set<Job>().SingleAsync(j => j.Id == id, cancel);
        if (!byKind.TryGetValue(job.Kind, out var doer))
        {
            job.State = JobState.Parked;
            job.Error = "No module of this program does jobs of this kind.";
            await db.SaveChangesAsync(cancel);
            return;
        }
        try
        {
            await doer.RunAsync(job.Payload, cancel);
            db.Remove(job);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            job.State = JobState.Waiting;
            await db.SaveChangesAsync(CancellationToken.None);
            throw;
        }
#pragma warning disable CA1031 // whatever a job throws: try again later, then park and tell
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(job.Kind, job.Attempt, e);
            Postpone(job, doer.Attempts, e);
        }
        await db.SaveChangesAsync(cancel);
    }

    private void Postpone(Job job, int attempts, Exception failure)
    {
        job.Error = failure.Message;
        job.LeaseUntil = null;
        job.State = job.Attempt >= attempts ? JobState.Parked : JobState.Waiting;
        job.DueAt = time.GetUtcNow() + TimeSpan.FromSeconds(Math.Pow(2, Math.Min(job.Attempt, 12)));
        if (job.State == JobState.Parked)
        {
            job.UniqueKey = null;
        }
    }

    private static long Micros(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Kind} failed at attempt {Attempt}.")]
    private partial void Failed(string kind, int attempt, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The job queue cannot be reached; trying again.")]
    private partial void QueueUnreachable(Exception exception);
}
