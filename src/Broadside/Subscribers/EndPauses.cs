using Broadside.Jobs;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers;

/// <summary>Takes up again whose pause is over.</summary>
public sealed class EndPauses(IDbContextFactory<NewsroomDb> dbs, TimeProvider time) : IJob
{
    public const string JobKind = "end pauses";

    public string Kind => JobKind;

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await db.Set<Subscriber>().Where(s => s.State == SubscriberState.Paused && s.PausedUntil <= now)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.State, SubscriberState.Confirmed).SetProperty(x => x.PausedUntil, (DateTimeOffset?)null).SetProperty(x => x.ChangedAt, now), cancel);
    }
}
