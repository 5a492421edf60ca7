using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Broadside.Tests.Giving.Simulator;

/// <summary>Which address answers what.</summary>
internal sealed partial class PayPalSim
{
    protected override SimAnswer Handle(SimCall call)
    {
        switch (call.Parts)
        {
            case ["pay", ..]:
                return PayPage(call);
            case ["certificate", var which]:
                return new SimAnswer(200, which == "signing" ? Authority.SigningPem : Authority.StrangerPem, "application/x-pem-file");
            case ["v1", "oauth2", "token"]:
                return Token(call);
        }
        if (call.Header("Authorization")?.Split(' ') is not ["Bearer", var token] || !tokens.TryGetValue(token, out var until) || until <= Now)
        {
            return SimAnswer.Ok(new JsonObject { ["error"] = "invalid_token", ["error_description"] = "Token signature verification failed" }, 401);
        }
        var question = $"{call.Method} {call.Path} {call.Body}";
        var key = call.Method == "POST" ? call.Header("PayPal-Request-Id") : null;
        if (key is not null && idempotent.TryGetValue(call.Path + key, out var before))
        {
            return before.Answer;
        }
        var answer = Route(call);
        if (key is not null && answer.Status < 300)
        {
            idempotent[call.Path + key] = (question, answer with { Status = 200 });
        }
        return answer;
    }

    protected override SimAnswer Broken(Fault fault) => fault switch
    {
        Fault.Html502 => SimAnswer.Page("<HTML><HEAD><TITLE>Error</TITLE></HEAD><BODY>An error occurred while processing your request.</BODY></HTML>", 502),
        Fault.Throttled429 => Error(429, "RATE_LIMIT_REACHED"),
        Fault.Unauthorized401 => SimAnswer.Ok(new JsonObject { ["error"] = "invalid_client", ["error_description"] = "Client Authentication failed" }, 401),
        _ => Error(500, "INTERNAL_SERVER_ERROR"),
    };

    private SimAnswer Route(SimCall call) => (call.Method, call.Parts) switch
    {
        ("POST", ["v2", "checkout", "orders"]) => CreateOrder(call),
        ("GET", ["v2", "checkout", "orders", var id]) => One(orders.Where(o => o.Id == id).Select(Json)),
        ("POST", ["v2", "checkout", "orders", var id, "capture"]) => CaptureOrder(id),
        ("GET", ["v2", "payments", "captures", var id]) => One(captures.Where(c => c.Id == id).Select(Json)),
        ("POST", ["v2", "payments", "captures", var id, "refund"]) => CreateRefund(call, id),
        ("GET", ["v2", "payments", "refunds", var id]) => One(captures.SelectMany(c => c.Refunds).Where(r => r.Id == id).Select(Json)),
        ("GET", ["v1", "billing", "plans"]) => Plans(call),
        ("POST", ["v1", "billing", "plans"]) => CreatePlan(call),
        ("POST", ["v1", "billing", "subscriptions"]) => CreateSubscription(call),
        ("GET", ["v1", "billing", "subscriptions", var id]) => One(subscriptions.Where(s => s.Id == id).Select(Json)),
        ("GET", ["v1", "billing", "subscriptions", var id, "transactions"]) => Transactions(id),
        ("POST", ["v1", "billing", "subscriptions", var id, var act]) => Change(call, id, act),
        ("GET", ["v1", "reporting", "transactions"]) => Report(call),
        ("GET", ["v1", "reporting", "balances"]) => Balances(),
        ("GET", ["v1", "customer", "disputes"]) => SimAnswer.Ok(DisputeList(call)),
        ("GET", ["v1", "customer", "disputes", var id]) => One(disputes.Where(d => d.Id == id).Select(Json)),
        _ => Error(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID"),
    };

    private SimAnswer Token(SimCall call)
    {
        if (call.Header("Authorization") != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Client}:{Secret}")))
        {
            return Broken(Fault.Unauthorized401);
        }
        var token = $"A21-{NextId().ToString(CultureInfo.InvariantCulture)}";
        tokens[token] = Now.AddHours(9);
        return SimAnswer.Ok(new JsonObject { ["scope"] = "https://uri.paypal.com/services/payments", ["access_token"] = token, ["token_type"] = "Bearer", ["app_id"] = "APP-SIM", ["expires_in"] = 32400 });
    }

    private SimAnswer PayPage(SimCall call)
    {
        var id = call.Parts[1];
        var amount = orders.Where(o => o.Id == id).Select(o => $"{Text(o.Amount, o.Currency)} {o.Currency}")
            .Concat(subscriptions.Where(s => s.Id == id).Select(s => $"{Text(s.Amount, s.Currency)} {s.Currency}")).FirstOrDefault();
        if (amount is null)
        {
            return SimAnswer.Page("<h1>No such order</h1>", 404);
        }
        return call.Method == "POST" && Press(id, call.Parts[2]) is { } next ? SimAnswer.See(next) : SimPage.Show("PayPal", id, amount);
    }

    private SimAnswer CreateOrder(SimCall call)
    {
        if (Fault == Fault.PayeeRestricted)
        {
            return Error(422, "UNPROCESSABLE_ENTITY", "PAYEE_ACCOUNT_RESTRICTED");
        }
        var unit = call.Json["purchase_units"]![0]!;
        var (value, currency) = ((string)unit["amount"]!["value"]!, (string)unit["amount"]!["currency_code"]!);
        if (Places(currency) == 0 && value.Contains('.', StringComparison.Ordinal))
        {
            return Error(422, "UNPROCESSABLE_ENTITY", "DECIMALS_NOT_SUPPORTED");
        }
        if (currency is "KWD" or "ISK")
        {
            return Error(422, "UNPROCESSABLE_ENTITY", "CURRENCY_NOT_SUPPORTED");
        }
        var experience = call.Json["payment_source"]!["paypal"]!["experience_context"]!;
        orders.Add(new PayPalOrder
        {
            Id = Id(),
            Amount = decimal.Parse(value, CultureInfo.InvariantCulture),
            Currency = currency,
            CustomId = (string?)unit["custom_id"],
            InvoiceId = (string?)unit["invoice_id"],
            ReturnUrl = (string)experience["return_url"]!,
            Created = Now,
        });
        return SimAnswer.Ok(Json(orders[^1]), 201);
    }

    private SimAnswer CaptureOrder(string id)
    {
        var order = orders.FirstOrDefault(o => o.Id == id);
        if (order is null)
        {
            return Error(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID");
        }
        if (Fault == Fault.PayeeRestricted)
        {
            return Error(422, "UNPROCESSABLE_ENTITY", "PAYEE_ACCOUNT_RESTRICTED");
        }
        if (order.Status != "APPROVED")
        {
            return Error(422, "UNPROCESSABLE_ENTITY", order.Status == "COMPLETED" ? "ORDER_ALREADY_CAPTURED" : "ORDER_NOT_APPROVED");
        }
        if (order.Chosen == "decline")
        {
            return Error(422, "UNPROCESSABLE_ENTITY", "INSTRUMENT_DECLINED");
        }
        order.Status = "COMPLETED";
        order.Capture = Take(order.Amount, order.Currency, order.CustomId, order.Id, null, pending: order.Chosen == "async");
        Say(order.Capture.Status == "PENDING" ? "PAYMENT.CAPTURE.PENDING" : "PAYMENT.CAPTURE.COMPLETED", "capture", Json(order.Capture));
        return SimAnswer.Ok(Json(order), 201);
    }

    private SimAnswer CreateRefund(SimCall call, string id)
    {
        var capture = captures.FirstOrDefault(c => c.Id == id);
        if (capture is null)
        {
            return Error(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID");
        }
        if (Fault == Fault.PayeeRestricted)
        {
            return Error(422, "UNPROCESSABLE_ENTITY", "PAYEE_ACCOUNT_RESTRICTED");
        }
        var left = capture.Amount - capture.Refunds.Sum(r => r.Amount);
        var amount = call.Json["amount"] is { } wanted ? decimal.Parse((string)wanted["value"]!, CultureInfo.InvariantCulture) : left;
        return disputes.Any(d => d.Capture == capture && d.Status != "RESOLVED") ? Error(422, "UNPROCESSABLE_ENTITY", "TRANSACTION_DISPUTED")
            : left == 0 ? Error(422, "UNPROCESSABLE_ENTITY", "CAPTURE_FULLY_REFUNDED")
            : amount > left ? Error(422, "UNPROCESSABLE_ENTITY", "REFUND_AMOUNT_EXCEEDED")
            : SimAnswer.Ok(Json(Refund(capture, amount)), 201);
    }

    private SimAnswer Plans(SimCall call)
    {
        var json = new JsonObject { ["plans"] = new JsonArray([.. plans.Where(p => p.Product == call.Field("product_id")).Select(Json)]), ["links"] = new JsonArray(Link("/v1/billing/plans", "self", "GET")) };
        return SimAnswer.Ok(json);
    }

    private SimAnswer CreatePlan(SimCall call)
    {
        var cycle = call.Json["billing_cycles"]![0]!;
        plans.Add(new PayPalPlan($"P-{NextId():D10}", (string)call.Json["product_id"]!, (string)call.Json["name"]!, (string)cycle["frequency"]!["interval_unit"]!,
            (string)cycle["pricing_scheme"]!["fixed_price"]!["currency_code"]!, Now));
        return SimAnswer.Ok(Json(plans[^1]), 201);
    }

    private SimAnswer CreateSubscription(SimCall call)
    {
        var plan = plans.FirstOrDefault(p => p.Id == (string?)call.Json["plan_id"]);
        if (plan is null)
        {
            return Error(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID");
        }
        if (Fault == Fault.PayeeRestricted)
        {
            return Error(422, "UNPROCESSABLE_ENTITY", "INVALID_ACCOUNT_STATUS");
        }
        var price = call.Json["plan"]!["billing_cycles"]![0]!["pricing_scheme"]!["fixed_price"]!;
        if ((string?)price["currency_code"] != plan.Currency)
        {
            return Error(422, "UNPROCESSABLE_ENTITY", "CURRENCY_MISMATCH");
        }
        subscriptions.Add(new PayPalSubscription
        {
            Id = $"I-SIM{NextId():D9}",
            Plan = plan,
            Currency = plan.Currency,
            Amount = decimal.Parse((string)price["value"]!, CultureInfo.InvariantCulture),
            CustomId = (string?)call.Json["custom_id"],
            ReturnUrl = (string)call.Json["application_context"]!["return_url"]!,
            Created = Now,
        });
        return SimAnswer.Ok(Json(subscriptions[^1]), 201);
    }

    private SimAnswer Change(SimCall call, string id, string act)
    {
        var subscription = subscriptions.FirstOrDefault(s => s.Id == id);
        if (subscription is null)
        {
            return Error(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID");
        }
        var fits = act switch { "suspend" => subscription.Status == "ACTIVE", "activate" => subscription.Status == "SUSPENDED", "cancel" or "revise" => subscription.Status is "ACTIVE" or "SUSPENDED", _ => false };
        if (!fits)
        {
            return Error(422, "UNPROCESSABLE_ENTITY", "SUBSCRIPTION_STATUS_INVALID");
        }
        if (act == "revise")
        {
            // The donor would have to agree on PayPal's page.
            return SimAnswer.Ok(new JsonObject { ["plan_id"] = subscription.Plan.Id, ["plan_overridden"] = true, ["links"] = new JsonArray(Link($"/pay/{id}", "approve", "GET")) });
        }
        subscription.Status = act switch { "suspend" => "SUSPENDED", "activate" => "ACTIVE", _ => "CANCELLED" };
        Say($"BILLING.SUBSCRIPTION.{(act == "activate" ? "ACTIVATED" : subscription.Status)}", "subscription", Json(subscription));
        return new SimAnswer(204, "");
    }

    private SimAnswer Transactions(string id)
    {
        var subscription = subscriptions.FirstOrDefault(s => s.Id == id);
        return subscription is null ? Error(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID") : SimAnswer.Ok(new JsonObject
        {
            ["transactions"] = new JsonArray([.. subscription.Payments.Select(p => new JsonObject
            {
                ["id"] = p.Id, ["status"] = p.Status, ["time"] = Time(p.Created),
                ["amount_with_breakdown"] = new JsonObject { ["gross_amount"] = Money(p.Amount, p.Currency), ["fee_amount"] = Money(p.Fee, p.Currency), ["net_amount"] = Money(p.Amount - p.Fee, p.Currency) },
            })]),
            ["links"] = new JsonArray(Link($"/v1/billing/subscriptions/{id}/transactions", "self", "GET")),
        });
    }

    private SimAnswer Report(SimCall call)
    {
        var (from, to) = (DateTimeOffset.Parse(call.Field("start_date")!, CultureInfo.InvariantCulture), DateTimeOffset.Parse(call.Field("end_date")!, CultureInfo.InvariantCulture));
        if (to - from > TimeSpan.FromDays(31))
        {
            return Error(400, "INVALID_REQUEST", "INVALID_PARAMETER_VALUE");
        }
        var size = int.Parse(call.Field("page_size") ?? "100", CultureInfo.InvariantCulture);
        var page = int.Parse(call.Field("page") ?? "1", CultureInfo.InvariantCulture);
        var rows = movements.Where(m => m.At >= from && m.At <= to).ToList();
        var details = rows.Skip((page - 1) * size).Take(size).Select(m =>
        {
            var info = new JsonObject
            {
                ["paypal_account_id"] = "SIMPAYER00001",
                ["transaction_id"] = m.Id,
                ["transaction_event_code"] = m.Code,
                ["transaction_initiation_date"] = Time(m.Began),
                ["transaction_updated_date"] = Time(m.At),
                ["transaction_amount"] = Money(m.Amount, m.Currency),
                ["transaction_status"] = "S",
            };
            if (m.Fee != 0)
            {
                info["fee_amount"] = Money(-m.Fee, m.Currency);
            }
            if (m.Reference is not null)
            {
                (info["paypal_reference_id"], info["paypal_reference_id_type"]) = (m.Reference.Replace("-", "", StringComparison.Ordinal), m.Code == "T0002" ? "SUB" : "TXN");
            }
            if (m.CustomId is not null)
            {
                info["custom_field"] = m.CustomId;
            }
            return (JsonNode)new JsonObject { ["transaction_info"] = info };
        });
        var report = new JsonObject
        {
            ["account_number"] = Merchant,
            ["start_date"] = Time(from),
            ["end_date"] = Time(to),
            ["last_refreshed_datetime"] = Time(Now),
            ["page"] = page,
            ["total_items"] = rows.Count,
            ["total_pages"] = (rows.Count + size - 1) / size,
            ["links"] = new JsonArray(Link("/v1/reporting/transactions", "self", "GET")),
        };
        // A list of none is no list there.
        if (rows.Count > 0)
        {
            report["transaction_details"] = new JsonArray([.. details]);
        }
        return SimAnswer.Ok(report);
    }

    private SimAnswer Balances() => Fault == Fault.PayeeRestricted ? Error(403, "NOT_AUTHORIZED", "PERMISSION_DENIED") : SimAnswer.Ok(new JsonObject
    {
        ["balances"] = new JsonArray([.. movements.Select(m => m.Currency).DefaultIfEmpty("EUR").Distinct().Select(c => (JsonNode)new JsonObject
        {
            ["currency"] = c, ["primary"] = true, ["total_balance"] = Money(movements.Where(m => m.Currency == c).Sum(m => m.Amount - m.Fee), c),
        })]),
        ["account_id"] = Merchant,
        ["as_of_time"] = Time(Now),
        ["last_refresh_time"] = Time(Now),
    });

    private JsonObject DisputeList(SimCall call)
    {
        var found = disputes.Where(d => call.Field("disputed_transaction_id") is not { } id || d.Capture.Id == id).ToList();
        var json = new JsonObject { ["links"] = new JsonArray(Link("/v1/customer/disputes", "self", "GET")) };
        if (found.Count > 0)
        {
            json["items"] = new JsonArray([.. found.Select(d => new JsonObject
            {
                ["dispute_id"] = d.Id, ["create_time"] = Time(d.Created), ["update_time"] = Time(d.Updated), ["reason"] = "UNAUTHORISED", ["status"] = d.Status, ["dispute_amount"] = Money(d.Amount, d.Capture.Currency),
            })]);
        }
        return json;
    }

    private static SimAnswer One(IEnumerable<JsonObject> found) => found.FirstOrDefault() is { } json ? SimAnswer.Ok(json) : Error(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID");

    private static SimAnswer Error(int status, string name, string? issue = null)
    {
        var json = new JsonObject { ["name"] = name, ["message"] = "A sentence for people, which no program should read.", ["debug_id"] = "sim", ["links"] = new JsonArray() };
        if (issue is not null)
        {
            json["details"] = new JsonArray(new JsonObject { ["issue"] = issue, ["description"] = "Another sentence." });
        }
        return SimAnswer.Ok(json, status);
    }
}
