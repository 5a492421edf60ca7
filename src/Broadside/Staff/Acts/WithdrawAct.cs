using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Acts;

/// <summary>Any owner may take back what waits for a second person or for its time.</summary>
public sealed class WithdrawAct(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<PendingAct>> RunAsync(string id, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<PendingAct>().SingleOrDefaultAsync(a => a.Id == id && a.State == ActState.Waiting, cancel) is not { } act)
        {
            return new Refusal("gone", "That was settled already.");
        }
        (act.State, act.SettledBy, act.SettledAt) = (ActState.Withdrawn, who.Id, time.GetUtcNow());
        await audit.AddAsync(db, who, "take back", act.Subject, $"{act.Kind} {act.Id}", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return act;
    }
}
