using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Mail.Letters;
using Broadside.Subscribers;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Subscribers;

/// <summary>The mails to somebody go with them.</summary>
public sealed class ForgettingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Letters_go_with_those_who_never_answered_and_those_who_left(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await AskAsync(newsroom, "ana@example.org");
        foreach (var address in new[] { "ben@example.org", "cleo@example.org" })
        {
            Assert.True((await newsroom.Get<ConfirmSubscriber>().RunAsync(await AskAsync(newsroom, address), Cancel)).IsDone);
        }
        await newsroom.Get<LeaveList>().RunAsync((await newsroom.Get<SubscriberQueries>().FindAsync("ben@example.org", Cancel))!.Number, 0, null, Cancel);
        Assert.Equal(["ana@example.org", "ben@example.org", "cleo@example.org"], await RecipientsAsync(newsroom));

        newsroom.Time.Advance(TimeSpan.FromDays(31));
        await newsroom.Get<TidySubscribers>().RunAsync("{}", Cancel);
        Assert.Equal(["ben@example.org", "cleo@example.org"], await RecipientsAsync(newsroom));
        newsroom.Time.Advance(TimeSpan.FromDays(60));
        await newsroom.Get<TidySubscribers>().RunAsync("{}", Cancel);

        Assert.Equal(["cleo@example.org"], await RecipientsAsync(newsroom));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_outbox_keeps_nothing_for_whoever_is_forgotten(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var ana = await AskAsync(newsroom, "Ana@Example.org");
        await AskAsync(newsroom, "ben@example.org");
        await newsroom.Get<JobRunner>().WorkAsync();
        Assert.Equal(2, Outbox.Of(newsroom.Folder).Count);

        Assert.True((await newsroom.Get<ForgetSubscriber>().RunAsync(ana, Actor.Operator, Cancel)).IsDone);

        await using var db = newsroom.Db();
        // The order to delete names nobody either.
        Assert.DoesNotContain(await db.Set<Job>().Select(j => j.Payload).ToListAsync(Cancel), p => p.Contains("example.org", StringComparison.OrdinalIgnoreCase));
        await newsroom.Get<JobRunner>().WorkAsync();
        Assert.Equal(["ben@example.org"], Outbox.Of(newsroom.Folder).Select(m => m.Headers["Delivered-To"]));
        Assert.Empty(await db.Set<Job>().Where(j => j.Error != null).Select(j => j.Error).ToListAsync(Cancel));
    }

    // Asked by mail; returns their number.
    private static async Task<long> AskAsync(TestNewsroom newsroom, string address) =>
        (await newsroom.Get<AddSubscriber>().RunAsync(new SignUp { Address = address }, null, Actor.Operator, Cancel)).Value!.Number;

    private static async Task<List<string>> RecipientsAsync(TestNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        return await db.Set<Letter>().Select(l => l.Recipient).Distinct().OrderBy(r => r).ToListAsync(Cancel);
    }
}
