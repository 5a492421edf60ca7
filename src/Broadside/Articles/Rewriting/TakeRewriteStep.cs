using System.Text.Json;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Rewriting;

/// <summary>
/// One step of a rewrite: a stretch of articles looked through, changed or changed back. Each step is one transaction that also
/// queues the next, so a rewrite goes on where it stood, whenever the program ended, and nothing else waits long behind it.
/// </summary>
internal sealed class TakeRewriteStep(IDbContextFactory<NewsroomDb> dbs, LookThrough look, ChangeArticles change, Approvals approvals, IEnumerable<IAlarmBell> bells) : IJob
{
    public const string JobKind = "articles.rewrite";

    // Behind what readers and schedules wait for.
    private const int Priority = 7;

    public string Kind => JobKind;

    /// <summary>Puts the rewrite's next step into the queue; the caller saves.</summary>
    public static Task QueueAsync(JobQueue jobs, NewsroomDb db, Rewrite rewrite, CancellationToken cancel) =>
        jobs.AddAsync(db, JobKind, new Payload(rewrite.Id, rewrite.Step), cancel, priority: Priority, uniqueKey: $"{JobKind} {rewrite.Id} {rewrite.Step}");

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        var (id, step) = JsonSerializer.Deserialize<Payload>(payload, CanonicalJson.Options)!;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<Rewrite>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel) is not { } rewrite || rewrite.Step != step || !rewrite.IsAtWork)
        {
            return;
        }
        if (rewrite.State == RewriteState.Looking)
        {
            await look.RunAsync(rewrite, cancel);
        }
        else if (approvals.Holds(rewrite.Approval, RewriteApproval.Of(rewrite)))
        {
            await change.RunAsync(rewrite, cancel);
        }
        else
        {
            foreach (var bell in bells)
            {
                await bell.RingAsync("order", id, $"The database held an order to change many articles ({id}) that nobody gave. It was not followed. Find out who had access to the database.", cancel);
            }
        }
    }

    internal sealed record Payload(string Id, int Step);
}
