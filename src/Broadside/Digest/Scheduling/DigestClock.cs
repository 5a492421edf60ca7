using Broadside.Digest.Ledger;
using Broadside.Digest.Reports;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest.Scheduling;

/// <summary>
/// Comes round every minute: freezes the digest whose hour has come, goes on with a freeze that was interrupted, and sees that
/// every frozen digest with something due is being sent. Nothing happens twice however often it comes round.
/// </summary>
public sealed class DigestClock(IDbContextFactory<NewsroomDb> dbs, OpenDigest open, FreezeDigest freeze, DigestHours hours, MoveDigest move, Alarms alarms, JobQueue queue, TimeProvider time) : IJob
{
    public const string JobKind = "digest.clock";

    public string Kind => JobKind;

    // A digest for very many readers takes minutes to freeze.
    public bool IsLong => true;

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        if (hours.Habits.IsOn)
        {
            await open.RunAsync(DigestKind.Daily, hours.Next(DigestKind.Daily, time.GetUtcNow()), cancel);
            await open.RunAsync(DigestKind.Weekly, hours.Next(DigestKind.Weekly, time.GetUtcNow()), cancel);
        }
        await FreezeDueAsync(cancel);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        foreach (var number in await db.Set<DigestRow>().Where(d => d.State == DigestState.Frozen && d.Frozen > 0).Select(d => d.Number).ToListAsync(cancel))
        {
            await queue.AddAsync(db, SignAhead.JobKind, new SendDigestJob.Which(number), cancel, now, priority: 8, uniqueKey: SignAhead.Key(number));
            await queue.AddAsync(db, SendDigestJob.JobKind, new SendDigestJob.Which(number), cancel, now, uniqueKey: SendDigestJob.Key(number));
        }
        // What has ended is counted once more, before readers leave the list and their domains with them.
        var yesterday = now.AddDays(-1);
        foreach (var number in await db.Set<DigestRow>().Where(d => d.EndedAt > yesterday && d.Frozen > 0 && !db.Set<FiguresRow>().Any(f => f.Digest == d.Number && f.CountedAt > d.EndedAt)).Select(d => d.Number).ToListAsync(cancel))
        {
            await queue.AddAsync(db, CountDeliveries.JobKind, new CountDeliveries.Which(number), cancel, now, uniqueKey: CountDeliveries.Key(number));
        }
        await db.SaveChangesAsync(cancel);
    }

    private async Task FreezeDueAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var due = await db.Set<DigestRow>().AsNoTracking().Where(d => (d.State == DigestState.Open || d.State == DigestState.Freezing) && d.SendAt <= now).OrderBy(d => d.Number).ToListAsync(cancel);
        foreach (var digest in due.Where(d => d.State == DigestState.Freezing || (d.HeldBecause is null && IsWanted(d))))
        {
            await FreezeAsync(digest, cancel);
        }
    }

    // Where the digest does not make itself, it goes when an editor says so.
    private bool IsWanted(DigestRow digest) => hours.Habits.IsOn || digest.Kind == DigestKind.Alert || EditDigest.Plan(digest).IsAsked;

    private async Task FreezeAsync(DigestRow digest, CancellationToken cancel)
    {
        var outcome = await freeze.RunAsync(digest.Number, isReleased: false, null, cancel);
        if (outcome.Refusal is { Code: "digest_empty" })
        {
            await move.ToNextAsync(digest.Number, cancel);
        }
        // Another program has it in hand, or somebody changed it in this moment, or it waits for what can still be undone: the next round looks again.
        else if (outcome.Refusal is { Code: not ("digest_state" or "digest_changed" or "digest_waits") } refusal)
        {
            await alarms.RaiseAsync(EditDigest.HeldAlarm, EditDigest.About(digest.Number), refusal.Message, cancel);
        }
    }
}
