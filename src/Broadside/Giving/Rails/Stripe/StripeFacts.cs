using Broadside.Giving.Ledger;
using Broadside.Kit;
using Stripe;

namespace Broadside.Giving.Rails.Stripe;

/// <summary>
/// Makes facts of Stripe's balance transactions, which are every movement of money there: asked for one charge or listed over a window, the
/// same movement gives the same fact.
/// </summary>
/// <param name="account">Id of the account.</param>
internal sealed class StripeFacts(string account)
{
    private const string Rail = "stripe";

    /// <param name="transaction">The movement.</param>
    /// <param name="source">What moved: a charge, a refund, a dispute, a payout; null: nothing of its own.</param>
    /// <param name="metadata">Of the gift, where the charge itself has none.</param>
    public IEnumerable<Fact> Of(BalanceTransaction transaction, object? source, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var net = Money(transaction.Amount, transaction.Currency);
        switch (transaction.Type, source)
        {
            case ("charge" or "payment", Charge charge):
                yield return Of(charge, transaction, metadata ?? charge.Metadata);
                break;
            case ("refund" or "payment_refund", Refund refund):
                yield return Moved(FactKind.Refund, refund.Id, refund.ChargeId, Money(refund.Amount, refund.Currency), -net, transaction);
                break;
            case ("refund_failure" or "payment_failure_refund", Refund refund):
                yield return Moved(FactKind.RefundFailed, refund.Id, refund.ChargeId, Money(refund.Amount, refund.Currency), net, transaction);
                break;
            case ("adjustment", Dispute dispute):
                var opens = transaction.Amount < 0;
                yield return Moved(opens ? FactKind.DisputeOpened : FactKind.DisputeWon, dispute.Id, dispute.ChargeId, Money(dispute.Amount, dispute.Currency), opens ? -net : net, transaction) with { Fee = null };
                if (transaction.Fee != 0)
                {
                    yield return New(FactKind.DisputeFee, transaction.Id, Money(transaction.Fee, transaction.Currency), transaction) with { PaymentRemoteId = dispute.ChargeId };
                }
                break;
            case ("payout", Payout payout):
                yield return New(FactKind.Payout, payout.Id, -net, transaction);
                break;
            case ("payout_cancel" or "payout_failure", _):
                yield return New(FactKind.Payout, transaction.Id, -net, transaction);
                break;
            case ("reserve_transaction" or "reserved_funds" or "reserve_hold" or "reserve_release", _):
                yield return transaction.Amount < 0 ? New(FactKind.Reserve, transaction.Id, -net, transaction) : New(FactKind.ReserveReleased, transaction.Id, net, transaction);
                break;
            default:
                // Fees of their own, and whatever Stripe invents next: counted, so that its balance and ours stay the same.
                yield return New(FactKind.Fee, transaction.Id, -Money(transaction.Net, transaction.Currency), transaction) with { Memo = transaction.Type };
                break;
        }
    }

    /// <summary>A dispute lost moves nothing: the money went when it was opened.</summary>
    public Fact Lost(Dispute dispute) =>
        new(Rail, account, FactKind.DisputeLost, dispute.Id, Money(dispute.Amount, dispute.Currency), At(dispute.Created)) { PaymentRemoteId = dispute.ChargeId };

    /// <exception cref="RailUnreachable">Stripe tells an amount that the currency cannot hold.</exception>
    public static Money Money(long units, string currency) =>
        StripeUnits.All.From(units, currency) ?? throw new RailUnreachable(RailTrouble.Misconfigured, new Evidence(200, "units"));

    private Fact Of(Charge charge, BalanceTransaction transaction, IReadOnlyDictionary<string, string> metadata) =>
        Moved(FactKind.Charge, charge.Id, charge.Id, Money(charge.Amount, charge.Currency), Money(transaction.Amount, transaction.Currency), transaction) with
        {
            Fee = Money(transaction.Fee, transaction.Currency),
            Attempt = metadata.GetValueOrDefault("attempt"),
            Gift = metadata.GetValueOrDefault("gift"),
        };

    private Fact Moved(FactKind kind, string id, string charge, Money amount, Money settled, BalanceTransaction transaction) => New(kind, id, amount, transaction) with
    {
        PaymentRemoteId = charge,
        Settled = settled.Currency == amount.Currency ? null : settled,
        Fee = transaction.Fee == 0 ? null : Money(transaction.Fee, transaction.Currency),
    };

    private Fact New(FactKind kind, string id, Money amount, BalanceTransaction transaction) => new(Rail, account, kind, id, amount, At(transaction.Created));

    private static DateTimeOffset At(DateTime created) => new(DateTime.SpecifyKind(created, DateTimeKind.Utc));
}
