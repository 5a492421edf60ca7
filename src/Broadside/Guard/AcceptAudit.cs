using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard;

/// <summary>Goes on with an audit log whose end was cut off or rewritten, after a person has looked into it; that is a row of the log too.</summary>
public sealed class AcceptAudit(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, AuditHead head)
{
    public async Task RunAsync(Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using (var writing = await db.BeginWritingAsync(cancel))
        {
            await audit.AddAsync(db, who, "accept audit", "audit", await head.CheckAsync(db, cancel) ?? "", cancel);
            await db.SaveChangesAsync(cancel);
            await writing.CommitAsync(cancel);
        }
        await head.AcceptAsync(db, cancel);
    }
}
