using Broadside.Digest;
using Broadside.Digest.Ledger;
using Broadside.Jobs;
using Broadside.Mail;
using Broadside.Mail.Inbound;
using Broadside.Storage;
using Broadside.Subscribers;
using Broadside.Tests.Subscribers;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Digest;

/// <summary>Which bounces a delivery takes back, and when.</summary>
public sealed class ClearBouncesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_digest_that_arrived_takes_back_what_was_counted_before_it_and_nothing_since(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.AddReadersAsync(3);
        await SendAsync(newsroom, 1);
        await ReturnAsync(newsroom, 1, 1, "a");
        await ReturnAsync(newsroom, 1, 2, "b");
        newsroom.Time.Advance(TimeSpan.FromDays(1));
        await SendAsync(newsroom, 2);
        await ReturnAsync(newsroom, 2, 2, "c");
        newsroom.Time.Advance(TimeSpan.FromDays(1));
        await SendAsync(newsroom, 3);
        newsroom.Time.Advance(TimeSpan.FromHours(1));
        // The second digest is still on its way to the first reader, and may yet come back.
        Assert.Equal([1, 2, 0], await CountsAsync(newsroom));
        newsroom.Time.Advance(TimeSpan.FromDays(3));
        await ReturnAsync(newsroom, 3, 2, "d");
        await RunAsync(newsroom);
        Assert.Equal([1, 3, 0], await CountsAsync(newsroom));

        newsroom.Time.Advance(TimeSpan.FromDays(2));
        await RunAsync(newsroom);
        await RunAsync(newsroom);

        // None of the second reader's arrived: what came back does not take itself back.
        Assert.Equal([0, 3, 0], await CountsAsync(newsroom));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_mailbox_whose_every_digest_comes_back_after_days_is_off_the_list_and_one_that_takes_every_second_is_not(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.AddReadersAsync(2);
        for (var day = 1; day <= 20; day++)
        {
            await SendAsync(newsroom, day);
            newsroom.Time.Advance(TimeSpan.FromHours(12));
            if (day > 4)
            {
                await ReturnAsync(newsroom, day - 4, 1, $"late {day}");
            }
            if (day % 2 == 0)
            {
                await ReturnAsync(newsroom, day, 2, $"second {day}");
            }
            newsroom.Time.Advance(TimeSpan.FromHours(12));
            await RunAsync(newsroom);
        }

        await using var db = newsroom.Db();
        Assert.Equal([SubscriberState.Bounced, SubscriberState.Confirmed], await db.Set<Subscriber>().OrderBy(s => s.Number).Select(s => s.State).ToListAsync(Cancel));
    }

    private static Task RunAsync(TestNewsroom newsroom) => newsroom.Get<ClearBounces>().RunAsync("{}", Cancel);

    // A digest that every reader's server accepted at once.
    private static async Task SendAsync(TestNewsroom newsroom, long number)
    {
        await using var db = newsroom.Db();
        var now = newsroom.Time.GetUtcNow();
        db.Add(new DigestRow { Number = number, Day = $"{number}", FromSeq = number, State = DigestState.Done, FrozenAt = now, Frozen = 3, SendAt = now, ExpiresAt = now, CreatedAt = now });
        await db.SaveChangesAsync(Cancel);
        await db.Database.ExecuteSqlAsync($"INSERT INTO deliveries (digest, subscriber, body, due_at, state, attempt, doubts, code, settled_at) SELECT {number}, number, 0, 0, 'accepted', 1, 0, 250, {Instants.Micros(now)} FROM subscribers", Cancel);
    }

    private static async Task ReturnAsync(TestNewsroom newsroom, long digest, long reader, string hash)
    {
        await newsroom.Get<TakeReturn>().RunAsync(new ReturnedMail { Kind = MailReturn.Soft, Status = "4.2.2", Words = "Mailbox full", Tokens = [newsroom.Get<MailToken>().Make(MailTokenUse.Digest, digest, reader)] }, hash, Cancel);
        await newsroom.Get<JobRunner>().WorkAsync();
    }

    private static async Task<List<int>> CountsAsync(TestNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        return await db.Set<Subscriber>().OrderBy(s => s.Number).Select(s => s.SoftBounces).ToListAsync(Cancel);
    }
}
