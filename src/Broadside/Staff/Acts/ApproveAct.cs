using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Acts;

/// <summary>Another owner agrees; the module that asked does it then.</summary>
public sealed class ApproveAct(IDbContextFactory<NewsroomDb> dbs, JobQueue jobs, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<PendingAct>> RunAsync(string id, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<PendingAct>().SingleOrDefaultAsync(a => a.Id == id && a.State == ActState.Waiting, cancel) is not { } act)
        {
            return new Refusal("gone", "That was settled already.");
        }
        var isOwner = await db.Set<StaffMember>().AnyAsync(m => m.Id == who.Id && m.Role == Role.Owner && m.RemovedAt == null, cancel);
        if (act.AskedBy == who.Id || !isOwner)
        {
            return new Refusal("second_person", "Another owner has to agree: whoever asked cannot.");
        }
        await SettleAsync(db, act, who, "agree", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return act;
    }

    internal async Task SettleAsync(NewsroomDb db, PendingAct act, Actor who, string what, CancellationToken cancel)
    {
        (act.State, act.SettledBy, act.SettledAt) = (ActState.Approved, who.Id, time.GetUtcNow());
        await jobs.TellAsync(db, new ActApproved(act.Id, act.Kind, act.Subject, act.Payload, act.AskedBy), cancel);
        await audit.AddAsync(db, who, what, act.Subject, $"{act.Kind} {act.Id}", cancel);
    }
}
