using System.Text.Json;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mirror.Editions;
using Broadside.Mirror.Targets;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mirror.Pushing;

/// <summary>Every five minutes: looks at every mirror as readers see it, says which are stale, and takes one that serves other words than the newsroom's out of the edition's list at once.</summary>
public sealed class CheckMirrors(IDbContextFactory<NewsroomDb> dbs, MirrorQueries mirrors, LookAtMirror look, EditionFolder folder, KeyRing keys, OutboundSwitch outbound, Alarms alarms, JobQueue jobs, TimeProvider time) : IJob
{
    public const string JobKind = "look at mirrors";

    /// <summary>For how long a mirror may lack the newest edition, or not be readable.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    // What looks wrong may be a push or a cache that is just being renewed.
    private static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(40);

    /// <param name="Mirror">Its id; null: all.</param>
    /// <param name="IsSecond">Something was wrong a moment ago.</param>
    public sealed record Order(string? Mirror = null, bool IsSecond = false);

    public string Kind => JobKind;

    public bool IsLong => true;

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        var order = JsonSerializer.Deserialize<Order>(payload, CanonicalJson.Options) ?? new Order();
        if (!await outbound.MayAsync(cancel))
        {
            return;
        }
        var running = await mirrors.RunningAsync(cancel);
        foreach (var mirror in (await mirrors.AllAsync(cancel)).Where(m => order.Mirror is null || m.Id == order.Mirror))
        {
            if (mirror is { PublicAddress: not null, PushedAt: not null } && !running.ContainsKey(mirror.Id))
            {
                await NoteAsync(mirror, await look.RunAsync(mirror, cancel), order.IsSecond, cancel);
            }
        }
        await TellStaleAsync(cancel);
    }

    private async Task NoteAsync(MirrorRow mirror, LookAtMirror.Found found, bool isSecond, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var now = time.GetUtcNow();
        var row = await db.Set<MirrorRow>().SingleAsync(m => m.Id == mirror.Id, cancel);
        row.LookedAt = now;
        if (found.Bad is not null)
        {
            await NoteBadAsync(db, row, isSecond, cancel);
        }
        else if (found.Number is { } number)
        {
            if (await AskMirrors.IsNewsAsync(db, row, number, cancel))
            {
                await outbound.DoubtAsync(cancel);
            }
            (row.SeenNumber, row.SeenAt) = (number, now);
            await NoteGoodAsync(db, row, found, cancel);
        }
        else if (row.Trouble is null)
        {
            (row.Trouble, row.Said, row.FailedAt) = (TroubleKind.Unreachable, found.Error, now);
        }
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        if (found.Bad is not null && isSecond)
        {
            await alarms.RaiseAsync(MirrorAlarms.Tampered, mirror.Id, $"The mirror {mirror.Name} serves something that this newsroom did not sign: {mirror.PublicAddress}/{found.Bad}. It is taken out of the list of mirrors, and all files are sent to it again. Ask its volunteer who else can write there.", cancel);
        }
        else if (found is { Bad: null, Number: not null } && mirror.State == MirrorState.Tampered)
        {
            await alarms.ClearAsync(MirrorAlarms.Tampered, mirror.Id, cancel);
        }
    }

    private async Task NoteBadAsync(NewsroomDb db, MirrorRow row, bool isSecond, CancellationToken cancel)
    {
        if (!isSecond)
        {
            await jobs.AddAsync(db, JobKind, new Order(row.Id, IsSecond: true), cancel, time.GetUtcNow() + SecondLook, uniqueKey: $"{JobKind}/{row.Id}");
            return;
        }
        if (row.State != MirrorState.Tampered)
        {
            row.State = MirrorState.Tampered;
            await jobs.AddAsync(db, KeepEdition.JobKind, new { }, cancel, uniqueKey: "mirrors changed");
        }
        await jobs.AddAsync(db, PushJob.JobKind, new PushOrder(row.Id, All: true), cancel);
    }

    private async Task NoteGoodAsync(NewsroomDb db, MirrorRow row, LookAtMirror.Found found, CancellationToken cancel)
    {
        if (row.Trouble == TroubleKind.Unreachable && row.Failures == 0)
        {
            (row.Trouble, row.Said) = (null, null);
        }
        if (found.Missing is not null)
        {
            row.BehindSince ??= time.GetUtcNow();
            await jobs.AddAsync(db, PushJob.JobKind, new PushOrder(row.Id, All: true), cancel);
            return;
        }
        if (row.State == MirrorState.Tampered)
        {
            row.State = MirrorState.Healthy;
            await jobs.AddAsync(db, KeepEdition.JobKind, new { }, cancel, uniqueKey: "mirrors changed");
        }
        if (row.Failures == 0 && await LocalEdition.ReadAsync(folder, keys, cancel) is { } newest)
        {
            row.BehindSince = row.SeenNumber < newest.Number ? row.BehindSince ?? time.GetUtcNow() : null;
            if (row.SeenNumber > newest.Number)
            {
                // Readers refuse what is older than what they have seen: the next edition goes beyond it.
                await jobs.AddAsync(db, KeepEdition.JobKind, new { }, cancel, uniqueKey: "mirrors changed");
            }
        }
    }

    private async Task TellStaleAsync(CancellationToken cancel)
    {
        var limit = time.GetUtcNow() - Grace;
        foreach (var mirror in await mirrors.AllAsync(cancel))
        {
            var isUnread = mirror is { PublicAddress: not null, PushedAt: not null } && (mirror.SeenAt ?? mirror.AddedAt) < limit;
            if (mirror.BehindSince < limit || isUnread)
            {
                var why = mirror.BehindSince < limit ? $"has lacked the newest edition since {mirror.BehindSince:yyyy-MM-dd HH:mm} UTC" : "cannot be read by anybody";
                await SetAsync(mirror, MirrorState.Healthy, MirrorState.Stale, cancel);
                await alarms.RaiseAsync(MirrorAlarms.Stale, mirror.Id, $"The mirror {mirror.Name} {why}. {mirror.Error}".TrimEnd(), cancel);
            }
            else if (mirror.State is MirrorState.Stale && mirror.BehindSince is null)
            {
                await SetAsync(mirror, MirrorState.Stale, MirrorState.Healthy, cancel);
                await alarms.ClearAsync(MirrorAlarms.Stale, mirror.Id, cancel);
            }
        }
    }

    private async Task SetAsync(MirrorRow mirror, MirrorState from, MirrorState to, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await db.Set<MirrorRow>().Where(m => m.Id == mirror.Id && m.State == from).ExecuteUpdateAsync(m => m.SetProperty(x => x.State, to), cancel);
    }
}
