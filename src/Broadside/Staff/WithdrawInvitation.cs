using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff;

/// <summary>Ends a one-time link that nobody has used.</summary>
public sealed class WithdrawInvitation(IDbContextFactory<NewsroomDb> dbs, AuditLog audit)
{
    public async Task<Outcome<bool>> RunAsync(string id, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Invitation>().SingleOrDefaultAsync(i => i.Id == id && i.Kind != InvitationKind.SetUp, cancel) is not { } invitation)
        {
            return new Refusal("gone", "That link was used or withdrawn already.");
        }
        db.Remove(invitation);
        await audit.AddAsync(db, who, "withdraw invitation", invitation.Subject, invitation.Role.ToString().ToLowerInvariant(), cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return true;
    }
}
