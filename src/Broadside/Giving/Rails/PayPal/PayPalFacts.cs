using System.Text.Json;
using Broadside.Giving.Ledger;
using Broadside.Kit;

namespace Broadside.Giving.Rails.PayPal;

/// <summary>Makes facts of what PayPal tells, the same one whether a payment was asked for or came with the report of transactions.</summary>
/// <param name="account">The merchant's account number.</param>
internal sealed class PayPalFacts(string account)
{
    private const string Rail = "paypal";

    /// <summary>Of a capture: nothing until it is completed.</summary>
    public IEnumerable<Fact> Capture(JsonElement capture)
    {
        if (capture.Text("status") is "COMPLETED" or "PARTIALLY_REFUNDED" or "REFUNDED")
        {
            yield return Charge(capture.Text("id")!, Money(capture, "amount"), capture.At("seller_receivable_breakdown.paypal_fee") is null ? null : Money(capture, "seller_receivable_breakdown.paypal_fee"),
                capture.Time("create_time"), capture.Text("custom_id"));
        }
    }

    /// <summary>Of a payment of a subscription.</summary>
    public IEnumerable<Fact> Payment(JsonElement payment, string? customId)
    {
        if (payment.Text("status") is "COMPLETED" or "PARTIALLY_REFUNDED" or "REFUNDED")
        {
            yield return Charge(payment.Text("id")!, Money(payment, "amount_with_breakdown.gross_amount"),
                payment.At("amount_with_breakdown.fee_amount") is null ? null : Money(payment, "amount_with_breakdown.fee_amount"), payment.Time("time"), customId);
        }
    }

    public IEnumerable<Fact> Refund(JsonElement refund)
    {
        if (refund.Text("status") == "COMPLETED")
        {
            yield return New(FactKind.Refund, refund.Text("id")!, Money(refund, "amount"), refund.Time("create_time")) with { PaymentRemoteId = Up(refund, "/v2/payments/captures/") };
        }
    }

    public IEnumerable<Fact> Dispute(JsonElement dispute)
    {
        var id = dispute.Text("dispute_id")!;
        var opened = New(FactKind.DisputeOpened, id, Money(dispute, "dispute_amount"), dispute.Time("create_time")) with { PaymentRemoteId = dispute.Text("disputed_transactions.0.seller_transaction_id") };
        yield return opened;
        if (dispute.Text("status") == "RESOLVED")
        {
            // A payout of PayPal's own leaves the money here.
            var isLost = dispute.Text("dispute_outcome.outcome_code") is "RESOLVED_BUYER_FAVOUR" or "ACCEPTED";
            yield return opened with { Kind = isLost ? FactKind.DisputeLost : FactKind.DisputeWon, At = dispute.Time("update_time") ?? opened.At };
        }
    }

    /// <summary>Of a row of the report (its event codes: developer.paypal.com/docs/transaction-search/transaction-event-codes). Disputes are asked for apart.</summary>
    public IEnumerable<Fact> Row(JsonElement row)
    {
        var (id, code, at) = (row.Text("transaction_id")!, row.Text("transaction_event_code") ?? "", row.Time("transaction_initiation_date"));
        var amount = Money(row, "transaction_amount");
        Money? fee = row.At("fee_amount") is null ? null : Money(row, "fee_amount");
        var reference = row.Text("paypal_reference_id");
        yield return code switch
        {
            _ when code.StartsWith("T00", StringComparison.Ordinal) && amount.Minor > 0 => Charge(id, amount, fee is { } paid ? -paid : null, at, row.Text("custom_field")),
            "T1107" => New(FactKind.Refund, id, -amount, at) with { PaymentRemoteId = reference },
            // Taken back with no case at PayPal's desk for disputes.
            "T1106" or "T1201" when amount.Minor < 0 => New(FactKind.Refund, id, -amount, at) with { PaymentRemoteId = reference, Memo = code },
            _ when code.StartsWith("T04", StringComparison.Ordinal) => New(FactKind.Payout, id, -amount, at),
            _ when code.StartsWith("T21", StringComparison.Ordinal) || IsDispute(row) => amount.Minor < 0 ? New(FactKind.Reserve, id, -amount, at) : New(FactKind.ReserveReleased, id, amount, at),
            // Whatever else moves money is counted, so that PayPal's balance and ours stay the same.
            _ => New(FactKind.Fee, id, -(fee is { } own ? amount + own : amount), at) with { Memo = code },
        };
    }

    /// <summary>Whether a row may belong to a dispute, which has facts of its own.</summary>
    public static bool IsDispute(JsonElement row) => row.Text("transaction_event_code") is "T1106" or "T1110" or "T1111" or "T1201" or "T1202" or "T1207" or "T1208";

    /// <summary>The thing above, as PayPal's links tell it.</summary>
    public static string? Up(JsonElement json, string path) =>
        json.Items("links").Where(l => l.Text("rel") == "up").Select(l => l.Text("href")).FirstOrDefault(h => h?.Contains(path, StringComparison.Ordinal) == true)?.Split('/')[^1];

    /// <summary>Attempt and gift stand in one field, with a colon between.</summary>
    public static (string? Attempt, string? Gift) Ours(string? customId) => customId?.Split(':') is [{ Length: > 0 } attempt, { Length: > 0 } gift] ? (attempt, gift) : (null, null);

    private Fact Charge(string id, Money amount, Money? fee, DateTimeOffset? at, string? customId) => New(FactKind.Charge, id, amount, at) with
    {
        Fee = fee,
        PaymentRemoteId = id,
        Attempt = Ours(customId).Attempt,
        Gift = Ours(customId).Gift,
    };

    private Fact New(FactKind kind, string id, Money amount, DateTimeOffset? at) => new(Rail, account, kind, id, amount, at ?? throw new RailUnreachable(RailTrouble.Misconfigured, new Evidence(200, "form")));

    private static Money Money(JsonElement json, string path) => PayPalUnits.From(json.Text(path + ".value"), json.Text(path + ".currency_code"));
}
