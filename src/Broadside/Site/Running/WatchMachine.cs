using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Broadside.Site.Running;

/// <summary>While the newsroom is served, looks each minute whether the disk fills up, whether the queue stands still, and whether the clock is that of others. No job: a queue that stands cannot tell so.</summary>
public sealed partial class WatchMachine(IDbContextFactory<NewsroomDb> dbs, DiskSpace disk, DataFolder folder, FarClocks clocks, BaseAddress address, Alarms alarms, TimeProvider time, ILogger<WatchMachine> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>How long a job may be due before somebody is told.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    // What stood before a restart is cleared too, once it is well again.
    private bool wasFull = true;
    private bool stood = true;
    private bool wasOff = true;

    public async Task LookAsync(CancellationToken cancel)
    {
        wasFull = await TellAsync("disk", "disk", disk.Want(folder.Path), wasFull, cancel);
        stood = await TellAsync("queue", "queue", await StandsAsync(cancel), stood, cancel);
        if (clocks.TryJudge(new Uri(address.Value).Host, out var off))
        {
            wasOff = await TellAsync("clock", "elsewhere", off, wasOff, cancel);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // the database may be away for a while; the watch outlives that
            catch (Exception e)
#pragma warning restore CA1031
            {
                CannotLook(e);
            }
        }
    }

    private async Task<string?> StandsAsync(CancellationToken cancel)
    {
        var late = time.GetUtcNow() - Patience;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var waiting = db.Set<Job>().Where(j => j.State == JobState.Waiting && j.DueAt < late);
        var count = await waiting.CountAsync(cancel);
        if (count == 0)
        {
            return null;
        }
        var first = await waiting.OrderBy(j => j.DueAt).Select(j => new { j.Kind, j.DueAt }).FirstAsync(cancel);
        return $"{count} jobs have been due for more than a quarter of an hour, the first ({first.Kind}) since {first.DueAt:yyyy-MM-dd HH:mm} UTC. If the clock was set, set it right; otherwise restart the program.";
    }

    private async Task<bool> TellAsync(string code, string subject, string? trouble, bool stoodBefore, CancellationToken cancel)
    {
        if (trouble is not null)
        {
            await alarms.RaiseAsync(code, subject, trouble, cancel);
        }
        else if (stoodBefore)
        {
            await alarms.ClearAsync(code, subject, cancel);
        }
        return trouble is not null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The machine cannot be looked after; trying again.")]
    private partial void CannotLook(Exception exception);
}
