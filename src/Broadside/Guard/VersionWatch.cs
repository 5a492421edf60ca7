using System.Collections.Concurrent;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Broadside.Guard;

/// <summary>
/// While the newsroom is served, looks through the live versions for copies that somebody has altered: every few seconds
/// those that readers were just shown and the next few of all, so that each comes round whatever is read.
/// </summary>
public sealed partial class VersionWatch(IDbContextFactory<NewsroomDb> dbs, VersionStore versions, FindAltered find, VersionAlarms alarms, TimeProvider time, ILogger<VersionWatch> log) : BackgroundService
{
    // 200 rows every five seconds: 2,000 articles in under a minute, 100,000 in three quarters of an hour, at a hundredth of one core.
    private const int PerTurn = 200;
    private const int MostHints = 1000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<long, LiveVersion> shown = new();
    private Queue<LiveVersion> round = new();

    /// <summary>A reader was just shown this one: it is looked at next.</summary>
    public void LookSoon(LiveVersion version)
    {
        if (shown.Count < MostHints)
        {
            shown[version.Seq] = version;
        }
    }

    /// <summary>One turn; returns how many versions were looked at.</summary>
    public async Task<int> LookAsync(CancellationToken cancel)
    {
        await versions.CatchUpAsync(cancel);
        var batch = Next();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        foreach (var found in await find.LookAsync(db, batch, cancel))
        {
            await alarms.RaiseAlteredAsync(found, cancel);
        }
        foreach (var version in batch.Where(v => versions.Peek(v) is null))
        {
            await alarms.RaiseFileAsync(version, cancel);
        }
        return batch.Count;
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

    private List<LiveVersion> Next()
    {
        var batch = shown.Keys.Select(seq => shown.TryRemove(seq, out var version) ? version : null).OfType<LiveVersion>().Take(PerTurn).ToList();
        if (round.Count == 0)
        {
            round = new(versions.AllLive().OrderBy(v => v.Seq));
        }
        for (var left = PerTurn; left > 0 && round.TryDequeue(out var next); left--)
        {
            batch.Add(next);
        }
        // What was shown may have been replaced since: only what is live now has to be as signed.
        return [.. batch.Where(v => versions.Live(v.Subject)?.Seq == v.Seq).DistinctBy(v => v.Seq)];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The versions cannot be looked through; trying again.")]
    private partial void CannotLook(Exception exception);
}
