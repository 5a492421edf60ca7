using System.Globalization;
using Broadside.Digest.Ledger;
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

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        if (hours.Habits.IsOn)
        {
            await LookAsync(DigestKind.Daily, cancel);
            await LookAsync(DigestKind.Weekly, cancel);
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        foreach (var number in await db.Set<DigestRow>().Where(d => d.State == DigestState.Frozen && d.Frozen > 0).Select(d => d.Number).ToListAsync(cancel))
        {
            await queue.AddAsync(db, SignAhead.JobKind, new SendDigestJob.Which(number), cancel, now, priority: 8, uniqueKey: SignAhead.Key(number));
            await queue.AddAsync(db, SendDigestJob.JobKind, new SendDigestJob.Which(number), cancel, now, uniqueKey: SendDigestJob.Key(number));
        }
        await db.SaveChangesAsync(cancel);
    }

    private async Task LookAsync(DigestKind kind, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var next = await open.RunAsync(kind, hours.Next(kind, now), cancel);
        if (next.SendAt > now || (next.State == DigestState.Open && next.HeldBecause is not null))
        {
            return;
        }
        var outcome = await freeze.RunAsync(next.Number, isReleased: false, null, cancel);
        if (outcome.Refusal is { Code: "digest_empty" })
        {
            await move.ToNextAsync(next.Number, cancel);
        }
        else if (outcome.Refusal is { } refusal)
        {
            await alarms.RaiseAsync("digest-held", $"digest {next.Number.ToString(CultureInfo.InvariantCulture)}", refusal.Message, cancel);
        }
    }
}
