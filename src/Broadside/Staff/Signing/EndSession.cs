using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Signing;

/// <summary>Signs out one of a person's own browsers: this one, or another that they left signed in.</summary>
public sealed class EndSession(IDbContextFactory<NewsroomDb> dbs, AuditLog audit)
{
    public async Task<Outcome<bool>> RunAsync(string session, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<LoginSession>().Where(s => s.Id == session && s.StaffId == who.Id).ExecuteDeleteAsync(cancel) == 0)
        {
            return new Refusal("gone", "That browser is signed out already.");
        }
        await audit.AddAsync(db, who, "sign out", StaffMember.SubjectOf(who.Id), session == who.LoginSession ? "this browser" : "another browser", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return true;
    }
}
