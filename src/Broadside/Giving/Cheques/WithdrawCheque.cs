using Broadside.Giving.Ledger;
using Broadside.Giving.Rails.Cheque;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Cheques;

/// <summary>Takes back a cheque or cash that was entered by mistake and has not gone to the bank: by a reversal, nothing is deleted.</summary>
public sealed class WithdrawCheque(IDbContextFactory<NewsroomDb> dbs, PostFacts post, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Cheque>> RunAsync(string id, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Cheque>().SingleOrDefaultAsync(c => c.Id == id && c.Slip == null && c.WithdrawnAt == null && c.BouncedAt == null, cancel) is not { } cheque)
        {
            return new Refusal("gone", "It went to the bank, or was taken back already.");
        }
        cheque.WithdrawnAt = time.GetUtcNow();
        await audit.AddAsync(db, who, "withdraw cheque", $"cheque/{id}", cheque.Money().ToString(), cancel);
        await db.SaveChangesAsync(cancel);
        await post.WithdrawAsync(db, [new FactKey(ChequeRail.Id, "", FactKind.ChequeTaken, id)], cancel);
        Mishap.Here("cheque withdrawn");
        await writing.CommitAsync(cancel);
        return cheque;
    }
}
