using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mail;
using Broadside.Mail.Inbound;
using Broadside.Mail.Letters;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers;

/// <summary>
/// What mail that came back means for the list. No such mailbox: off it. Not now, five times in a row: off it too. A complaint: off
/// it for good. "We do not take your mail" is about the route and says nothing of the reader; an automatic answer says nothing at all.
/// </summary>
public sealed class HearReturns(IDbContextFactory<NewsroomDb> dbs, MailToken tokens, Suppressions suppressions, ListGrowth growth, JobQueue queue, TimeProvider time) : Jobs.EventHandler<MailCameBack>
{
    /// <summary>So many in a row that did not get through, and a mailbox counts as gone.</summary>
    public const int MostSoft = 5;

    protected override async Task HearAsync(MailCameBack news, CancellationToken cancel)
    {
        if (news.Kind is MailReturn.Policy or MailReturn.Auto || !tokens.TryOpen(news.Token, out var use, out var digest, out var number) || use == MailTokenUse.Test)
        {
            return;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await WhoseAsync(db, use, number, cancel) is not { } subscriber || (Defence.IsOn("return-once") && await db.Set<SubscriberReturn>().AnyAsync(r => r.Hash == news.Hash, cancel)))
        {
            return;
        }
        db.Add(new SubscriberReturn { Hash = news.Hash, Subscriber = subscriber.Number, Kind = news.Kind, Status = news.Status.Length <= 20 ? news.Status : news.Status[..20], HeardAt = time.GetUtcNow() });
        switch (news.Kind)
        {
            case MailReturn.Soft when subscriber.SoftBounces + 1 < MostSoft:
                subscriber.SoftBounces++;
                break;
            case MailReturn.Soft or MailReturn.Hard:
                await EndAsync(db, subscriber, SubscriberState.Bounced, SuppressionReason.Bounced, ListEvent.Bounced, cancel);
                break;
            case MailReturn.Complaint:
                await EndAsync(db, subscriber, SubscriberState.Complained, SuppressionReason.Complained, ListEvent.Complained, cancel);
                break;
            case MailReturn.Left when await EndAsync(db, subscriber, SubscriberState.Left, SuppressionReason.Left, ListEvent.Left, cancel):
                await queue.TellAsync(db, new SubscriberLeft(subscriber.Number, use == MailTokenUse.Digest ? digest : 0), cancel);
                break;
        }
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
    }

    // A letter's token names the letter; whom it was to is the subscriber, if they are one.
    private static async Task<Subscriber?> WhoseAsync(NewsroomDb db, MailTokenUse use, long number, CancellationToken cancel)
    {
        if (use != MailTokenUse.Letter)
        {
            return await db.Set<Subscriber>().SingleOrDefaultAsync(s => s.Number == number, cancel);
        }
        var recipient = await db.Set<Letter>().Where(l => l.Number == number).Select(l => l.Recipient).SingleOrDefaultAsync(cancel);
        return SubscriberAddress.From(recipient) is { } address ? await db.Set<Subscriber>().SingleOrDefaultAsync(s => s.AddressKey == address.Key, cancel) : null;
    }

    private async Task<bool> EndAsync(NewsroomDb db, Subscriber subscriber, SubscriberState state, SuppressionReason reason, ListEvent what, CancellationToken cancel)
    {
        // A complaint about a mail that came before somebody left weighs more than the leaving; a bounce after it says nothing new.
        if (subscriber.State == SubscriberState.Complained || (subscriber.State is SubscriberState.Left or SubscriberState.Bounced && state != SubscriberState.Complained))
        {
            return false;
        }
        await growth.CountAsync(db, what, subscriber.IsOnList ? 1 : 0, cancel);
        var now = time.GetUtcNow();
        (subscriber.State, subscriber.LeftAt, subscriber.PausedUntil, subscriber.ChangedAt) = (state, now, null, now);
        subscriber.SoftBounces += reason == SuppressionReason.Bounced ? 1 : 0;
        await suppressions.AddAsync(db, subscriber.AddressKey, reason, cancel);
        return true;
    }
}
