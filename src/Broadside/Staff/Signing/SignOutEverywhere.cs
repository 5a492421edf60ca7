using Broadside.Guard;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Signing;

/// <summary>Signs a person out of every browser, this one included, and forgets which browsers they used.</summary>
public sealed class SignOutEverywhere(IDbContextFactory<NewsroomDb> dbs, AuditLog audit)
{
    /// <returns>How many browsers were signed in.</returns>
    public async Task<int> RunAsync(Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var ended = await StageAsync(db, who.Id, cancel);
        await audit.AddAsync(db, who, "sign out everywhere", StaffMember.SubjectOf(who.Id), $"{ended} browsers", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return ended;
    }

    /// <summary>Within the caller's transaction.</summary>
    internal static async Task<int> StageAsync(NewsroomDb db, string id, CancellationToken cancel)
    {
        await db.Set<Device>().Where(d => d.StaffId == id).ExecuteDeleteAsync(cancel);
        return await db.Set<LoginSession>().Where(s => s.StaffId == id).ExecuteDeleteAsync(cancel);
    }
}
