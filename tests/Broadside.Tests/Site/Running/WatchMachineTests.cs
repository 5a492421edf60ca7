using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Site.Running;
using Broadside.Tests.Guard;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Site.Running;

public sealed class WatchMachineTests
{
    private const long Gigabyte = 1L << 30;

    [Theory]
    [InlineData(0.9, 5, true)]
    [InlineData(1.5, 5, false)]
    [InlineData(3, 40, true)]
    [InlineData(5, 40, false)]
    [InlineData(19, 400, true)]
    [InlineData(21, 400, false)]
    public void Too_little_room_is_less_than_a_gigabyte_or_a_tenth(double free, long total, bool isTooLittle)
    {
        var disk = new DiskSpace { Read = _ => ((long)(free * Gigabyte), total * Gigabyte) };

        Assert.Equal(isTooLittle, disk.Want("/data") is not null);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_disk_that_fills_up_is_an_alarm_until_there_is_room(string engine)
    {
        var free = 500L << 20;
        await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.AddSingleton(new DiskSpace { Read = _ => (free, 50 * Gigabyte) }));

        await LookAsync(newsroom);
        Assert.StartsWith($"The disk that holds {newsroom.Folder} has 500 MB left of 50 GB.", Assert.Single(await AlarmsAsync(newsroom, "disk")), StringComparison.Ordinal);
        Assert.Single(await newsroom.DoctorAsync("disk"));
        free = 10 * Gigabyte;
        await LookAsync(newsroom);

        Assert.Empty(await AlarmsAsync(newsroom, "disk"));
        Assert.Empty(await newsroom.DoctorAsync("disk"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_queue_that_stands_still_is_an_alarm_until_it_moves(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.AddSingleton(new DiskSpace { Read = _ => (Gigabyte * 10, Gigabyte * 50) }));
        await using (var db = newsroom.Db())
        {
            await newsroom.Get<JobQueue>().AddAsync(db, "run-checks", new { }, TestContext.Current.CancellationToken);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        newsroom.Time.Advance(WatchMachine.Patience);
        await LookAsync(newsroom);
        Assert.Empty(await AlarmsAsync(newsroom, "queue"));
        newsroom.Time.Advance(TimeSpan.FromMinutes(1));
        await LookAsync(newsroom);
        Assert.StartsWith("1 jobs have been due for more than a quarter of an hour, the first (run-checks) since 2026-11-22 12:00 UTC.", Assert.Single(await AlarmsAsync(newsroom, "queue")), StringComparison.Ordinal);

        await newsroom.Get<JobRunner>().RunDueAsync(TestContext.Current.CancellationToken);
        await LookAsync(newsroom);
        Assert.Empty(await AlarmsAsync(newsroom, "queue"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_clock_that_others_call_wrong_is_an_alarm_until_it_is_set_right(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine, services => services.AddSingleton(provider => new FarClocks(provider.GetRequiredService<TimeProvider>())));

        newsroom.Get<FarClocks>().Hear("files.example", newsroom.Time.GetUtcNow().AddMinutes(-40));
        await LookAsync(newsroom);
        Assert.Contains("and that of files.example 2026-11-22 11:20.", Assert.Single(await AlarmsAsync(newsroom, "clock")), StringComparison.Ordinal);
        Assert.Single(await newsroom.DoctorAsync("alarms"));
        newsroom.Time.Jump(TimeSpan.FromMinutes(-40));
        await LookAsync(newsroom);

        Assert.Empty(await AlarmsAsync(newsroom, "clock"));
    }

    private static Task LookAsync(TestNewsroom newsroom) => newsroom.Get<WatchMachine>().LookAsync(TestContext.Current.CancellationToken);

    private static async Task<List<string>> AlarmsAsync(TestNewsroom newsroom, string code)
    {
        await using var db = newsroom.Db();
        return await db.Set<Alarm>().Where(a => a.ClearedAt == null && a.Code == code).Select(a => a.Message).ToListAsync(TestContext.Current.CancellationToken);
    }
}
