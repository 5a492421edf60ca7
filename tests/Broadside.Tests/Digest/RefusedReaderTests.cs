using Broadside.Jobs;
using Broadside.Mail;
using Broadside.Mail.Inbound;
using Broadside.Mail.Letters;
using Broadside.Mail.Wire;
using Broadside.Storage;
using Broadside.Subscribers;
using Broadside.Tests.Mail;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Digest;

/// <summary>What servers say of a mailbox in the session itself, and what it means for its reader.</summary>
public sealed class RefusedReaderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_mailbox_that_is_refused_by_name_is_off_the_list_and_a_full_one_is_counted_once(string engine)
    {
        await using var sink = new SmtpSink(refuse: to => to switch
        {
            "reader1@example.org" => "550 5.1.1 <reader1@example.org>: no such user",
            "reader2@example.org" => "550 No such user here",
            "reader3@example.org" => "552 5.2.2 the mailbox of reader3@example.org is full",
            "reader4@example.org" => "554 no",
            _ => null,
        });
        await using var newsroom = await SendDigestTests.OpenAsync(engine, sink);
        await newsroom.AddReadersAsync(6);
        var digest = await newsroom.FreezeAsync();

        var status = await newsroom.SendAsync(digest);
        // Heard once more, as after a crash.
        var token = newsroom.Get<MailToken>().Make(MailTokenUse.Digest, digest.Number, 3);
        Assert.True(await newsroom.Get<TakeRefusal>().RunAsync(token, new SmtpAnswer(552, "5.2.2 the mailbox is full", SmtpStep.Recipient), Cancel));
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.Equal((4, 2), (status.Failed, status.Accepted));
        await using var db = newsroom.Db();
        var readers = await db.Set<Subscriber>().AsNoTracking().OrderBy(s => s.Number).ToListAsync(Cancel);
        Assert.Equal([SubscriberState.Bounced, SubscriberState.Bounced, SubscriberState.Confirmed, SubscriberState.Confirmed, SubscriberState.Confirmed, SubscriberState.Confirmed], readers.Select(r => r.State));
        Assert.Equal([1, 1, 1, 0, 0, 0], readers.Select(r => r.SoftBounces));
        Assert.Equal(2, await db.Set<Suppression>().CountAsync(s => s.Reason == SuppressionReason.Bounced, Cancel));
        // What the servers said is kept, whom they named is not.
        var replies = await RepliesAsync(newsroom);
        Assert.Contains("5.1.1 <…@example.org>: no such user", replies);
        Assert.DoesNotContain(replies, r => r.Contains("reader", StringComparison.Ordinal));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_refusal_by_policy_is_never_held_against_the_reader(string engine)
    {
        await using var sink = new SmtpSink(refuse: to => to == "reader1@example.org" ? "550 5.7.1 <reader1@example.org>: no such user, says our policy" : null);
        await using var newsroom = await SendDigestTests.OpenAsync(engine, sink);
        await newsroom.AddReadersAsync(3);
        var digest = await newsroom.FreezeAsync();

        var status = await newsroom.SendAsync(digest);
        var token = newsroom.Get<MailToken>().Make(MailTokenUse.Digest, digest.Number, 1);
        foreach (var answer in new SmtpAnswer[]
        {
            new(550, "5.7.1 no such user, says our policy", SmtpStep.Recipient),
            new(550, "5.7.26 not authenticated", SmtpStep.End),
            new(550, "5.1.1 no such user", SmtpStep.Sender),
            new(550, "5.1.8 sender address rejected", SmtpStep.Recipient),
            new(450, "4.1.1 no such user", SmtpStep.Recipient),
            new(554, "5.3.0 it did not work", SmtpStep.End),
            new(553, "5.6.7 The mail server of this route takes no address outside ASCII.", SmtpStep.Recipient),
        })
        {
            Assert.False(await newsroom.Get<TakeRefusal>().RunAsync(token, answer, Cancel), answer.ToString());
        }
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.Equal(0, status.Failed);
        await using var db = newsroom.Db();
        Assert.All(await db.Set<Subscriber>().AsNoTracking().ToListAsync(Cancel), r => Assert.Equal((SubscriberState.Confirmed, 0), (r.State, r.SoftBounces)));
        Assert.Empty(await db.Set<KeptReturn>().ToListAsync(Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_letter_that_is_refused_by_name_means_whoever_it_was_to(string engine)
    {
        await using var sink = new SmtpSink(refuse: _ => "550 5.1.1 no such user");
        await using var newsroom = await SendDigestTests.OpenAsync(engine, sink);
        await newsroom.AddReadersAsync(1);
        await using var db = newsroom.Db();
        await newsroom.Get<PostLetter>().RunAsync(db, new NewLetter { Kind = "test", To = "reader1@example.org", Subject = "Hello", Text = "Hello\n", Language = "en" }, Cancel);
        await db.SaveChangesAsync(Cancel);

        await newsroom.Get<SendLetters>().RunAsync("{}", Cancel);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.Equal(LetterState.Failed, (await db.Set<Letter>().AsNoTracking().SingleAsync(l => l.Kind == "test", Cancel)).State);
        Assert.Equal(SubscriberState.Bounced, (await db.Set<Subscriber>().AsNoTracking().SingleAsync(Cancel)).State);
    }

    private static async Task<List<string>> RepliesAsync(TestNewsroom newsroom)
    {
        var replies = new List<string>();
        await using var connection = await newsroom.Get<IEngine>().OpenAsync(readOnly: true, Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT reply FROM deliveries WHERE reply IS NOT NULL UNION ALL SELECT reply FROM delivery_attempts WHERE reply IS NOT NULL";
        await using var rows = await command.ExecuteReaderAsync(Cancel);
        while (await rows.ReadAsync(Cancel))
        {
            replies.Add(rows.GetString(0));
        }
        return replies;
    }
}
