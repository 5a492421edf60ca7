using System.Text.Json.Nodes;

namespace Broadside.Tests.Giving.Simulator;

/// <summary>How things look on the wire.</summary>
internal sealed partial class PayPalSim
{
    private JsonObject Json(PayPalOrder o)
    {
        var unit = new JsonObject { ["reference_id"] = "default", ["amount"] = Money(o.Amount, o.Currency), ["payee"] = new JsonObject { ["email_address"] = "treasurer@example.org", ["merchant_id"] = Merchant } };
        if (o.CustomId is not null)
        {
            unit["custom_id"] = o.CustomId;
        }
        if (o.InvoiceId is not null)
        {
            unit["invoice_id"] = o.InvoiceId;
        }
        if (o.Capture is { } capture)
        {
            unit["payments"] = new JsonObject { ["captures"] = new JsonArray(Json(capture)) };
            if (capture.Refunds.Count > 0)
            {
                unit["payments"]!["refunds"] = new JsonArray([.. capture.Refunds.Select(Json)]);
            }
        }
        return new JsonObject
        {
            ["id"] = o.Id,
            ["intent"] = "CAPTURE",
            ["status"] = o.Status,
            ["create_time"] = Time(o.Created),
            ["purchase_units"] = new JsonArray(unit),
            ["links"] = new JsonArray(Link($"/v2/checkout/orders/{o.Id}", "self", "GET"), Link($"/pay/{o.Id}", "payer-action", "GET")),
        };
    }

    private JsonObject Json(PayPalCapture c)
    {
        var json = new JsonObject
        {
            ["id"] = c.Id,
            ["status"] = c.Status,
            ["amount"] = Money(c.Amount, c.Currency),
            ["final_capture"] = true,
            ["create_time"] = Time(c.Created),
            ["update_time"] = Time(c.Updated),
            ["links"] = new JsonArray(Link($"/v2/payments/captures/{c.Id}", "self", "GET"), Link($"/v2/payments/captures/{c.Id}/refund", "refund", "POST")),
        };
        if (c.CustomId is not null)
        {
            json["custom_id"] = c.CustomId;
        }
        if (c.Order is not null)
        {
            ((JsonArray)json["links"]!).Add(Link($"/v2/checkout/orders/{c.Order}", "up", "GET"));
        }
        if (c.Status == "PENDING")
        {
            json["status_details"] = new JsonObject { ["reason"] = "ECHECK" };
        }
        else if (c.Status != "DECLINED")
        {
            json["seller_receivable_breakdown"] = new JsonObject { ["gross_amount"] = Money(c.Amount, c.Currency), ["paypal_fee"] = Money(c.Fee, c.Currency), ["net_amount"] = Money(c.Amount - c.Fee, c.Currency) };
        }
        return json;
    }

    private JsonObject Json(PayPalRefund r) => new()
    {
        ["id"] = r.Id,
        ["status"] = r.Status,
        ["amount"] = Money(r.Amount, r.Capture.Currency),
        ["create_time"] = Time(r.Created),
        ["update_time"] = Time(r.Created),
        ["seller_payable_breakdown"] = new JsonObject { ["gross_amount"] = Money(r.Amount, r.Capture.Currency), ["paypal_fee"] = Money(0, r.Capture.Currency), ["net_amount"] = Money(r.Amount, r.Capture.Currency) },
        ["links"] = new JsonArray(Link($"/v2/payments/refunds/{r.Id}", "self", "GET"), Link($"/v2/payments/captures/{r.Capture.Id}", "up", "GET")),
    };

    private JsonObject Json(PayPalDispute d)
    {
        var json = new JsonObject
        {
            ["dispute_id"] = d.Id,
            ["create_time"] = Time(d.Created),
            ["update_time"] = Time(d.Updated),
            ["reason"] = "UNAUTHORISED",
            ["status"] = d.Status,
            ["dispute_amount"] = Money(d.Amount, d.Capture.Currency),
            ["disputed_transactions"] = new JsonArray(new JsonObject { ["seller_transaction_id"] = d.Capture.Id, ["create_time"] = Time(d.Capture.Created), ["gross_amount"] = Money(d.Capture.Amount, d.Capture.Currency) }),
            ["links"] = new JsonArray(Link($"/v1/customer/disputes/{d.Id}", "self", "GET")),
        };
        if (d.Outcome is not null)
        {
            json["dispute_outcome"] = new JsonObject { ["outcome_code"] = d.Outcome };
        }
        return json;
    }

    private JsonObject Json(PayPalPlan p) => new()
    {
        ["id"] = p.Id,
        ["product_id"] = p.Product,
        ["name"] = p.Name,
        ["status"] = "ACTIVE",
        ["create_time"] = Time(p.Created),
        ["links"] = new JsonArray(Link($"/v1/billing/plans/{p.Id}", "self", "GET")),
    };

    private JsonObject Json(PayPalSubscription s)
    {
        var json = new JsonObject
        {
            ["id"] = s.Id,
            ["plan_id"] = s.Plan.Id,
            ["status"] = s.Status,
            ["create_time"] = Time(s.Created),
            ["plan_overridden"] = true,
            ["plan"] = new JsonObject
            {
                ["billing_cycles"] = new JsonArray(new JsonObject
                {
                    ["frequency"] = new JsonObject { ["interval_unit"] = s.Plan.Unit, ["interval_count"] = 1 },
                    ["tenure_type"] = "REGULAR",
                    ["sequence"] = 1,
                    ["total_cycles"] = 0,
                    ["pricing_scheme"] = new JsonObject { ["fixed_price"] = Money(s.Amount, s.Currency) },
                }),
            },
            ["links"] = new JsonArray(Link($"/pay/{s.Id}", "approve", "GET"), Link($"/v1/billing/subscriptions/{s.Id}", "self", "GET")),
        };
        if (s.CustomId is not null)
        {
            json["custom_id"] = s.CustomId;
        }
        if (s.Status != "APPROVAL_PENDING")
        {
            json["start_time"] = Time(s.Created);
            json["billing_info"] = new JsonObject { ["outstanding_balance"] = Money(0, s.Currency), ["failed_payments_count"] = s.Failures, ["next_billing_time"] = Time(s.Next) };
        }
        return json;
    }

    private static JsonObject Money(decimal amount, string currency) => new() { ["currency_code"] = currency, ["value"] = Text(amount, currency) };

    private JsonObject Link(string path, string relation, string method) => new() { ["href"] = Address + path, ["rel"] = relation, ["method"] = method };
}
