using Broadside.Giving.Ledger;
using Broadside.Giving.Rails.Cheque;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Cheques;

/// <summary>The bank gave a cheque back: what was raised falls by it, its receipt is taken back. The bank's own line, when it takes the money, is settled as cheques.</summary>
public sealed class BounceCheque(IDbContextFactory<NewsroomDb> dbs, PostFacts post, AuditLog audit, TimeProvider time)
{
    /// <param name="id">The cheque's.</param>
    /// <param name="fee">What the bank takes for it; null: nothing.</param>
    /// <param name="who">Who says so.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Cheque>> RunAsync(string id, Money? fee, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Cheque>().SingleOrDefaultAsync(c => c.Id == id && c.Sort == ChequeSort.Cheque && c.WithdrawnAt == null && c.BouncedAt == null, cancel) is not { } cheque)
        {
            return new Refusal("gone", "This cheque came back already, or it was cash.");
        }
        if (fee is { } cost && (cost.Minor < 0 || cost.Currency != cheque.Currency))
        {
            return new Refusal("fee", "Write the bank's fee in the cheque's currency, or leave it empty.", "fee");
        }
        cheque.BouncedAt = time.GetUtcNow();
        await audit.AddAsync(db, who, "bounce cheque", $"cheque/{id}", cheque.Money().ToString(), cancel);
        await db.SaveChangesAsync(cancel);
        var fact = new Fact(ChequeRail.Id, "", FactKind.ChequeBounced, id, cheque.Money(), cheque.BouncedAt.Value)
        {
            PaymentRemoteId = id,
            Fee = fee is { IsZero: false } ? fee : null,
            // What never left the drawer is taken out of it.
            Account = cheque.Slip is null ? Accounts.Undeposited : null,
        };
        await post.AddAsync(db, [fact], cancel);
        Mishap.Here("cheque bounced");
        await writing.CommitAsync(cancel);
        return cheque;
    }
}
