using System.Text.Json;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Staff.Acts;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Payees;

/// <summary>The second person agreed, or one owner's three days are over: the change gets its day.</summary>
public sealed class HearPayoutAgreed(IDbContextFactory<NewsroomDb> dbs, TimeProvider time) : IEventHandler
{
    public Type Event => typeof(ActApproved);

    public string Kind => "payout agreed";

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        var act = JsonSerializer.Deserialize<ActApproved>(payload, CanonicalJson.Options)!;
        if (act.Kind != ChangePayout.ActKind)
        {
            return;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<PayoutChange>().AnyAsync(c => c.Id == act.Id, cancel) || await db.Set<PendingAct>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == act.Id, cancel) is not { } pending)
        {
            return;
        }
        var now = time.GetUtcNow();
        // Who waited for three days has waited.
        var wait = pending.DueAt is not null && pending.DueAt <= now ? TimeSpan.Zero : ChangePayout.Wait;
        db.Add(new PayoutChange
        {
            Id = act.Id,
            Subject = act.Subject,
            Summary = pending.Summary,
            Edit = act.Payload,
            AskedBy = act.AskedBy,
            AgreedBy = pending.SettledBy ?? "",
            AgreedAt = now,
            DueAt = now + wait,
        });
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
    }
}
