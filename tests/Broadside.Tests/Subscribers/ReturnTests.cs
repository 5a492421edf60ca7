using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Mail;
using Broadside.Mail.Inbound;
using Broadside.Mail.Letters;
using Broadside.Subscribers;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Subscribers;

/// <summary>What mail that came back does to the list.</summary>
public sealed class ReturnTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MailReturn.Hard, SubscriberState.Bounced, SuppressionReason.Bounced, ListEvent.Bounced)]
    [InlineData(MailReturn.Complaint, SubscriberState.Complained, SuppressionReason.Complained, ListEvent.Complained)]
    [InlineData(MailReturn.Left, SubscriberState.Left, SuppressionReason.Left, ListEvent.Left)]
    public async Task A_return_that_means_the_reader_takes_them_off_once(MailReturn kind, SubscriberState state, SuppressionReason reason, ListEvent what)
    {
        foreach (var engine in new[] { Engines.Sqlite, Engines.Postgres })
        {
            await using var newsroom = await TestNewsroom.OpenAsync(engine);
            var ana = await AddAsync(newsroom, "ana@example.org");
            var token = newsroom.Get<MailToken>().Make(MailTokenUse.Digest, 3, ana.Number);

            await HearAsync(newsroom, token, kind, "h1");
            await HearAsync(newsroom, token, kind, "h1");
            await HearAsync(newsroom, token, kind, "h2");

            Assert.Equal(state, (await newsroom.Get<SubscriberQueries>().FindAsync(ana.Number, Cancel))!.State);
            await using var db = newsroom.Db();
            Assert.Equal(reason, (await db.Set<Suppression>().SingleAsync(Cancel)).Reason);
            Assert.Equal([(what, 1L), (ListEvent.Joined, 1L)], (await db.Set<SubscriberDay>().ToListAsync(Cancel)).Select(d => (d.Event, d.Count)).OrderByDescending(d => d.Event == what));
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "return-once")]
    public async Task Five_that_did_not_get_through_in_a_row_are_one_mailbox_less_and_a_success_begins_anew(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var ana = await AddAsync(newsroom, "ana@example.org");
        var token = newsroom.Get<MailToken>().Make(MailTokenUse.Digest, 3, ana.Number);
        async Task<(SubscriberState, int)> NowAsync() => (await newsroom.Get<SubscriberQueries>().FindAsync(ana.Number, Cancel)) is { } now ? (now.State, now.SoftBounces) : default;

        for (var i = 0; i < 4; i++)
        {
            await HearAsync(newsroom, token, MailReturn.Soft, $"s{i}");
            await HearAsync(newsroom, token, MailReturn.Soft, $"s{i}");
        }
        Assert.Equal((SubscriberState.Confirmed, 4), await NowAsync());
        await using (var db = newsroom.Db())
        {
            Assert.Equal(1, await newsroom.Get<TakeBackBounces>().RunAsync(db, new Dictionary<long, DateTimeOffset> { [ana.Number] = newsroom.Time.GetUtcNow(), [999] = newsroom.Time.GetUtcNow() }, Cancel));
        }
        Assert.Equal((SubscriberState.Confirmed, 0), await NowAsync());
        for (var i = 4; i < 9; i++)
        {
            Assert.Equal(SubscriberState.Confirmed, (await NowAsync()).Item1);
            await HearAsync(newsroom, token, MailReturn.Soft, $"s{i}");
        }
        Assert.Equal((SubscriberState.Bounced, 5), await NowAsync());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_is_not_about_the_reader_and_what_was_not_made_here_changes_nothing(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var ana = await AddAsync(newsroom, "ana@example.org");
        var token = newsroom.Get<MailToken>().Make(MailTokenUse.Digest, 3, ana.Number);

        await HearAsync(newsroom, token, MailReturn.Policy, "p");
        await HearAsync(newsroom, token, MailReturn.Auto, "a");
        await HearAsync(newsroom, token[..^1] + "x", MailReturn.Hard, "f");
        await HearAsync(newsroom, newsroom.Get<MailToken>().Make(MailTokenUse.Digest, 3, ana.Number + 1), MailReturn.Hard, "o");

        Assert.Equivalent(ana, await newsroom.Get<SubscriberQueries>().FindAsync(ana.Number, Cancel));
        await using var db = newsroom.Db();
        Assert.Empty(await db.Set<SubscriberReturn>().ToListAsync(Cancel));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_letter_that_came_back_means_whoever_it_was_to(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.Get<AddSubscriber>().RunAsync(new SignUp { Address = "Ben@Example.org" }, null, Actor.Operator, Cancel);
        await using var db = newsroom.Db();
        var letter = await db.Set<Letter>().SingleAsync(Cancel);

        await HearAsync(newsroom, newsroom.Get<MailToken>().Make(MailTokenUse.Letter, 0, letter.Number), MailReturn.Hard, "h");

        Assert.Equal(SubscriberState.Bounced, (await newsroom.Get<SubscriberQueries>().FindAsync("ben@example.org", Cancel))!.State);
        // They may come back by their own wish, after a month, and the mark goes with their yes alone.
        await newsroom.Get<AddSubscriber>().RunAsync(new SignUp { Address = "ben@example.org" }, null, Actor.Operator, Cancel);
        Assert.Equal(1, await db.Set<Letter>().CountAsync(Cancel));
        newsroom.Time.Advance(TimeSpan.FromDays(31));
        var asked = await newsroom.Get<AddSubscriber>().RunAsync(new SignUp { Address = "ben@example.org" }, null, Actor.Operator, Cancel);
        Assert.Equal(2, await db.Set<Letter>().CountAsync(Cancel));
        Assert.Equal(SuppressionReason.Bounced, (await db.Set<Suppression>().AsNoTracking().SingleAsync(Cancel)).Reason);
        await newsroom.Get<ConfirmSubscriber>().RunAsync(asked.Value!.Number, Cancel);
        Assert.Empty(await db.Set<Suppression>().AsNoTracking().ToListAsync(Cancel));
    }

    private static async Task<Subscriber> AddAsync(TestNewsroom newsroom, string address) =>
        (await newsroom.Get<SubscriberQueries>().FindAsync((await newsroom.Get<AddSubscriber>().RunAsync(new SignUp { Address = address }, "Paper form", Actor.Operator, Cancel)).Value!.Number, Cancel))!;

    // As the module that reads what comes back tells it.
    private static async Task HearAsync(TestNewsroom newsroom, string token, MailReturn kind, string hash)
    {
        await using (var db = newsroom.Db())
        {
            await newsroom.Get<JobQueue>().TellAsync(db, new MailCameBack(token, kind, "5.1.1", "no such user", hash), Cancel);
            await db.SaveChangesAsync(Cancel);
        }
        await newsroom.Get<JobRunner>().WorkAsync();
        await using var after = newsroom.Db();
        Assert.Empty(await after.Set<Job>().Where(j => j.Error != null).Select(j => j.Error).ToListAsync(Cancel));
    }
}
