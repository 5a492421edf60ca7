using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Ledger;
using Broadside.Giving.Rails;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Notices;

/// <summary>
/// Asks a rail about one thing and applies the answer. Whoever asks holds a lease on it meanwhile, so that an older answer is never applied
/// after a newer one; the answer, the notices that led to it and the lease's end are one transaction.
/// </summary>
public sealed class AskRail(IDbContextFactory<NewsroomDb> dbs, RailBoard board, ApplyFacts apply, Ids ids, TimeProvider time)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    public async Task<Asked> RunAsync(string railId, RemoteRef remote, CancellationToken cancel)
    {
        if (board.Find(railId) is not { } rail)
        {
            return Asked.NoSuchRail;
        }
        var holder = ids.New();
        if (!await LeaseAsync(railId, remote, holder, cancel))
        {
            return Asked.Busy;
        }
        var asked = time.GetUtcNow();
        Mishap.Here("fetch leased");
        RemoteSnapshot? snapshot;
        try
        {
            snapshot = await rail.FetchAsync(remote, cancel);
        }
        catch (RailUnreachable e)
        {
            await ReleaseAsync(railId, remote, holder, cancel);
            await board.LearnAsync(railId, e, cancel);
            return Asked.Unreachable;
        }
        Mishap.Here("fetched");
        return await ApplyAsync(rail.Describe(), remote, holder, asked, snapshot, cancel);
    }

    private async Task<Asked> ApplyAsync(RailDescriptor rail, RemoteRef remote, string holder, DateTimeOffset asked, RemoteSnapshot? snapshot, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var text = remote.ToString();
        if (await db.Set<FetchLease>().Where(l => l.Rail == rail.Id && l.Remote == text && l.Holder == holder).ExecuteDeleteAsync(cancel) == 0 && Defence.IsOn("fetch-lease"))
        {
            // It ran out and is another's now; so is the answer.
            return Asked.Busy;
        }
        var attempt = await AttemptAsync(db, rail.Id, remote, snapshot, cancel);
        var posted = new Posted(0, 0, 0);
        if (snapshot is not null)
        {
            posted = await apply.SnapshotAsync(db, rail, snapshot, attempt, cancel);
        }
        else if (attempt is null)
        {
            await GivingItems.RaiseAsync(db, "orphan", text, rail.Id, null, null, time.GetUtcNow(), cancel);
        }
        else
        {
            GiveUp(attempt);
        }
        await db.SaveChangesAsync(cancel);
        var state = snapshot is null ? NoticeState.Orphan : NoticeState.Taken;
        await db.Set<Notice>().Where(n => n.Rail == rail.Id && n.Remote == text && n.State == NoticeState.Waiting && n.ReceivedAt <= asked)
            .ExecuteUpdateAsync(n => n.SetProperty(x => x.State, state), cancel);
        Mishap.Here("answer applied");
        await writing.CommitAsync(cancel);
        Mishap.Here("answer committed");
        return snapshot is null ? Asked.Nothing : posted.Added + posted.Corrected > 0 ? Asked.News : Asked.Same;
    }

    // A start of which nothing was heard, and nothing is found for a day, did not arrive.
    private void GiveUp(Attempt attempt)
    {
        var now = time.GetUtcNow();
        var isLate = now - attempt.StartedAt > TimeSpan.FromDays(1);
        attempt.State = isLate ? AttemptState.Expired : attempt.State;
        attempt.LookAt = isLate ? null : now.AddMinutes(10);
    }

    private static Task<Attempt?> AttemptAsync(NewsroomDb db, string rail, RemoteRef remote, RemoteSnapshot? snapshot, CancellationToken cancel)
    {
        var text = remote.ToString();
        var id = snapshot?.Attempt ?? (remote.Kind == RemoteRef.OurAttempt ? remote.Id : null);
        return id is null
            ? db.Set<Attempt>().OrderBy(a => a.Id).FirstOrDefaultAsync(a => a.Rail == rail && a.Remote == text, cancel)
            : db.Set<Attempt>().SingleOrDefaultAsync(a => a.Id == id && a.Rail == rail, cancel);
    }

    private async Task<bool> LeaseAsync(string rail, RemoteRef remote, string holder, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var (text, now) = (remote.ToString(), time.GetUtcNow());
        var lease = await db.Set<FetchLease>().SingleOrDefaultAsync(l => l.Rail == rail && l.Remote == text, cancel);
        if (lease?.Until > now && Defence.IsOn("fetch-lease"))
        {
            return false;
        }
        if (lease is null)
        {
            db.Add(lease = new FetchLease { Rail = rail, Remote = text, Holder = holder });
        }
        (lease.Holder, lease.Until) = (holder, now + Lease);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return true;
    }

    private async Task ReleaseAsync(string rail, RemoteRef remote, string holder, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var text = remote.ToString();
        await db.Set<FetchLease>().Where(l => l.Rail == rail && l.Remote == text && l.Holder == holder).ExecuteDeleteAsync(cancel);
    }
}

public enum Asked
{
    /// <summary>Something was posted.</summary>
    News,
    Same,

    /// <summary>The far end knows no such thing.</summary>
    Nothing,

    /// <summary>Somebody else asks about it just now.</summary>
    Busy,
    Unreachable,
    NoSuchRail,
}
