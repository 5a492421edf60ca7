using System.Net;
using Broadside.Giving.Health;
using Broadside.Giving.Notices;
using Broadside.Guard;
using Broadside.Tests.Site.Giving;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Giving;

public sealed class HookTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_does_not_know_the_secret_learns_nothing_and_nobody_sends_what_is_too_big()
    {
        await using var newsroom = await HostedNewsroom.StartAsync(Engines.Sqlite);
        var secret = AnswerHooks.Secret(newsroom.Get<Secrets>(), "stripe");

        Assert.Equal(32, secret.Length);
        Assert.NotEqual(secret, AnswerHooks.Secret(newsroom.Get<Secrets>(), "paypal"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(newsroom, $"/hooks/stripe/{secret[1..]}0", 10));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(newsroom, $"/hooks/paypal/{secret}", 10));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(newsroom, $"/hooks/stripe/{secret}", (256 << 10) + 1));
        // The secret is right, but no rail of that name is set up here.
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(newsroom, $"/hooks/stripe/{secret}", 256 << 10));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task More_than_twenty_bad_notices_within_a_minute_are_told_once_until_they_stop(string engine)
    {
        await using var newsroom = await HostedNewsroom.StartAsync(engine);
        var address = "/hooks/stripe/" + new string('0', 32);
        for (var i = 0; i < BadNotices.Most; i++)
        {
            Assert.Equal(HttpStatusCode.NotFound, await PostAsync(newsroom, address, 10));
        }
        Assert.Empty(await AlarmsAsync(newsroom));

        for (var i = 0; i < BadNotices.Most; i++)
        {
            await PostAsync(newsroom, address, 10);
        }
        Assert.Equal(1, Assert.Single(await AlarmsAsync(newsroom)).Times);

        // Twenty in a minute are none too many, however long they go on.
        newsroom.Time.Jump(TimeSpan.FromDays(2));
        await newsroom.Get<WatchRails>().RunAsync(Cancel);
        for (var i = 0; i < 2 * BadNotices.Most; i++)
        {
            await PostAsync(newsroom, address, 10);
            newsroom.Time.Jump(TimeSpan.FromSeconds(3));
        }
        Assert.Empty(await AlarmsAsync(newsroom));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_event_of_the_test_mode_is_taken_by_a_live_newsroom_dropped_and_told(string engine)
    {
        await using var house = await GivingHouse.StartAsync(engine, true, ("Giving:Stripe:Key", "sk_live_simulator"));
        house.Simulator.Stripe.TellOfAccount();
        var notice = Assert.Single(house.Simulator.Stripe.TakeNotices());

        Assert.Equal(200, await notice.PostAsync(house.Newsroom.Client, "/hooks/stripe/" + AnswerHooks.Secret(house.Newsroom.Get<Secrets>(), "stripe")));

        await using var db = house.Newsroom.Db();
        Assert.False(await db.Set<Notice>().AnyAsync(Cancel));
        Assert.Equal("stripe", (await db.Set<Alarm>().SingleAsync(a => a.Code == TakeNotice.OtherMode && a.ClearedAt == null, Cancel)).Subject);
    }

    private static async Task<List<Alarm>> AlarmsAsync(HostedNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        return await db.Set<Alarm>().AsNoTracking().Where(a => a.Code == BadNotices.Code && a.ClearedAt == null).ToListAsync(Cancel);
    }

    private static async Task<HttpStatusCode> PostAsync(HostedNewsroom newsroom, string address, int bytes)
    {
        using var body = new ByteArrayContent(new byte[bytes]);
        using var answer = await newsroom.Client.PostAsync(address, body, Cancel);
        return answer.StatusCode;
    }
}
