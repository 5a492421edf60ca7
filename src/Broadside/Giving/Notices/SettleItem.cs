using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Notices;

/// <summary>Somebody has looked at it. It comes again only when the difference becomes another one.</summary>
public sealed class SettleItem(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<GivingItem>> RunAsync(string code, string subject, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<GivingItem>().SingleOrDefaultAsync(i => i.Code == code && i.Subject == subject && i.SettledAt == null, cancel) is not { } item)
        {
            return new Refusal("gone", "That was settled already.");
        }
        item.SettledAt = time.GetUtcNow();
        await audit.AddAsync(db, who, "settle item", $"giving/{code}", subject, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return item;
    }
}
