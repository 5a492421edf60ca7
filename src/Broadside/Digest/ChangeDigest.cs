using Broadside.Digest.Scheduling;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest;

/// <summary>Pauses, resumes and cancels a digest. What is in flight is finished; the rest waits, or ends.</summary>
public sealed class ChangeDigest(IDbContextFactory<NewsroomDb> dbs, IEngine engine, MoveDigest move, Alarms alarms, AuditLog audit, TimeProvider time)
{
    public Task<Outcome<DigestState>> PauseAsync(long number, Actor who, CancellationToken cancel) =>
        TurnAsync(number, who, "pause digest", DigestState.Paused, s => s is DigestState.Frozen, "Only a digest that is being sent can be paused.", cancel);

    public Task<Outcome<DigestState>> ResumeAsync(long number, Actor who, CancellationToken cancel) =>
        TurnAsync(number, who, "resume digest", DigestState.Frozen, s => s is DigestState.Paused, "Only a paused digest can go on.", cancel);

    /// <summary>
    /// Nobody else gets it: who has not yet, never will. The rows stay, so that it is known who did. One that nobody has got
    /// yet leaves its day out and stays open: what it would have told is told at the hour after.
    /// </summary>
    public async Task<Outcome<DigestState>> CancelAsync(long number, Actor who, CancellationToken cancel)
    {
        if (await LeaveDayOutAsync(number, who, cancel))
        {
            return DigestState.Open;
        }
        var outcome = await TurnAsync(number, who, "cancel digest", DigestState.Cancelled, s => s is DigestState.Open or DigestState.Frozen or DigestState.Paused, "It has ended already.", cancel);
        if (outcome.IsDone)
        {
            await using var connection = await engine.OpenAsync(readOnly: false, cancel);
            await Sql.RunAsync(connection, "UPDATE deliveries SET state = 'excluded', settled_at = @now WHERE digest = @digest AND state IN ('pending', 'deferred')", cancel, ("digest", number), ("now", Instants.Micros(time.GetUtcNow())));
        }
        return outcome;
    }

    // An alert has no next hour: cancelled, it is told to nobody.
    private async Task<bool> LeaveDayOutAsync(long number, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using (var writing = await db.BeginWritingAsync(cancel))
        {
            if (await db.Set<DigestRow>().SingleOrDefaultAsync(d => d.Number == number, cancel) is not { State: DigestState.Open, Kind: not DigestKind.Alert } digest)
            {
                return false;
            }
            await audit.AddAsync(db, who, "cancel digest", $"digest/{digest.Day}", "", cancel);
            await move.LeaveDayOutAsync(db, digest, cancel);
            await db.SaveChangesAsync(cancel);
            await writing.CommitAsync(cancel);
        }
        await alarms.ClearAsync(EditDigest.HeldAlarm, EditDigest.About(number), cancel);
        return true;
    }

    private async Task<Outcome<DigestState>> TurnAsync(long number, Actor who, string what, DigestState to, Func<DigestState, bool> may, string otherwise, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<DigestRow>().AsNoTracking().SingleOrDefaultAsync(d => d.Number == number, cancel) is not { } digest)
        {
            return new Refusal("digest", $"There is no digest {number}.");
        }
        if (digest.State == to)
        {
            return to;
        }
        var from = digest.State;
        if (!may(from) || await db.Set<DigestRow>().Where(d => d.Number == number && d.State == from).ExecuteUpdateAsync(d => d.SetProperty(x => x.State, to), cancel) != 1)
        {
            return new Refusal("digest_state", $"Digest {number} is {from.ToString().ToLowerInvariant()}. {otherwise}");
        }
        await audit.AddAsync(db, who, what, $"digest/{digest.Day}", "", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return to;
    }
}
