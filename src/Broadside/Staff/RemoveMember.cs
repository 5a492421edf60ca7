using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff;

/// <summary>Takes a person off the staff: signed out everywhere at once, with nothing left to sign in with. What they wrote stays.</summary>
public sealed class RemoveMember(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<StaffMember>> RunAsync(string id, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<StaffMember>().SingleOrDefaultAsync(m => m.Id == id && m.RemovedAt == null, cancel) is not { } member)
        {
            return new Refusal("gone", "There is nobody of that name on the staff. `broadside staff list` shows all.");
        }
        if (member.Role == Role.Owner && await StaffQueries.OwnersAsync(db, cancel) == 1)
        {
            return ChangeRole.LastOwner;
        }
        await ResetMember.StripAsync(db, member, cancel);
        member.RemovedAt = time.GetUtcNow();
        await audit.AddAsync(db, who, "remove person", member.Subject, member.Role.ToString().ToLowerInvariant(), cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return member;
    }
}
