using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Actors;

/// <summary>Changes what the directory says of an actor; a former name stays as an alias.</summary>
public sealed class ChangeActor(IDbContextFactory<NewsroomDb> dbs, StageActor stage, AuditLog audit)
{
    /// <param name="id">Of the actor.</param>
    /// <param name="fields">All of it, as it is to be; aliases are only added.</param>
    /// <param name="revision">The one that the person looked at; null: whatever stands there is replaced.</param>
    /// <param name="who">Writes here.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<ActorRow>> RunAsync(string id, ActorFields fields, int? revision, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<ActorRow>().FindAsync([id], cancel) is not { } row)
        {
            return new Refusal("unknown", "There is no such actor.");
        }
        if (revision is not null && revision != row.Revision)
        {
            return new Refusal("stale", "Somebody changed it meanwhile. Look at it again.");
        }
        var staged = await stage.RunAsync(db, id, fields, who, cancel);
        if (!staged.IsDone)
        {
            return staged;
        }
        await audit.AddAsync(db, who, "change actor", "actor/" + id, row.Name, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return staged;
    }
}
