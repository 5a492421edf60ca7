using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers;

/// <summary>A subscriber who pauses or has left wants mail again, by the link of a mail that reached them.</summary>
public sealed class ComeBack(IDbContextFactory<NewsroomDb> dbs, ConfirmSubscriber confirm, TimeProvider time)
{
    public async Task<Outcome<Subscriber>> RunAsync(long number, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Subscriber>().SingleOrDefaultAsync(s => s.Number == number, cancel) is not { } subscriber)
        {
            return new Refusal("gone", "subscribe.gone");
        }
        if (subscriber.State == SubscriberState.Paused)
        {
            (subscriber.State, subscriber.PausedUntil, subscriber.ChangedAt) = (SubscriberState.Confirmed, null, time.GetUtcNow());
        }
        else if (subscriber.State != SubscriberState.Confirmed)
        {
            await confirm.JoinAsync(db, subscriber, cancel);
        }
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return subscriber;
    }
}
