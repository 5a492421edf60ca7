using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Mirror.Editions;
using Broadside.Mirror.Pushing;
using Broadside.Storage;
using Broadside.Tests.Mirror.Targets;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Mirror.Pushing;

public sealed class PushJobTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_new_edition_goes_to_every_mirror(string engine)
    {
        await using var far = await FarServer.StartAsync("Folder");
        await using var newsroom = await Mirrors.OpenAsync(engine);
        await Mirrors.AddAsync(newsroom, far);
        var edition = await SignedEdition.WriteAsync(newsroom, 1);

        await TellAsync(newsroom, 1);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        FarFolder.IsExactly(far, edition);
        Assert.Equal(1, (await Mirrors.RowAsync(newsroom)).Number);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_a_mirror_does_not_take_is_tried_again_after_longer_and_longer_waits(string engine)
    {
        await using var far = await FarServer.StartAsync("Folder");
        await using var newsroom = await Mirrors.OpenAsync(engine);
        await Mirrors.AddAsync(newsroom, far);
        var edition = await SignedEdition.WriteAsync(newsroom, 1);
        Directory.Move(far.Root, far.Root + "-unplugged");
        await ClearAsync(newsroom);
        await TellAsync(newsroom, 1);

        var waits = new List<TimeSpan>();
        for (var tries = 0; tries < 7; tries++)
        {
            await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
            var due = (await QueueAsync(newsroom)).Single().DueAt;
            waits.Add(due - newsroom.Time.GetUtcNow());
            newsroom.Time.MoveTo(due);
        }
        Directory.Move(far.Root + "-unplugged", far.Root);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.Equal([1, 5, 15, 60, 180, 360, 360], waits.Select(w => w.TotalMinutes));
        Assert.Empty(await QueueAsync(newsroom));
        FarFolder.IsExactly(far, edition);
    }

    [Fact]
    public async Task A_job_without_a_mirror_pushes_all()
    {
        await using var far = await FarServer.StartAsync("Folder");
        await using var newsroom = await Mirrors.OpenAsync();
        await Mirrors.AddAsync(newsroom, far);
        await SignedEdition.WriteAsync(newsroom, 1);
        await ClearAsync(newsroom);

        await newsroom.Get<PushJob>().RunAsync("{}", Cancel);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.Equal(MirrorState.Healthy, (await Mirrors.RowAsync(newsroom)).State);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_mirror_that_lacks_the_newest_edition_for_a_day_raises_an_alarm_until_it_has_it(string engine)
    {
        await using var far = await FarServer.StartAsync("Folder");
        await using var newsroom = await Mirrors.OpenAsync(engine);
        var mirror = await Mirrors.AddAsync(newsroom, far);
        await SignedEdition.WriteAsync(newsroom, 1);
        await Mirrors.PushedAsync(newsroom);
        await SignedEdition.WriteAsync(newsroom, 2);
        Directory.Move(far.Root, far.Root + "-unplugged");
        await TellAsync(newsroom, 2);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        newsroom.Time.Advance(TimeSpan.FromHours(23));
        await newsroom.Get<CheckMirrors>().RunAsync("{}", Cancel);
        var early = await AlarmsAsync(newsroom, mirror.Id);
        newsroom.Time.Advance(TimeSpan.FromHours(2));
        await newsroom.Get<CheckMirrors>().RunAsync("{}", Cancel);
        var late = await AlarmsAsync(newsroom, mirror.Id);
        var state = (await Mirrors.RowAsync(newsroom)).State;
        Directory.Move(far.Root + "-unplugged", far.Root);
        await Mirrors.PushedAsync(newsroom);

        Assert.Empty(early);
        Assert.Contains("has lacked the newest edition since", Assert.Single(late).Message, StringComparison.Ordinal);
        Assert.Equal(MirrorState.Stale, state);
        Assert.Empty(await AlarmsAsync(newsroom, mirror.Id));
        Assert.Equal(MirrorState.Healthy, (await Mirrors.RowAsync(newsroom)).State);
    }

    internal static async Task<List<Alarm>> AlarmsAsync(TestNewsroom newsroom, string mirror)
    {
        await using var db = newsroom.Db();
        return await db.Set<Alarm>().Where(a => a.Subject == mirror && a.ClearedAt == null).ToListAsync(Cancel);
    }

    internal static async Task<List<Job>> QueueAsync(TestNewsroom newsroom, string kind = PushJob.JobKind)
    {
        await using var db = newsroom.Db();
        return await db.Set<Job>().AsNoTracking().Where(j => j.Kind == kind).ToListAsync(Cancel);
    }

    internal static async Task ClearAsync(TestNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        await db.Set<Job>().ExecuteDeleteAsync(Cancel);
    }

    private static async Task TellAsync(TestNewsroom newsroom, long number)
    {
        await using var db = newsroom.Db();
        await using var writing = await db.BeginWritingAsync(Cancel);
        await newsroom.Get<JobQueue>().TellAsync(db, new EditionMade(number), Cancel);
        await db.SaveChangesAsync(Cancel);
        await writing.CommitAsync(Cancel);
    }
}
