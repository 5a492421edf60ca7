using System.Text.Json.Nodes;

namespace Broadside.Tests.Giving.Simulator;

/// <summary>How things look on the wire.</summary>
internal sealed partial class StripeSim
{
    private JsonObject Json(StripeSession s) => new()
    {
        ["id"] = s.Id,
        ["object"] = "checkout.session",
        ["amount_subtotal"] = s.Amount,
        ["amount_total"] = s.Amount,
        ["cancel_url"] = s.CancelUrl,
        ["client_reference_id"] = s.ClientReference,
        ["created"] = s.Created,
        ["currency"] = s.Currency,
        ["customer"] = s.Customer,
        ["customer_email"] = s.Email,
        ["expires_at"] = s.ExpiresAt,
        ["livemode"] = false,
        ["metadata"] = s.Metadata.DeepClone(),
        ["mode"] = s.Mode,
        ["payment_intent"] = s.Intent,
        ["payment_method_types"] = new JsonArray("card"),
        ["payment_status"] = s.PaymentStatus,
        ["status"] = s.Status,
        ["subscription"] = s.Subscription,
        ["success_url"] = s.SuccessUrl,
        ["url"] = s.Status == "open" ? $"{Address}/pay/{s.Id}" : null,
    };

    private JsonObject IntentJson(StripeCharge c) => new()
    {
        ["id"] = c.Intent,
        ["object"] = "payment_intent",
        ["amount"] = c.Amount,
        ["amount_received"] = c.Status == "succeeded" ? c.Amount : 0,
        ["created"] = c.Created,
        ["currency"] = c.Currency,
        ["customer"] = c.Customer,
        ["latest_charge"] = c.Id,
        ["livemode"] = false,
        ["metadata"] = c.Metadata.DeepClone(),
        ["payment_method_types"] = new JsonArray("card"),
        ["status"] = c.Status switch { "succeeded" => "succeeded", "pending" => "processing", _ => "requires_payment_method" },
    };

    private JsonObject Json(StripeCharge c) => new()
    {
        ["id"] = c.Id,
        ["object"] = "charge",
        ["amount"] = c.Amount,
        ["amount_captured"] = c.Status == "failed" ? 0 : c.Amount,
        ["amount_refunded"] = Refunded(c),
        ["balance_transaction"] = c.BalanceTransaction,
        ["billing_details"] = new JsonObject { ["address"] = new JsonObject { ["country"] = "DE" }, ["email"] = "donor@example.org", ["name"] = "A Donor" },
        ["captured"] = c.Status != "failed",
        ["created"] = c.Created,
        ["currency"] = c.Currency,
        ["customer"] = c.Customer,
        ["disputed"] = c.Disputed,
        ["failure_code"] = c.FailureCode,
        ["livemode"] = false,
        ["metadata"] = c.Metadata.DeepClone(),
        ["paid"] = c.Status != "failed",
        ["payment_intent"] = c.Intent,
        ["payment_method_details"] = new JsonObject { ["card"] = new JsonObject { ["brand"] = "visa", ["exp_month"] = 8, ["exp_year"] = 2030, ["last4"] = "4242" }, ["type"] = "card" },
        ["refunded"] = c.Status == "succeeded" && Refunded(c) == c.Amount,
        ["status"] = c.Status,
    };

    private static JsonObject Json(StripeRefund r) => new()
    {
        ["id"] = r.Id,
        ["object"] = "refund",
        ["amount"] = r.Amount,
        ["balance_transaction"] = r.BalanceTransaction,
        ["charge"] = r.Charge.Id,
        ["created"] = r.Created,
        ["currency"] = r.Charge.Currency,
        ["metadata"] = new JsonObject(),
        ["payment_intent"] = r.Charge.Intent,
        ["status"] = r.Status,
        ["failure_balance_transaction"] = r.FailureBalanceTransaction,
    };

    private JsonObject Json(StripeDispute d) => new()
    {
        ["id"] = d.Id,
        ["object"] = "dispute",
        ["amount"] = d.Amount,
        ["balance_transactions"] = new JsonArray([.. movements.Where(m => d.BalanceTransactions.Contains(m.Id)).Select(Json)]),
        ["charge"] = d.Charge.Id,
        ["created"] = d.Created,
        ["currency"] = d.Charge.Currency,
        ["is_charge_refundable"] = false,
        ["livemode"] = false,
        ["metadata"] = new JsonObject(),
        ["payment_intent"] = d.Charge.Intent,
        ["reason"] = "fraudulent",
        ["status"] = d.Status,
    };

    private static JsonObject Json(StripeMovement m) => new()
    {
        ["id"] = m.Id,
        ["object"] = "balance_transaction",
        ["amount"] = m.Amount,
        ["available_on"] = m.Created + (2 * 86400),
        ["created"] = m.Created,
        ["currency"] = m.Currency,
        ["exchange_rate"] = m.ExchangeRate,
        ["fee"] = m.Fee,
        ["net"] = m.Amount - m.Fee,
        ["reporting_category"] = m.Category,
        ["source"] = m.Source,
        ["status"] = "available",
        ["type"] = m.Type,
    };

    private static JsonObject Json(StripeInvoice i) => new()
    {
        ["id"] = i.Id,
        ["object"] = "invoice",
        ["amount_due"] = i.Amount,
        ["amount_paid"] = i.Paid ? i.Amount : 0,
        ["created"] = i.Created,
        ["currency"] = i.Subscription.Currency,
        ["customer"] = i.Subscription.Customer,
        ["livemode"] = false,
        ["metadata"] = new JsonObject(),
        ["status"] = i.Paid ? "paid" : "open",
        ["parent"] = new JsonObject { ["type"] = "subscription_details", ["subscription_details"] = new JsonObject { ["metadata"] = i.Subscription.Metadata.DeepClone(), ["subscription"] = i.Subscription.Id } },
    };

    private static JsonObject Json(StripePayout p) => new()
    {
        ["id"] = p.Id,
        ["object"] = "payout",
        ["amount"] = p.Amount,
        ["arrival_date"] = p.Created + 86400,
        ["automatic"] = true,
        ["balance_transaction"] = p.BalanceTransaction,
        ["created"] = p.Created,
        ["currency"] = p.Currency,
        ["livemode"] = false,
        ["metadata"] = new JsonObject(),
        ["method"] = "standard",
        ["status"] = "paid",
        ["type"] = "bank_account",
    };

    private static JsonObject Json(StripeSubscription s) => new()
    {
        ["id"] = s.Id,
        ["object"] = "subscription",
        ["billing_cycle_anchor"] = s.Created,
        ["cancel_at_period_end"] = false,
        ["canceled_at"] = s.CanceledAt,
        ["created"] = s.Created,
        ["currency"] = s.Currency,
        ["customer"] = s.Customer,
        ["ended_at"] = s.CanceledAt,
        ["latest_invoice"] = s.Invoices.LastOrDefault()?.Id,
        ["livemode"] = false,
        ["metadata"] = s.Metadata.DeepClone(),
        ["pause_collection"] = s.IsPaused ? new JsonObject { ["behavior"] = "void", ["resumes_at"] = s.PausedUntil } : null,
        ["start_date"] = s.Created,
        ["status"] = s.Status,
        ["items"] = new JsonObject
        {
            ["object"] = "list",
            ["has_more"] = false,
            ["url"] = $"/v1/subscription_items?subscription={s.Id}",
            ["data"] = new JsonArray(new JsonObject
            {
                ["id"] = s.Item,
                ["object"] = "subscription_item",
                ["created"] = s.Created,
                ["current_period_end"] = s.PeriodEnd.ToUnixTimeSeconds(),
                ["quantity"] = 1,
                ["subscription"] = s.Id,
                ["metadata"] = new JsonObject(),
                ["price"] = new JsonObject
                {
                    ["id"] = "price_" + s.Item,
                    ["object"] = "price",
                    ["active"] = true,
                    ["currency"] = s.Currency,
                    ["product"] = "prod_simulator",
                    ["type"] = "recurring",
                    ["unit_amount"] = s.Amount,
                    ["recurring"] = new JsonObject { ["interval"] = s.Interval, ["interval_count"] = 1, ["usage_type"] = "licensed" },
                },
            }),
        },
    };

    private JsonObject AccountJson() => new()
    {
        ["id"] = Account,
        ["object"] = "account",
        ["charges_enabled"] = Fault != Fault.ChargesDisabled,
        ["country"] = "DE",
        ["default_currency"] = Default,
        ["details_submitted"] = true,
        ["payouts_enabled"] = Fault != Fault.ChargesDisabled,
        ["type"] = "standard",
        ["requirements"] = new JsonObject
        {
            ["alternatives"] = new JsonArray(),
            ["currently_due"] = new JsonArray(),
            ["disabled_reason"] = Fault == Fault.ChargesDisabled ? "rejected.fraud" : null,
            ["errors"] = new JsonArray(),
            ["eventually_due"] = new JsonArray(),
            ["past_due"] = new JsonArray(),
            ["pending_verification"] = new JsonArray(),
        },
    };

    private JsonObject BalanceJson() => new()
    {
        ["object"] = "balance",
        ["livemode"] = false,
        ["pending"] = new JsonArray(),
        ["available"] = new JsonArray([.. movements.GroupBy(m => m.Currency).Select(g => new JsonObject { ["amount"] = g.Sum(m => m.Amount - m.Fee), ["currency"] = g.Key, ["source_types"] = new JsonObject { ["card"] = g.Sum(m => m.Amount - m.Fee) } })]),
    };
}
