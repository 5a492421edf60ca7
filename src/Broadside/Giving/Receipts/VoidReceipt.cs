using System.Globalization;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Receipts;

/// <summary>A person takes a receipt back. Its number stays and is never given again; nothing of the books changes. Should the payment change later, another receipt is issued for it.</summary>
public sealed class VoidReceipt(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, TimeProvider time)
{
    private const string ByHand = "by hand: ";
    private const int Longest = 200;

    public static bool IsByHand(Receipt receipt) => receipt.VoidReason?.StartsWith(ByHand, StringComparison.Ordinal) == true;

    /// <param name="recipient">Whose receipt.</param>
    /// <param name="year">Of the payment.</param>
    /// <param name="number">Within it.</param>
    /// <param name="reason">For the record; no personal data.</param>
    /// <param name="who">Who takes it back.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Receipt>> RunAsync(string recipient, int year, int number, string reason, Actor who, CancellationToken cancel)
    {
        reason = reason.Trim();
        if (reason.Length is 0 or > Longest)
        {
            return new Refusal("reason", "give.receipt.reason", "reason");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Receipt>().SingleOrDefaultAsync(r => r.Recipient == recipient && r.Year == year && r.Number == number, cancel) is not { } receipt)
        {
            return new Refusal("gone", "give.gone");
        }
        if (receipt.VoidedAt is not null)
        {
            return receipt;
        }
        (receipt.VoidedAt, receipt.VoidReason) = (time.GetUtcNow(), ByHand + reason);
        await audit.AddAsync(db, who, "void receipt", string.Create(CultureInfo.InvariantCulture, $"receipt/{recipient}/{year}/{number}"), reason, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return receipt;
    }
}
