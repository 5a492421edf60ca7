using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Desk;

/// <summary>A person has seen to an alarm: it stands no longer, until it rings again.</summary>
public sealed class SeeToAlarm(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Alarm>> RunAsync(string id, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Alarm>().SingleOrDefaultAsync(a => a.Id == id && a.ClearedAt == null, cancel) is not { } alarm)
        {
            return new Refusal("gone", "Somebody saw to that alarm already.");
        }
        alarm.ClearedAt = time.GetUtcNow();
        await audit.AddAsync(db, who, "see to alarm", $"alarm/{alarm.Code}", alarm.Subject, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return alarm;
    }
}
