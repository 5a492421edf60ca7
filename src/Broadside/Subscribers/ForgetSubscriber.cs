using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mail.Letters;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers;

/// <summary>Erases a subscriber: the row, what came back from them, the mails about their subscription. What stays is a keyed hash, so that no import brings them back.</summary>
public sealed class ForgetSubscriber(IDbContextFactory<NewsroomDb> dbs, Suppressions suppressions, ListGrowth growth, ForgetLetters letters, AuditLog audit)
{
    /// <param name="number">Of the subscriber.</param>
    /// <param name="who">Who erases; null: they themselves.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<long>> RunAsync(long number, Actor? who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Subscriber>().SingleOrDefaultAsync(s => s.Number == number, cancel) is not { } subscriber)
        {
            return new Refusal("gone", "subscribe.gone");
        }
        await growth.CountAsync(db, ListEvent.Left, subscriber.IsOnList ? 1 : 0, cancel);
        await suppressions.AddAsync(db, subscriber.AddressKey, SuppressionReason.Erased, cancel);
        await db.Set<SubscriberReturn>().Where(r => r.Subscriber == number).ExecuteDeleteAsync(cancel);
        await letters.RunAsync(db, subscriber.Address, cancel);
        db.Remove(subscriber);
        if (who is not null)
        {
            await audit.AddAsync(db, who, "forget subscriber", subscriber.Subject, "", cancel);
        }
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return number;
    }
}
