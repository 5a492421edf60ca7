using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Actors;

/// <summary>Two entries that are one: from now on the second counts as the first. Nothing that names it is rewritten, so it can be undone.</summary>
public sealed class MergeActors(IDbContextFactory<NewsroomDb> dbs, FindActor find, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<ActorRow>> RunAsync(string keep, string drop, Actor who, CancellationToken cancel)
    {
        if (!who.May(Right.EditOthers))
        {
            return new Refusal("may_not", "An editor brings entries together.");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<ActorRow>().FindAsync([drop], cancel) is not { MergedInto: null } dropped || await find.ResolveAsync(db, keep, cancel) is not { } into || into == drop)
        {
            return new Refusal("unknown", "Choose two entries.");
        }
        (dropped.MergedInto, dropped.Revision, dropped.ChangedBy, dropped.ChangedAt) = (into, dropped.Revision + 1, who.Id, time.GetUtcNow());
        await audit.AddAsync(db, who, "merge actors", "actor/" + into, dropped.Name, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return (await db.Set<ActorRow>().FindAsync([into], cancel))!;
    }

    /// <summary>They are two after all.</summary>
    public async Task<Outcome<ActorRow>> UndoAsync(string dropped, Actor who, CancellationToken cancel)
    {
        if (!who.May(Right.EditOthers))
        {
            return new Refusal("may_not", "An editor takes entries apart.");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<ActorRow>().FindAsync([dropped], cancel) is not { MergedInto: not null } row)
        {
            return new Refusal("unknown", "That entry is not part of another.");
        }
        (row.MergedInto, row.Revision, row.ChangedBy, row.ChangedAt) = (null, row.Revision + 1, who.Id, time.GetUtcNow());
        await audit.AddAsync(db, who, "undo merge of actors", "actor/" + dropped, row.Name, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return row;
    }
}
