using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Claims;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Actors;

/// <summary>Changes what is said of a role: its title, or from when until when. Whose it is stays.</summary>
public sealed class ChangeRole(IDbContextFactory<NewsroomDb> dbs, StageClaim stage, AuditLog audit)
{
    /// <param name="id">Of the role.</param>
    /// <param name="fields">All of it, as it is to be.</param>
    /// <param name="revision">The one that the person looked at; null: whatever stands there is replaced.</param>
    /// <param name="who">May write one of its articles.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<ActorRole>> RunAsync(string id, RoleFields fields, int? revision, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<ActorRole>().FindAsync([id], cancel) is not { } row)
        {
            return new Refusal("unknown", "There is no such role.");
        }
        if (revision is not null && revision != row.Revision)
        {
            return new Refusal("stale", "Somebody changed it meanwhile. Look at it again.");
        }
        if (await StageClaim.WhyNotClaimAsync(db, id, who, cancel) is { } refusal)
        {
            return refusal;
        }
        var staged = await stage.RoleAsync(db, id, fields, who, cancel);
        if (!staged.IsDone)
        {
            return staged;
        }
        await audit.AddAsync(db, who, "change role", "role/" + id, row.Title, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return staged;
    }
}
