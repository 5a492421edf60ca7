using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Claims;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Actors;

/// <summary>What a person was at a time, as an article says.</summary>
public sealed class AddRole(IDbContextFactory<NewsroomDb> dbs, StageClaim stage, AuditLog audit)
{
    public async Task<Outcome<ActorRole>> RunAsync(RoleFields fields, IReadOnlyList<AnchorPick> picks, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var staged = await stage.RoleAsync(db, null, fields, who, cancel);
        if (!staged.IsDone)
        {
            return staged;
        }
        if ((await stage.AnchorsAsync(db, ClaimKind.Role, staged.Value.Id, picks, who, cancel)).Refusal is { } refusal)
        {
            return refusal;
        }
        await audit.AddAsync(db, who, "add role", "role/" + staged.Value.Id, staged.Value.Title, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return staged;
    }
}
