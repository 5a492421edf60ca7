using System.Diagnostics;
using Broadside.Guard;
using Broadside.Staff;
using Broadside.Subscribers;
using Broadside.Subscribers.Lists;
using Broadside.Tests.Desk;

namespace Broadside.Tests.Subscribers;

/// <summary>A million readers: brought over in little memory, and looked at on pages that stay quick.</summary>
[Collection(Alone.Name)]
public sealed class LargeListTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Explicit = true)]
    [ClassData(typeof(Engines))]
    public async Task A_million_rows_stream_through(string engine)
    {
        var size = TestSize.Pick(100_000, 1_000_000);
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "large.csv");
        await using (var file = new StreamWriter(path))
        {
            await file.WriteAsync("email,language,time_zone,topics,confirmed_at,consent_source\n");
            for (var i = 0; i < size; i++)
            {
                await file.WriteAsync($"reader.{i}@host{i % 977}.example,es,Europe/Madrid,housing,2024-03-05,Form\n");
            }
        }
        GC.Collect();
        var (before, most, watch) = (GC.GetTotalMemory(forceFullCollection: true), 0L, Stopwatch.StartNew());
        await using var content = File.OpenRead(path);
        var outcome = await newsroom.Get<ImportSubscribers>().RunAsync(content, new ListWishes { Name = "large.csv" }, Actor.Operator, (_, _) => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false)), Cancel);
        Assert.Equal(size, outcome.Value!.Created);
        TestContext.Current.TestOutputHelper!.WriteLine($"{engine}: {size} rows in {watch.Elapsed.TotalSeconds:0.0} s, at most {(most - before) >> 20} MB more on the heap");
        Assert.InRange(most - before, 0, 200L << 20);
    }

    [Theory(Explicit = true)]
    [ClassData(typeof(Engines))]
    public async Task A_million_subscribers_do_not_slow_the_pages(string engine)
    {
        var size = TestSize.Pick(100_000, 1_000_000);
        await using var desk = await TestDesk.StartAsync(engine);
        using var owner = await desk.SignedInAsync(Role.Owner);
        await FillAsync(desk, size);
        foreach (var path in new[] { "/desk/subscribers", "/desk/subscribers?days=365", "/desk/subscribers?state=asked", "/desk/subscribers?state=bounced", $"/desk/subscribers?after={size / 2}", "/desk/subscribers?find=reader.77", "/desk/subscribers?find=reader.9&state=left", $"/desk/subscribers/{size / 2}" })
        {
            await owner.GetAsync(path);
            var times = new List<double>();
            for (var i = 0; i < 9; i++)
            {
                var watch = Stopwatch.StartNew();
                Assert.Equal(200, (await owner.GetAsync(path)).Status);
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
            TestContext.Current.TestOutputHelper!.WriteLine($"{engine}, {size}: {times.Order().ElementAt(4),7:0.0} ms  {path}");
        }
    }

    private static async Task FillAsync(TestDesk desk, int size)
    {
        var states = Enum.GetValues<SubscriberState>();
        for (var from = 0; from < size; from += 5000)
        {
            await using var db = desk.Db();
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            db.AddRange(Enumerable.Range(from, Math.Min(5000, size - from)).Select(i => new Subscriber
            {
                Address = $"reader.{i}@example.org",
                AddressKey = $"reader.{i}@example.org",
                State = i % 10 < 7 ? SubscriberState.Confirmed : states[i % states.Length],
                Language = "en",
                Zone = "UTC",
                CreatedAt = desk.Time.GetUtcNow(),
                ChangedAt = desk.Time.GetUtcNow(),
            }));
            await db.SaveChangesAsync(Cancel);
        }
        await using var days = desk.Db();
        var today = DateOnly.FromDateTime(desk.Time.GetUtcNow().UtcDateTime);
        days.AddRange(Enumerable.Range(0, 2000).SelectMany(d => Enum.GetValues<ListEvent>().Select(e => new SubscriberDay { Day = today.AddDays(-d).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Event = e, Count = 40 })));
        await days.SaveChangesAsync(Cancel);
    }
}
