using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Actors;

/// <summary>Another name of an actor, as it appears in texts.</summary>
public sealed class AddAlias(IDbContextFactory<NewsroomDb> dbs, StageActor stage, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<ActorAlias>> RunAsync(string actor, string alias, AliasKind kind, string? language, bool isAmbiguous, Actor who, CancellationToken cancel)
    {
        if (!who.May(Right.Write))
        {
            return new Refusal("may_not", "You have not the right to write here.");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<ActorRow>().FindAsync([actor], cancel) is not { } owner)
        {
            return new Refusal("unknown", "There is no such actor.");
        }
        var staged = await stage.AliasAsync(db, actor, alias, language, kind, isAmbiguous, cancel);
        if (!staged.IsDone)
        {
            return staged;
        }
        (owner.Revision, owner.ChangedBy, owner.ChangedAt) = (owner.Revision + 1, who.Id, time.GetUtcNow());
        await audit.AddAsync(db, who, "add alias", "actor/" + actor, staged.Value.Alias, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return staged;
    }
}
