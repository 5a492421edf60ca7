using Broadside.Digest.Ledger;
using Broadside.Kit;
using Broadside.Mail.Routes;
using Broadside.Storage;
using Broadside.Tests.Site;

namespace Broadside.Tests.Digest;

/// <summary>What is handed out to a route's connections, at its pace, and what is given back.</summary>
public sealed class DueDeliveriesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_doubt_that_is_given_back_unsent_still_goes_by_its_own_route(string engine)
    {
        await using var newsroom = await OpenAsync(engine, ("PerHour", "1"));
        await newsroom.AddReadersAsync(3);
        await FreezeAsync(newsroom);
        var (claim, route, now) = (newsroom.Get<ClaimDeliveries>(), newsroom.Get<MailRoutes>().All[0], newsroom.Time.GetUtcNow());
        await newsroom.AlterAsync("UPDATE deliveries SET state = 'in_doubt', route = 'relay' WHERE subscriber = 2");
        Assert.Equal(1, await newsroom.Get<RecoverDeliveries>().ResendAsync(1, Cancel));
        // The only turn of this hour is another's.
        Assert.True((await route.TakeTurnAsync("example.org", Cancel)).Taken);
        await using var epoch = await SendEpoch.BeginAsync(newsroom.Get<IEngine>(), newsroom.Get<DataFolder>(), newsroom.Time, Cancel);

        await using (var ledger = new LedgerWriter(1, epoch, newsroom.Get<IEngine>(), newsroom.Time))
        {
            await using var due = Due(newsroom, epoch, ledger);
            Assert.Null(await due.NextAsync(isPatient: true, Cancel));
            Assert.Equal(TimeSpan.FromHours(1), due.Rests);
        }

        Assert.Equal([1L, 3L], (await claim.RunAsync(1, epoch.Number, "spare", now, 10, Cancel)).Select(d => d.Subscriber).Order());
        Assert.Equal([2L], (await claim.RunAsync(1, epoch.Number, "relay", now, 10, Cancel)).Select(d => d.Subscriber));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Where_one_domain_must_wait_the_others_go_on(string engine)
    {
        await using var newsroom = await OpenAsync(engine, ("PerDomain", "2"));
        await newsroom.AddReadersAsync(4, domain: "one.example");
        await newsroom.AddReadersAsync(3, domain: "two.example");
        await FreezeAsync(newsroom);
        await using var epoch = await SendEpoch.BeginAsync(newsroom.Get<IEngine>(), newsroom.Get<DataFolder>(), newsroom.Time, Cancel);
        await using var ledger = new LedgerWriter(1, epoch, newsroom.Get<IEngine>(), newsroom.Time);
        await using var due = Due(newsroom, epoch, ledger);

        Assert.Equal(["one.example", "one.example", "two.example", "two.example"], await HandedOutAsync(due));
        newsroom.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["one.example", "one.example", "two.example"], await HandedOutAsync(due));
    }

    private static async Task<TestNewsroom> OpenAsync(string engine, (string Name, string Value) limit)
    {
        var newsroom = await TestNewsroom.OpenAsync(engine, null, ("Mail:Routes:0:Name", "relay"), ("Mail:Routes:0:Host", "127.0.0.1"), ("Mail:Routes:0:" + limit.Name, limit.Value));
        await newsroom.PublishAsync(Newspaper.Article("a", "Bridge closed", "The bridge is closed."));
        return newsroom;
    }

    private static async Task FreezeAsync(TestNewsroom newsroom) => Assert.Equal(1, (await newsroom.FreezeAsync()).Number);

    private static DueDeliveries Due(TestNewsroom newsroom, SendEpoch epoch, LedgerWriter ledger) =>
        new(1, epoch.Number, newsroom.Get<MailRoutes>().All[0], newsroom.Get<ClaimDeliveries>(), ledger, newsroom.Time.GetUtcNow, newsroom.Time);

    /// <summary>The domains of those that come without a wait.</summary>
    private static async Task<List<string>> HandedOutAsync(DueDeliveries due)
    {
        var domains = new List<string>();
        while (await due.NextAsync(isPatient: false, Cancel) is { } next)
        {
            domains.Add(next.Domain);
        }
        domains.Sort(StringComparer.Ordinal);
        return domains;
    }
}
