using System.Globalization;
using System.Text.Json;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mirror.Pushing;

/// <summary>
/// Pushes without anybody waiting for it. What a mirror does not take is tried again, after a minute at first, after six hours at last,
/// until it takes it or a newer edition does.
/// </summary>
public sealed class PushJob(PushMirror push, MirrorQueries mirrors, OutboundSwitch outbound, JobQueue jobs, IDbContextFactory<NewsroomDb> dbs, TimeProvider time) : IJob
{
    public const string JobKind = "mirror.push";

    private static readonly TimeSpan[] Waits = [.. new[] { 1, 5, 15, 60, 180, 360 }.Select(m => TimeSpan.FromMinutes(m))];

    public string Kind => JobKind;

    public bool IsLong => true;

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        var order = JsonSerializer.Deserialize<PushOrder>(payload, CanonicalJson.Options) ?? new PushOrder();
        if (!await outbound.MayAsync(cancel))
        {
            return;
        }
        if (order.Mirror is null)
        {
            await SpreadAsync(order, cancel);
            return;
        }
        if (await mirrors.FindAsync(order.Mirror, cancel) is not { } mirror || (order.Edition is not null && mirror.Number >= order.Edition && mirror.Failures == 0))
        {
            return;
        }
        var outcome = await push.RunAsync(mirror.Id, order.All, null, cancel);
        if (!outcome.IsDone && outcome.Refusal.Code is not ("mirror_gone" or "mirror_quiet" or "mirror_no_edition"))
        {
            await AgainAsync(order, cancel);
        }
    }

    /// <summary>Puts a push of each mirror into the queue, so that a slow one keeps no other waiting.</summary>
    private async Task SpreadAsync(PushOrder order, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        foreach (var mirror in await mirrors.AllAsync(cancel))
        {
            await jobs.AddAsync(db, JobKind, order with { Mirror = mirror.Id }, cancel);
        }
        await db.SaveChangesAsync(cancel);
    }

    private async Task AgainAsync(PushOrder order, CancellationToken cancel)
    {
        var failures = (await mirrors.FindAsync(order.Mirror!, cancel))?.Failures ?? 0;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        // The job that just failed is in the queue still: each try has a name of its own.
        var key = string.Create(CultureInfo.InvariantCulture, $"{JobKind}/{order.Mirror}/{failures}");
        await jobs.AddAsync(db, JobKind, order with { Edition = null }, cancel, time.GetUtcNow() + Waits[Math.Clamp(failures - 1, 0, Waits.Length - 1)], uniqueKey: key);
        await db.SaveChangesAsync(cancel);
    }
}
