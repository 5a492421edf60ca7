using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers;

/// <summary>Takes somebody off the list, by their own wish or by the desk's. No import brings them back. Twice is once.</summary>
public sealed class LeaveList(IDbContextFactory<NewsroomDb> dbs, Suppressions suppressions, ListGrowth growth, JobQueue queue, AuditLog audit, TimeProvider time)
{
    /// <param name="number">Of the subscriber.</param>
    /// <param name="digest">The digest from whose link they came; 0: none.</param>
    /// <param name="who">Who takes them off; null: they themselves.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Subscriber>> RunAsync(long number, long digest, Actor? who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Subscriber>().SingleOrDefaultAsync(s => s.Number == number, cancel) is not { } subscriber)
        {
            return new Refusal("gone", "subscribe.gone");
        }
        if (!subscriber.IsOnList && subscriber.State != SubscriberState.Asked)
        {
            return subscriber;
        }
        await growth.CountAsync(db, ListEvent.Left, subscriber.IsOnList ? 1 : 0, cancel);
        var now = time.GetUtcNow();
        (subscriber.State, subscriber.LeftAt, subscriber.PausedUntil, subscriber.ChangedAt) = (SubscriberState.Left, now, null, now);
        await suppressions.AddAsync(db, subscriber.AddressKey, SuppressionReason.Left, cancel);
        await queue.TellAsync(db, new SubscriberLeft(number, digest), cancel);
        if (who is not null)
        {
            await audit.AddAsync(db, who, "take off list", subscriber.Subject, "", cancel);
        }
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return subscriber;
    }
}
