using Broadside.Giving.Receipts;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Notices;

/// <summary>Somebody has looked at it. It comes again only when the difference becomes another one. A payment that waited for this look is confirmed in the same transaction.</summary>
public sealed class SettleItem(IDbContextFactory<NewsroomDb> dbs, IssueReceipts receipts, AuditLog audit, TimeProvider time)
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
        if (code == IssueReceipts.Differs)
        {
            await receipts.FollowAsync(db, item.Rail, subject, cancel);
        }
        await db.SaveChangesAsync(cancel);
        Mishap.Here("item settled");
        await writing.CommitAsync(cancel);
        return item;
    }
}
