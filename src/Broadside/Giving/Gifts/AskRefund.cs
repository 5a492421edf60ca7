using System.Globalization;
using Broadside.Giving.Ledger;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff.Acts;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Gifts;

/// <summary>Pays back at once what one person may; what is above the limit, together with what was paid back of the payment before, waits until another owner agrees.</summary>
public sealed class AskRefund(IDbContextFactory<NewsroomDb> dbs, RefundGift refund, AskForAct ask, GivingSettings settings)
{
    public const string ActKind = "refund";

    private const int LongestReason = 200;

    /// <summary>What waits, as <see cref="PendingAct.Payload"/>.</summary>
    public sealed record Wish(string Rail, string RailAccount, string Payment, long Amount, string Currency, string Reason);

    /// <returns>True: the rail was asked; false: it waits for a second person.</returns>
    public async Task<Outcome<bool>> RunAsync(FactKey payment, Money? amount, string reason, Actor who, CancellationToken cancel)
    {
        if (amount is not { Minor: > 0 } money)
        {
            return new Refusal("too-much", "give.refund.too-much", "amount");
        }
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason)
        {
            return new Refusal("refund_reason", "Say why, in at most 200 characters and without naming anybody.", "reason");
        }
        if (payment.Kind == FactKind.Charge && await IsAboveAsync(payment, money, cancel) && Defence.IsOn("refund-second-person"))
        {
            await using var db = await dbs.CreateDbContextAsync(cancel);
            await using var writing = await db.BeginWritingAsync(cancel);
            var asked = await ask.RunAsync(db, ActKind, $"payment/{payment.Rail}/{payment.RemoteId}", $"{money} of the payment {payment.RemoteId} at {payment.Rail} are paid back. {reason.Trim()}", new Wish(payment.Rail, payment.RailAccount, payment.RemoteId, money.Minor, money.Currency, reason.Trim()), who, cancel);
            if (!asked.IsDone)
            {
                return asked.Refusal;
            }
            await db.SaveChangesAsync(cancel);
            await writing.CommitAsync(cancel);
            return false;
        }
        var done = await refund.RunAsync(payment, money, reason.Trim(), who, cancel);
        return done.IsDone ? true : done.Refusal;
    }

    private async Task<bool> IsAboveAsync(FactKey payment, Money amount, CancellationToken cancel)
    {
        var limit = Money.Parse(settings.RefundLimit.ToString(CultureInfo.InvariantCulture), amount.Currency, CultureInfo.InvariantCulture)?.Minor ?? 0;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        // In small steps it would be the same money, and so it is by the bank.
        var before = await db.Set<AskedRefund>().Where(r => r.Rail == payment.Rail && r.RailAccount == payment.RailAccount && r.Payment == payment.RemoteId && r.State != RefundState.Refused).SumAsync(r => r.Amount, cancel);
        var entries = await db.Set<EntryRow>().AsNoTracking().Where(e => e.Rail == payment.Rail && e.RailAccount == payment.RailAccount && e.Payment == payment.RemoteId && e.Kind == FactKind.PaidBack).ToListAsync(cancel);
        return amount.Minor > limit - before - EntryRow.Standing(entries).Sum(f => f.Amount.Minor);
    }
}
