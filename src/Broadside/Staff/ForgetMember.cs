using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff.Signing;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff;

/// <summary>Erases name and e-mail address of somebody who has left. What they did stands in the log on, as done by a former colleague; bylines are the articles' affair.</summary>
public sealed class ForgetMember(IDbContextFactory<NewsroomDb> dbs, AuditLog audit)
{
    public async Task<Outcome<string>> RunAsync(string id, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<StaffMember>().SingleOrDefaultAsync(m => m.Id == id && m.RemovedAt != null && m.Name != "", cancel) is not { } member)
        {
            return new Refusal("not_left", "Only who has left the staff can be forgotten. Remove them first.");
        }
        (member.Name, member.Email) = ("", "");
        await db.Set<Device>().Where(d => d.StaffId == id).ExecuteDeleteAsync(cancel);
        await audit.AddAsync(db, who, "forget person", member.Subject, "name and e-mail address", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return id;
    }
}
