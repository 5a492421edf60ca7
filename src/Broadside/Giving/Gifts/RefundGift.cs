using Broadside.Giving.Health;
using Broadside.Giving.Ledger;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Gifts;

/// <summary>
/// Pays a donor back by the rail that charged. The wish is a row before the rail is asked, and counts against what is left of the payment
/// from then on: two people at once cannot pay back more than came. The books follow the rail's own fact, not this wish.
/// </summary>
public sealed class RefundGift(IDbContextFactory<NewsroomDb> dbs, RailBoard board, OutboundSwitch outbound, AuditLog audit, Ids ids, TimeProvider time)
{
    /// <param name="payment">The charge's key at its rail.</param>
    /// <param name="amount">Above zero.</param>
    /// <param name="reason">For the record; no personal data.</param>
    /// <param name="who">Who pays back.</param>
    /// <param name="cancel">Ends it.</param>
    /// <param name="id">Of the wish, where it has one already: the same id again pays back nothing new.</param>
    public async Task<Outcome<AskedRefund>> RunAsync(FactKey payment, Money amount, string reason, Actor who, CancellationToken cancel, string? id = null)
    {
        if (board.Find(payment.Rail) is not { } rail || payment.Kind != FactKind.Charge)
        {
            return new Refusal("by-hand", "give.refund.by-hand");
        }
        if (!await outbound.MayAsync(cancel))
        {
            return new Refusal("quiet", "give.quiet");
        }
        var (refund, refusal) = await KeepAsync(payment, amount, reason, who, id ?? ids.New(), cancel);
        if (refusal is not null)
        {
            return refusal;
        }
        Mishap.Here("refund kept");
        var result = await rail.RefundAsync(new RefundRequest(refund!.Id, payment.RemoteId, amount, reason), cancel);
        Mishap.Here("refund asked");
        await using var db = await dbs.CreateDbContextAsync(cancel);
        refund = await db.Set<AskedRefund>().SingleAsync(r => r.Id == refund.Id, cancel);
        (refund.State, refund.Remote) = result switch
        {
            RefundResult.Accepted accepted => (RefundState.Accepted, accepted.Remote.Id),
            RefundResult.NotSupported or RefundResult.Refused => (RefundState.Refused, null),
            // Nobody knows whether it is under way: it counts until a fact or a person says otherwise.
            _ => (RefundState.Unknown, (string?)null),
        };
        await db.SaveChangesAsync(cancel);
        return result switch
        {
            RefundResult.NotSupported => new Refusal("by-hand", "give.refund.by-hand"),
            RefundResult.Refused => new Refusal("refused", "give.refund.refused"),
            _ => refund,
        };
    }

    private async Task<(AskedRefund?, Refusal?)> KeepAsync(FactKey payment, Money amount, string reason, Actor who, string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<AskedRefund>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel) is { } kept)
        {
            return (kept, null);
        }
        var rows = await db.Set<EntryRow>().AsNoTracking().Where(e => e.Rail == payment.Rail && e.RailAccount == payment.RailAccount && e.Payment == payment.RemoteId).ToListAsync(cancel);
        var facts = EntryRow.Standing(rows);
        var asked = await db.Set<AskedRefund>().AsNoTracking().Where(r => r.Rail == payment.Rail && r.Payment == payment.RemoteId).ToListAsync(cancel);
        var left = facts.Count == 0 ? null : GiftStates.Refundable(facts, AskedRefund.OnTheWay(asked, facts));
        if (left is null || left.Value.Currency != amount.Currency || amount.Minor <= 0 || (amount.Minor > left.Value.Minor && Defence.IsOn("refund-limit")))
        {
            return (null, new Refusal("too-much", "give.refund.too-much", "amount"));
        }
        var refund = new AskedRefund
        {
            Id = id,
            Rail = payment.Rail,
            RailAccount = payment.RailAccount,
            Payment = payment.RemoteId,
            Amount = amount.Minor,
            Currency = amount.Currency,
            Reason = reason,
            AskedBy = who.Id,
            AskedAt = time.GetUtcNow(),
        };
        db.Add(refund);
        await audit.AddAsync(db, who, "refund", $"payment/{payment.Rail}/{payment.RemoteId}", $"{amount}: {reason}", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return (refund, null);
    }
}
