using System.Text.Json;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Acts;

/// <summary>When the 72 hours are over and nobody took it back, the act may be done. The queue holds it while the clock is off.</summary>
public sealed class SettleAct(IDbContextFactory<NewsroomDb> dbs, ApproveAct approve, TimeProvider time) : IJob
{
    public const string JobKind = "settle-act";

    public sealed record Order(string Act);

    public string Kind => JobKind;

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        var id = JsonSerializer.Deserialize<Order>(payload, CanonicalJson.Options)!.Act;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<PendingAct>().SingleOrDefaultAsync(a => a.Id == id && a.State == ActState.Waiting, cancel) is { } act && act.DueAt <= time.GetUtcNow())
        {
            await approve.SettleAsync(db, act, Actor.Operator with { Name = "time" }, "time is up", cancel);
            await db.SaveChangesAsync(cancel);
            await writing.CommitAsync(cancel);
        }
    }
}
