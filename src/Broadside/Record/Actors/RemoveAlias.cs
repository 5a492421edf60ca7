using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Actors;

/// <summary>A name that does not mean this actor after all.</summary>
public sealed class RemoveAlias(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<string>> RunAsync(string actor, string alias, Actor who, CancellationToken cancel)
    {
        if (!who.May(Right.Write))
        {
            return new Refusal("may_not", "You have not the right to write here.");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var folded = ActorAlias.Fold(alias);
        if (await db.Set<ActorAlias>().FindAsync([actor, folded], cancel) is not { } row)
        {
            return new Refusal("unknown", "There is no such name.");
        }
        var owner = await db.Set<ActorRow>().SingleAsync(a => a.Id == actor, cancel);
        if (ActorAlias.Fold(owner.Name) == folded)
        {
            return new Refusal("alias", "That is the name itself. Change the actor instead.");
        }
        db.Remove(row);
        (owner.Revision, owner.ChangedBy, owner.ChangedAt) = (owner.Revision + 1, who.Id, time.GetUtcNow());
        await audit.AddAsync(db, who, "remove alias", "actor/" + actor, row.Alias, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return row.Alias;
    }
}
