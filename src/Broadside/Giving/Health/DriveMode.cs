using Broadside.Guard;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Health;

/// <summary>While a drive runs, nobody changes how rails are set up, and they are looked at four times as often.</summary>
public sealed class DriveMode(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, TimeProvider time)
{
    public const string Name = "drive-mode";

    public async Task<bool> IsOnAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<GivingSwitch>().AnyAsync(s => s.Name == Name && s.Value == "on", cancel);
    }

    public async Task SetAsync(bool on, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var row = await db.Set<GivingSwitch>().SingleOrDefaultAsync(s => s.Name == Name, cancel);
        if (row is null)
        {
            db.Add(row = new GivingSwitch { Name = Name, Value = "" });
        }
        (row.Value, row.ChangedAt) = (on ? "on" : "off", time.GetUtcNow());
        await audit.AddAsync(db, who, on ? "begin drive" : "end drive", "giving", "", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
    }
}
