using Broadside.Giving.Rails;
using Broadside.Jobs;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Notices;

/// <summary>Works the inbox: each thing that notices are about is asked about once, however many there are of it.</summary>
public sealed class TakeNotices(IDbContextFactory<NewsroomDb> dbs, AskRail ask, TimeProvider time) : IJob
{
    public const string JobKind = "take notices";

    private const int Most = 200;
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public string Kind => JobKind;

    public bool IsLong => true;

    public Task RunAsync(string payload, CancellationToken cancel) => RunAsync(cancel);

    /// <returns>How many things were asked about.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var asked = 0;
        while (true)
        {
            var now = time.GetUtcNow();
            await using var db = await dbs.CreateDbContextAsync(cancel);
            var due = await db.Set<Notice>().Where(n => n.State == NoticeState.Waiting && n.DueAt <= now).OrderBy(n => n.DueAt).Select(n => new { n.Rail, n.Remote }).Take(Most).ToListAsync(cancel);
            if (due.Count == 0)
            {
                return asked;
            }
            foreach (var thing in due.Distinct())
            {
                asked++;
                if (await ask.RunAsync(thing.Rail, RemoteRef.Parse(thing.Remote), cancel) is Asked.Busy or Asked.Unreachable or Asked.NoSuchRail)
                {
                    await LaterAsync(db, thing.Rail, thing.Remote, now, cancel);
                }
            }
        }
    }

    private static async Task LaterAsync(NewsroomDb db, string rail, string remote, DateTimeOffset now, CancellationToken cancel)
    {
        var waiting = db.Set<Notice>().Where(n => n.Rail == rail && n.Remote == remote && n.State == NoticeState.Waiting);
        var tries = await waiting.MaxAsync(n => (int?)n.Tries, cancel) ?? 0;
        var due = now + TimeSpan.FromSeconds(Math.Min(Math.Pow(2, tries) * 15, LongestWait.TotalSeconds));
        await waiting.ExecuteUpdateAsync(n => n.SetProperty(x => x.DueAt, due).SetProperty(x => x.Tries, tries + 1), cancel);
    }
}
