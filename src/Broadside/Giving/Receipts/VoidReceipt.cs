using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Receipts;

/// <summary>Takes a receipt back with a reason. Its number stays, so that the row of numbers has no gap.</summary>
public sealed class VoidReceipt(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, TimeProvider time)
{
    private const int LongestReason = 200;

    public async Task<Outcome<Receipt>> RunAsync(string recipient, int year, int number, string reason, Actor who, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason)
        {
            return new Refusal("void_reason", "Say why, in at most 200 characters and without naming anybody.", "reason");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Receipt>().SingleOrDefaultAsync(r => r.Recipient == recipient && r.Year == year && r.Number == number && r.VoidedAt == null, cancel) is not { } receipt)
        {
            return new Refusal("gone", "There is no such receipt, or it was taken back already.");
        }
        (receipt.VoidedAt, receipt.VoidReason) = (time.GetUtcNow(), reason.Trim());
        await audit.AddAsync(db, who, "void receipt", $"receipt/{recipient}-{year}-{number}", receipt.VoidReason, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return receipt;
    }
}
