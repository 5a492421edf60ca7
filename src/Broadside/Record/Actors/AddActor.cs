using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Actors;

/// <summary>Puts somebody or something into the directory, under all their names.</summary>
public sealed class AddActor(IDbContextFactory<NewsroomDb> dbs, StageActor stage, AuditLog audit)
{
    public async Task<Outcome<ActorRow>> RunAsync(ActorFields fields, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var staged = await stage.RunAsync(db, null, fields, who, cancel);
        if (!staged.IsDone)
        {
            return staged;
        }
        await audit.AddAsync(db, who, "add actor", "actor/" + staged.Value.Id, staged.Value.Name, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return staged;
    }
}
