using System.Text.Json;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mirror.Editions;
using Broadside.Mirror.Targets;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mirror.Pushing;

/// <summary>Sends the newsroom's newest edition to a mirror. One at a time for each; a copy of the newsroom that is quiet sends nothing.</summary>
public sealed class PushMirror(IDbContextFactory<NewsroomDb> dbs, EditionFolder edition, DataFolder folder, KeyRing keys, OpenMirror open, OutboundSwitch outbound, Alarms alarms, JobQueue jobs, Ids ids, TimeProvider time)
{
    /// <summary>Failures one after another from which on a mirror counts as failing.</summary>
    public const int ManyFailures = 3;

    private const int MostEditions = 5;
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(2);

    /// <param name="id">The mirror's.</param>
    /// <param name="all">Send every file, whatever the mirror says that it has.</param>
    /// <param name="show">Hears how far it has come.</param>
    /// <param name="cancel">Ends it; the next push goes on from there.</param>
    public async Task<Outcome<PushRow>> RunAsync(string id, bool all, Action<PushProgress>? show, CancellationToken cancel)
    {
        if (!await outbound.MayAsync(cancel))
        {
            return new Refusal("mirror_quiet", "This is a copy of the newsroom, and copies send nothing. If it is the one that shall act, say so: broadside outbound confirm");
        }
        Directory.CreateDirectory(folder.Within("mirrors", id));
        using var turn = await FileLock.TakeAsync(folder.Within("mirrors", id, "lock"), cancel);
        for (var tries = 0; tries < MostEditions; tries++)
        {
            if (await LocalEdition.ReadAsync(edition, keys, cancel) is not { } newest)
            {
                return new Refusal("mirror_no_edition", "There is no edition to send yet. The server makes one half a minute after something is published.");
            }
            if (await BeginAsync(id, newest.Number, cancel) is not var (mirror, push))
            {
                return Gone;
            }
            Mishap.Here("mirror push noted");
            var (outcome, isMoved) = await SendAsync(mirror, push, newest, all || mirror.State == MirrorState.Tampered, show, cancel);
            if (!isMoved)
            {
                return outcome;
            }
        }
        return new Refusal("mirror_moving", "The edition was renewed again and again while it was sent. It is tried again in a few minutes.");
    }

    internal static Refusal Gone { get; } = new("mirror_gone", "There is no such mirror. Look at the list: broadside mirror list", "name");

    private async Task<(MirrorRow Mirror, PushRow Push)?> BeginAsync(string id, long number, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<MirrorRow>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == id && m.DroppedAt == null, cancel) is not { } mirror)
        {
            return null;
        }
        var now = time.GetUtcNow();
        // Whoever began them has ended: the lock is ours.
        await db.Set<PushRow>().Where(p => p.Mirror == id && p.State == PushState.Running).ExecuteUpdateAsync(p => p.SetProperty(x => x.State, PushState.Interrupted).SetProperty(x => x.EndedAt, now), cancel);
        var last = await db.Set<PushRow>().AsNoTracking().Where(p => p.Mirror == id).OrderByDescending(p => p.Id).FirstOrDefaultAsync(cancel);
        var push = new PushRow { Id = ids.New(), Mirror = id, Number = number, State = PushState.Running, StartedAt = now, Tries = last is null or { State: PushState.Done } ? 1 : last.Tries + 1 };
        db.Add(push);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return (mirror, push);
    }

    private async Task<(Outcome<PushRow> Outcome, bool IsMoved)> SendAsync(MirrorRow mirror, PushRow push, LocalEdition newest, bool all, Action<PushProgress>? show, CancellationToken cancel)
    {
        var progress = new PushProgress(show);
        using var done = new CancellationTokenSource();
        var telling = TellAsync(push.Id, progress, done.Token);
        try
        {
            await using (var target = await open.RunAsync(mirror, cancel))
            {
                await new SendEdition(edition, new PlacedSums(folder, mirror.Id)).RunAsync(target, newest, all, push.Tries > 1, progress, cancel);
            }
            Mishap.Here("mirror sent");
            await StopAsync(done, telling);
            return (await EndAsync(mirror, push, progress, cancel), false);
        }
        catch (MirrorTrouble trouble)
        {
            await StopAsync(done, telling);
            return (await FailAsync(mirror, push, progress, trouble, cancel), false);
        }
        catch (Exception e) when (e is EditionMoved or AggregateException { InnerException: EditionMoved } or HttpRequestException { InnerException: EditionMoved })
        {
            await StopAsync(done, telling);
            await CloseAsync(push, progress, PushState.Interrupted, null, CancellationToken.None);
            return (new Refusal("mirror_moving", ""), true);
        }
        finally
        {
            await StopAsync(done, telling);
        }
    }

    private async Task<PushRow> EndAsync(MirrorRow mirror, PushRow push, PushProgress progress, CancellationToken cancel)
    {
        await CloseAsync(push, progress, PushState.Done, null, cancel);
        var (id, now) = (mirror.Id, time.GetUtcNow());
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (mirror is { PushedAt: null, PublicAddress: not null })
        {
            // The next edition names it.
            await jobs.AddAsync(db, KeepEdition.JobKind, new { }, cancel, uniqueKey: "mirrors changed");
            await db.SaveChangesAsync(cancel);
        }
        await db.Set<MirrorRow>().Where(m => m.Id == id).ExecuteUpdateAsync(
            m => m.SetProperty(x => x.Number, push.Number)
                .SetProperty(x => x.PushedAt, now)
                .SetProperty(x => x.Failures, 0)
                .SetProperty(x => x.Trouble, (TroubleKind?)null)
                .SetProperty(x => x.Said, (string?)null)
                .SetProperty(x => x.BehindSince, (DateTimeOffset?)null)
                // Only who looks at what readers get may say that nobody tampers with it any more.
                .SetProperty(x => x.State, x => x.State == MirrorState.Tampered ? MirrorState.Tampered : MirrorState.Healthy),
            cancel);
        await alarms.ClearAsync(MirrorAlarms.Stale, id, cancel);
        await alarms.ClearAsync(MirrorAlarms.HostKey, id, cancel);
        return push;
    }

    private async Task<Refusal> FailAsync(MirrorRow mirror, PushRow push, PushProgress progress, MirrorTrouble trouble, CancellationToken cancel)
    {
        await CloseAsync(push, progress, PushState.Failed, trouble, cancel);
        var now = time.GetUtcNow();
        var failures = mirror.Failures + 1;
        var state = mirror.State switch
        {
            MirrorState.Tampered => MirrorState.Tampered,
            _ when failures >= ManyFailures => MirrorState.Failing,
            MirrorState.Failing => MirrorState.Stale,
            var same => same,
        };
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await db.Set<MirrorRow>().Where(m => m.Id == mirror.Id).ExecuteUpdateAsync(
            m => m.SetProperty(x => x.Failures, failures)
                .SetProperty(x => x.Trouble, trouble.Kind)
                .SetProperty(x => x.Said, trouble.Said)
                .SetProperty(x => x.FailedAt, now)
                .SetProperty(x => x.State, state)
                .SetProperty(x => x.BehindSince, x => x.BehindSince ?? now),
            cancel);
        if (trouble.Kind == TroubleKind.HostKey)
        {
            await alarms.RaiseAsync(MirrorAlarms.HostKey, mirror.Id, $"The host of the mirror {mirror.Name} shows another key than the first time. Nothing was sent. Ask its volunteer whether the machine was set up anew.", cancel);
        }
        return new Refusal("mirror_" + JsonNamingPolicy.SnakeCaseLower.ConvertName(trouble.Kind.ToString()), $"{mirror.Name}: {trouble.Message}");
    }

    private async Task CloseAsync(PushRow push, PushProgress progress, PushState state, MirrorTrouble? trouble, CancellationToken cancel)
    {
        (push.State, push.EndedAt, push.Trouble, push.Said) = (state, time.GetUtcNow(), trouble?.Kind, trouble?.Said);
        (push.Files, push.Bytes, push.SentFiles, push.SentBytes, push.Removed) = (progress.Files, progress.Bytes, progress.SentFiles, progress.SentBytes, progress.Removed);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        db.Update(push);
        await db.SaveChangesAsync(cancel);
    }

    // For whoever looks at the desk meanwhile.
    private async Task TellAsync(string push, PushProgress progress, CancellationToken done)
    {
        while (true)
        {
            await Task.Delay(TellEvery, time, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (done.IsCancellationRequested)
            {
                return;
            }
            await using var db = await dbs.CreateDbContextAsync(CancellationToken.None);
            await db.Set<PushRow>().Where(p => p.Id == push && p.State == PushState.Running).ExecuteUpdateAsync(
                p => p.SetProperty(x => x.Files, progress.Files).SetProperty(x => x.Bytes, progress.Bytes).SetProperty(x => x.SentFiles, progress.SentFiles).SetProperty(x => x.SentBytes, progress.SentBytes),
                CancellationToken.None);
        }
    }

    private static async Task StopAsync(CancellationTokenSource done, Task telling)
    {
        await done.CancelAsync();
        await telling;
    }
}
