using System.Diagnostics;
using System.Net;
using Broadside.Giving.Health;
using Broadside.Giving.Notices;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Tests.Giving.Simulator;

namespace Broadside.Tests.Site.Giving;

/// <summary>The figures that docs/benchmarks.md names. Explicit: they take a minute.</summary>
[Collection(Alone.Name)]
public sealed class GiveSpeedTests(ITestOutputHelper output)
{
    [Theory(Explicit = true)]
    [ClassData(typeof(Engines))]
    public async Task The_page_with_every_rail_dead(string engine)
    {
        await using var house = await GivingHouse.StartAsync(engine);
        foreach (var host in house.Simulator.Hosts)
        {
            await host.RefuseAsync();
        }
        foreach (var rail in new[] { "stripe", "paypal" })
        {
            await house.Newsroom.Get<RailBoard>().SignalAsync(rail, null, null, new RailSignal.Failed(RailTrouble.RailCut, new Evidence(400, "account_invalid")), null, GivingHouse.Cancel);
        }
        var times = await MeasureAsync(5000, async _ =>
        {
            using var answer = await house.Newsroom.Client.GetAsync("/give", GivingHouse.Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return (await answer.Content.ReadAsByteArrayAsync(GivingHouse.Cancel)).Length;
        });
        output.WriteLine(times);
    }

    [Theory(Explicit = true)]
    [ClassData(typeof(Engines))]
    public async Task A_notice_from_its_sending_to_its_answer(string engine)
    {
        await using var house = await GivingHouse.StartAsync(engine);
        var address = $"/hooks/stripe/{AnswerHooks.Secret(house.Newsroom.Get<Secrets>(), "stripe")}";
        var rail = house.Newsroom.Get<RailBoard>().Find("stripe")!;
        var notices = new List<SimNotice>();
        while (notices.Count < 1000)
        {
            var attempt = house.Newsroom.Get<Ids>().New();
            var start = new StartRequest(attempt, attempt, new Money(1000, "EUR"), Interval.Once, "RF18TEST", "A gift", "en", new Uri("https://outlet.example/a"), new Uri("https://outlet.example/b"));
            var page = Assert.IsType<StartResult.Redirect>(await rail.StartAsync(start, GivingHouse.Cancel));
            house.Simulator.Stripe.Press(page.Remote.Id, "pay");
            notices.AddRange(house.Simulator.Stripe.TakeNotices());
        }
        output.WriteLine(await MeasureAsync(1000, async i =>
        {
            Assert.Equal(200, await notices[i].PostAsync(house.Newsroom.Client, address));
            return notices[i].Body.Length;
        }));
    }

    private static async Task<string> MeasureAsync(int count, Func<int, Task<int>> act)
    {
        var (times, bytes) = (new List<double>(count), 0L);
        for (var i = 0; i < count; i++)
        {
            var began = Stopwatch.GetTimestamp();
            bytes += await act(i);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        // The first ones compile the code.
        var warm = times.Skip(count / 10).Order().ToList();
        return $"{count} times, {bytes / count} bytes: p50 {warm[warm.Count / 2]:0.00} ms, p99 {warm[warm.Count * 99 / 100]:0.00} ms, longest {warm[^1]:0.0} ms; the first {times[0]:0} ms";
    }
}
