using Broadside.Giving.Gifts;
using Broadside.Giving.Rails;
using Broadside.Jobs;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Notices;

/// <summary>Asks about every attempt that is not final: notices may never come, and some rails give up within the hour.</summary>
public sealed class PollAttempts(IDbContextFactory<NewsroomDb> dbs, AskRail ask, TimeProvider time) : IJob
{
    public const string JobKind = "poll attempts";

    private const int Most = 500;

    public string Kind => JobKind;

    public bool IsLong => true;

    public Task RunAsync(string payload, CancellationToken cancel) => RunAsync(cancel);

    /// <returns>How many were asked about.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var due = await db.Set<Attempt>().AsNoTracking().Where(a => a.LookAt != null && a.LookAt <= now).OrderBy(a => a.LookAt).Take(Most).ToListAsync(cancel);
        foreach (var attempt in due)
        {
            var remote = attempt.Remote is null ? new RemoteRef(RemoteRef.OurAttempt, attempt.Id) : RemoteRef.Parse(attempt.Remote);
            if (await ask.RunAsync(attempt.Rail, remote, cancel) is Asked.Busy or Asked.Unreachable or Asked.NoSuchRail)
            {
                await db.Set<Attempt>().Where(a => a.Id == attempt.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.LookAt, now.AddMinutes(10)), cancel);
            }
        }
        return due.Count;
    }
}
