using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff;

/// <summary>Gives a person another role. It holds from their next click on; a newsroom keeps at least one owner.</summary>
public sealed class ChangeRole(IDbContextFactory<NewsroomDb> dbs, AuditLog audit)
{
    internal static readonly Refusal LastOwner = new("last_owner", "This is the only owner. Make somebody else an owner first.");

    /// <param name="id">Of the person.</param>
    /// <param name="role">The new one.</param>
    /// <param name="who">Who gives it.</param>
    /// <param name="cancel">Ends it.</param>
    /// <param name="seen">The role that stood on the form; when it is another by now, nothing is changed.</param>
    public async Task<Outcome<StaffMember>> RunAsync(string id, Role role, Actor who, CancellationToken cancel, Role? seen = null)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<StaffMember>().SingleOrDefaultAsync(m => m.Id == id && m.RemovedAt == null, cancel) is not { } member)
        {
            return new Refusal("gone", "There is nobody of that name on the staff. `broadside staff list` shows all.");
        }
        if (seen is { } was && was != member.Role)
        {
            return new Refusal("role_stale", "Somebody changed this role meanwhile. Nothing was done; look at it again.", "role");
        }
        if (member.Role == role)
        {
            return member;
        }
        if (member.Role == Role.Owner && await StaffQueries.OwnersAsync(db, cancel) == 1)
        {
            return LastOwner with { Field = "role" };
        }
        await audit.AddAsync(db, who, "change role", member.Subject, $"{member.Role} → {role}".ToLowerInvariant(), cancel);
        member.Role = role;
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return member;
    }
}
