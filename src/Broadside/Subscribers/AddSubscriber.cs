using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers;

/// <summary>The newsroom adds one person: confirmed where it says where they agreed, as on a paper form; asked by mail otherwise.</summary>
public sealed class AddSubscriber(IDbContextFactory<NewsroomDb> dbs, AnswerSignUp answer, Suppressions suppressions, ListGrowth growth, AuditLog audit, TimeProvider time)
{
    /// <param name="wish">Who, and what they chose.</param>
    /// <param name="consent">Where they agreed; null: they are asked by mail.</param>
    /// <param name="who">Who adds them.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Subscriber>> RunAsync(SignUp wish, string? consent, Actor who, CancellationToken cancel)
    {
        if (SubscriberAddress.From(wish.Address) is not { } address)
        {
            return new Refusal("address", $"“{wish.Address}” is no mail address. Give one as name@example.org.", "Address");
        }
        if (string.IsNullOrWhiteSpace(consent))
        {
            return (await answer.AnswerAsync(wish, cancel))!;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if ((await suppressions.AmongAsync(db, [address.Key], cancel)).Count > 0)
        {
            return new Refusal("suppressed", "This address left, complained, was erased, or mail to it came back. It can come back only by signing up itself: add it without --consent, and it is asked by mail.", "Address");
        }
        if (await db.Set<Subscriber>().SingleOrDefaultAsync(s => s.AddressKey == address.Key, cancel) is not { } subscriber)
        {
            subscriber = answer.Make(address, wish, time.GetUtcNow());
            subscriber.AskedAt = null;
            db.Add(subscriber);
        }
        else if (subscriber.IsOnList)
        {
            return subscriber;
        }
        (subscriber.State, subscriber.ConfirmedAt, subscriber.ConsentSource, subscriber.ChangedAt) = (SubscriberState.Confirmed, time.GetUtcNow(), consent.Trim(), time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        await growth.CountAsync(db, ListEvent.Joined, 1, cancel);
        await audit.AddAsync(db, who, "add subscriber", subscriber.Subject, consent.Trim(), cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return subscriber;
    }
}
