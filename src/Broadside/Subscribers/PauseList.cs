using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers;

/// <summary>A subscriber wants no mail for a while. They stay on the list, and <see cref="EndPauses"/> takes them up again in time.</summary>
public sealed class PauseList(IDbContextFactory<NewsroomDb> dbs, TimeProvider time)
{
    private const int Longest = 366;

    /// <param name="number">Of the subscriber.</param>
    /// <param name="days">How long, 1 to 366; null: until they come back by themselves.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Subscriber>> RunAsync(long number, int? days, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Subscriber>().SingleOrDefaultAsync(s => s.Number == number, cancel) is not { } subscriber)
        {
            return new Refusal("gone", "subscribe.gone");
        }
        if (!subscriber.IsOnList)
        {
            return new Refusal("left", "subscribe.not_on_list");
        }
        var now = time.GetUtcNow();
        (subscriber.State, subscriber.PausedUntil, subscriber.ChangedAt) = (SubscriberState.Paused, days is { } length ? now.AddDays(Math.Clamp(length, 1, Longest)) : null, now);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return subscriber;
    }
}
