using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Notices;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Plans;

/// <summary>
/// Ends the open pages of a recurring gift that its donor left for another way, at rails that can: paid on both, two mandates would charge. Which they are is told by the
/// attempts alone, so a rail that does not answer is asked again. A single gift keeps its pages: a second payment is seen and can be paid back.
/// </summary>
public sealed class CloseStarts(IDbContextFactory<NewsroomDb> dbs, RailBoard board, OutboundSwitch outbound, AskRail ask, TimeProvider time) : IJob
{
    public const string JobKind = "close starts";

    // No processor's page lives longer than a day.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(2);

    public string Kind => JobKind;

    public bool IsLong => true;

    public Task RunAsync(string payload, CancellationToken cancel) => RunAsync(cancel);

    /// <returns>How many pages are open no more.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        if (!await outbound.MayAsync(cancel))
        {
            return 0;
        }
        var closed = 0;
        foreach (var attempt in await LeftAsync(cancel))
        {
            closed += await CloseAsync(attempt, cancel) ? 1 : 0;
        }
        return closed;
    }

    // One that another start followed which led the donor on, or whose gift was paid by another.
    private async Task<List<Attempt>> LeftAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var since = time.GetUtcNow() - Longest;
        return await db.Set<Attempt>().AsNoTracking()
            .Where(a => a.LookAt != null && a.State == AttemptState.Redirected && a.Remote != null && a.StartedAt > since && db.Set<Gift>().Any(g => g.Id == a.Gift && g.Repeats != Interval.Once)
                && db.Set<Attempt>().Any(b => b.Gift == a.Gift && b.Id != a.Id
                    && (b.State == AttemptState.Succeeded || (b.StartedAt > a.StartedAt && (b.State == AttemptState.Redirected || b.State == AttemptState.Pending)))))
            .OrderBy(a => a.StartedAt).ToListAsync(cancel);
    }

    // It may have been paid in the same moment: what became of it is asked at once.
    private async Task<bool> CloseAsync(Attempt attempt, CancellationToken cancel)
    {
        var remote = RemoteRef.Parse(attempt.Remote!);
        if (board.Find(attempt.Rail) is not { } rail || await rail.ExpireAsync(remote, cancel) is ExpireResult.NotSupported or ExpireResult.Unanswered)
        {
            return false;
        }
        Mishap.Here("page ended");
        await ask.RunAsync(attempt.Rail, remote, cancel);
        return true;
    }
}
