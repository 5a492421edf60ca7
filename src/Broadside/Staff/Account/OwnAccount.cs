using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff.Signing;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Account;

/// <summary>What the acts on one's own account have in common: one transaction, the person read in it, a row in the audit log.</summary>
public sealed class OwnAccount(IDbContextFactory<NewsroomDb> dbs, AuditLog audit)
{
    internal static readonly Refusal LastWayIn = new("last_way_in", "This is your only way to sign in. Add another passkey or a password first.");

    /// <param name="who">Whose account it is.</param>
    /// <param name="what">For the audit log.</param>
    /// <param name="act">Does it, and returns what the log says of it, or why it was not done.</param>
    /// <param name="cancel">Ends it.</param>
    internal async Task<Outcome<string>> RunAsync(Actor who, string what, Func<NewsroomDb, StaffMember, Task<Outcome<string>>> act, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var member = await db.Set<StaffMember>().SingleAsync(m => m.Id == who.Id && m.RemovedAt == null, cancel);
        var outcome = await act(db, member);
        if (!outcome.IsDone)
        {
            return outcome;
        }
        await audit.AddAsync(db, who, what, member.Subject, outcome.Value, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return outcome;
    }

    internal static async Task<bool> HasAnotherWayInAsync(NewsroomDb db, StaffMember member, string? passkey, CancellationToken cancel) =>
        (passkey is not null && member.PasswordHash is not null) || await db.Set<Passkey>().AnyAsync(p => p.StaffId == member.Id && p.Id != passkey, cancel);
}
