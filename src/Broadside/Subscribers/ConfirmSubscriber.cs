using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers;

/// <summary>Somebody says yes: from now on mail goes to them, and what kept imports from their address is lifted. Twice is once.</summary>
public sealed class ConfirmSubscriber(IDbContextFactory<NewsroomDb> dbs, Suppressions suppressions, ListGrowth growth, SubscriberLetters letters, TimeProvider time)
{
    public async Task<Outcome<Subscriber>> RunAsync(long number, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Subscriber>().SingleOrDefaultAsync(s => s.Number == number, cancel) is not { } subscriber)
        {
            return new Refusal("gone", "subscribe.gone");
        }
        if (subscriber.IsOnList)
        {
            return subscriber;
        }
        // The link of an older mail does not bring back who has left since.
        if (subscriber.State != SubscriberState.Asked)
        {
            return new Refusal("left", "subscribe.done_with");
        }
        await JoinAsync(db, subscriber, cancel);
        await letters.WelcomeAsync(db, subscriber, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return subscriber;
    }

    /// <summary>Onto the list, within the caller's transaction: by the person's own act alone.</summary>
    internal async Task JoinAsync(NewsroomDb db, Subscriber subscriber, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        (subscriber.State, subscriber.ConfirmedAt, subscriber.LeftAt, subscriber.PausedUntil, subscriber.SoftBounces, subscriber.ChangedAt) = (SubscriberState.Confirmed, now, null, null, 0, now);
        await suppressions.LiftAsync(db, subscriber.AddressKey, cancel);
        await growth.CountAsync(db, ListEvent.Joined, 1, cancel);
    }
}
