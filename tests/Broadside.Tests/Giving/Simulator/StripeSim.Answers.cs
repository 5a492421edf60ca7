using System.Globalization;
using System.Text.Json.Nodes;

namespace Broadside.Tests.Giving.Simulator;

/// <summary>Which address answers what.</summary>
internal sealed partial class StripeSim
{
    protected override SimAnswer Handle(SimCall call)
    {
        if (call.Parts[0] == "pay")
        {
            return PayPage(call);
        }
        if (call.Header("Authorization") != $"Bearer {Key}")
        {
            return Error(401, "invalid_request_error", null);
        }
        var question = $"{call.Method} {call.Path} {call.Body}";
        var key = call.Method == "POST" ? call.Header("Idempotency-Key") : null;
        if (key is not null && idempotent.TryGetValue(key, out var before))
        {
            return before.Question == question ? before.Answer : Error(400, "idempotency_error", null);
        }
        var answer = Route(call);
        if (key is not null && answer.Status < 500)
        {
            idempotent[key] = (question, answer);
        }
        return answer;
    }

    protected override SimAnswer Broken(Fault fault) => fault switch
    {
        Fault.Html502 => SimAnswer.Page("<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>", 502),
        Fault.Throttled429 => Error(429, "invalid_request_error", "rate_limit"),
        Fault.Unauthorized401 => Error(401, "invalid_request_error", "api_key_expired"),
        _ => Error(500, "api_error", null),
    };

    private SimAnswer Route(SimCall call) => (call.Method, call.Parts) switch
    {
        ("POST", ["v1", "checkout", "sessions"]) => CreateSession(call),
        ("GET", ["v1", "checkout", "sessions"]) => List(call, sessions.Where(s => In(call, s.Created) && Is(call, "payment_intent", s.Intent) && Is(call, "subscription", s.Subscription)).Reverse().Select(Json)),
        ("GET", ["v1", "checkout", "sessions", var id]) => One(call, sessions.Where(s => s.Id == id).Select(Json)),
        ("POST", ["v1", "checkout", "sessions", var id, "expire"]) => ExpireSession(id),
        ("GET", ["v1", "payment_intents", var id]) => One(call, Find(id)),
        ("GET", ["v1", "charges"]) => List(call, charges.Where(c => Is(call, "payment_intent", c.Intent) && Is(call, "customer", c.Customer)).Reverse().Select(Json)),
        ("GET", ["v1", "charges", var id]) => One(call, Find(id)),
        ("GET", ["v1", "refunds"]) => List(call, refunds.Where(r => Is(call, "charge", r.Charge.Id) && Is(call, "payment_intent", r.Charge.Intent)).Reverse().Select(Json)),
        ("GET", ["v1", "refunds", var id]) => One(call, Find(id)),
        ("POST", ["v1", "refunds"]) => CreateRefund(call),
        ("GET", ["v1", "disputes"]) => List(call, disputes.Where(d => Is(call, "charge", d.Charge.Id)).Reverse().Select(Json)),
        ("GET", ["v1", "disputes", var id]) => One(call, Find(id)),
        ("GET", ["v1", "balance_transactions"]) => List(call, movements.Where(m => In(call, m.Created)).Reverse().Select(Json)),
        ("GET", ["v1", "balance_transactions", var id]) => One(call, Find(id)),
        ("GET", ["v1", "payouts", var id]) => One(call, Find(id)),
        ("GET", ["v1", "invoices", var id]) => One(call, Find(id)),
        ("GET", ["v1", "subscriptions"]) => List(call, subscriptions.Where(s => Is(call, "customer", s.Customer)).Reverse().Select(Json)),
        ("GET", ["v1", "subscriptions", var id]) => One(call, Find(id)),
        ("POST", ["v1", "subscriptions", var id]) => Change(call, id),
        ("DELETE", ["v1", "subscriptions", var id]) => Cancel(id),
        ("GET", ["v1", "account"]) => SimAnswer.Ok(AccountJson()),
        ("GET", ["v1", "balance"]) => SimAnswer.Ok(BalanceJson()),
        _ => Error(404, "invalid_request_error", null),
    };

    private SimAnswer PayPage(SimCall call)
    {
        var session = sessions.FirstOrDefault(s => s.Id == call.Parts[1]);
        if (session is null)
        {
            return SimAnswer.Page("<h1>No such session</h1>", 404);
        }
        var amount = $"{session.Amount.ToString(CultureInfo.InvariantCulture)} {session.Currency}";
        if (call.Method != "POST")
        {
            return SimPage.Show("Stripe", session.Id, amount);
        }
        return Press(session.Id, call.Parts[2]) is { } next ? SimAnswer.See(next) : SimPage.Show("Stripe", session.Id, amount, "Your card was declined.");
    }

    private SimAnswer CreateSession(SimCall call)
    {
        if (Fault == Fault.ChargesDisabled)
        {
            return Error(400, "invalid_request_error", "account_invalid");
        }
        var amount = long.Parse(call.Field("line_items[0][price_data][unit_amount]")!, CultureInfo.InvariantCulture);
        var currency = call.Field("line_items[0][price_data][currency]")!;
        if (amount is < 50 or > 99_999_999)
        {
            return Error(400, "invalid_request_error", amount < 50 ? "amount_too_small" : "amount_too_large", "line_items[0][price_data][unit_amount]");
        }
        // Dinars go in tens of fils, krónur in hundredths that must be whole.
        if ((currency == "kwd" && amount % 10 != 0) || (currency == "isk" && amount % 100 != 0))
        {
            return Error(400, "invalid_request_error", "parameter_invalid_integer", "line_items[0][price_data][unit_amount]");
        }
        var mode = call.Field("mode")!;
        var session = new StripeSession
        {
            Id = Id("cs"),
            Mode = mode,
            Amount = amount,
            Currency = currency,
            Metadata = call.Map("metadata"),
            InnerMetadata = call.Map(mode == "payment" ? "payment_intent_data[metadata]" : "subscription_data[metadata]"),
            SuccessUrl = call.Field("success_url")!,
            CancelUrl = call.Field("cancel_url"),
            ClientReference = call.Field("client_reference_id"),
            Email = call.Field("customer_email"),
            Interval = call.Field("line_items[0][price_data][recurring][interval]"),
            Created = Unix,
            ExpiresAt = call.Field("expires_at") is { } expires ? long.Parse(expires, CultureInfo.InvariantCulture) : Unix + 86400,
        };
        sessions.Add(session);
        return SimAnswer.Ok(Json(session));
    }

    private SimAnswer ExpireSession(string id)
    {
        var session = sessions.FirstOrDefault(s => s.Id == id);
        if (session?.Status != "open")
        {
            return Error(session is null ? 404 : 400, "invalid_request_error", session is null ? "resource_missing" : null);
        }
        Expire(session);
        return SimAnswer.Ok(Json(session));
    }

    private SimAnswer CreateRefund(SimCall call)
    {
        var charge = charges.FirstOrDefault(c => c.Id == call.Field("charge") || c.Intent == call.Field("payment_intent"));
        if (charge is null)
        {
            return Error(404, "invalid_request_error", "resource_missing");
        }
        if (charge.Disputed)
        {
            return Error(400, "invalid_request_error", "charge_disputed");
        }
        var left = charge.Amount - Refunded(charge);
        var amount = call.Field("amount") is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : left;
        return left == 0 ? Error(400, "invalid_request_error", "charge_already_refunded")
            : amount > left ? Error(400, "invalid_request_error", "amount_too_large", "amount")
            : SimAnswer.Ok(Json(Refund(charge, amount)));
    }

    private SimAnswer Change(SimCall call, string id)
    {
        var subscription = subscriptions.FirstOrDefault(s => s.Id == id);
        if (subscription is null || subscription.Status == "canceled")
        {
            return Error(subscription is null ? 404 : 400, "invalid_request_error", "resource_missing");
        }
        if (call.Field("items[0][price_data][unit_amount]") is { } amount)
        {
            subscription.Amount = long.Parse(amount, CultureInfo.InvariantCulture);
        }
        if (call.Field("pause_collection[behavior]") is not null)
        {
            subscription.IsPaused = true;
            subscription.PausedUntil = call.Field("pause_collection[resumes_at]") is { } until ? long.Parse(until, CultureInfo.InvariantCulture) : null;
        }
        else if (call.Form.ContainsKey("pause_collection"))
        {
            subscription.IsPaused = false;
        }
        Tell("customer.subscription.updated", Json(subscription));
        return SimAnswer.Ok(Json(subscription));
    }

    private SimAnswer Cancel(string id)
    {
        var subscription = subscriptions.FirstOrDefault(s => s.Id == id && s.Status != "canceled");
        if (subscription is null)
        {
            return Error(404, "invalid_request_error", "resource_missing");
        }
        (subscription.Status, subscription.CanceledAt) = ("canceled", Unix);
        Tell("customer.subscription.deleted", Json(subscription));
        return SimAnswer.Ok(Json(subscription));
    }

    private long Refunded(StripeCharge charge) => refunds.Where(r => r.Charge == charge && r.Status != "failed").Sum(r => r.Amount);

    private IEnumerable<JsonObject> Find(string id)
    {
        var json = id.Split('_')[0] switch
        {
            "ch" => charges.Where(c => c.Id == id).Select(Json),
            "pi" => charges.Where(c => c.Intent == id).TakeLast(1).Select(IntentJson),
            "re" => refunds.Where(r => r.Id == id).Select(Json),
            "dp" => disputes.Where(d => d.Id == id).Select(Json),
            "txn" => movements.Where(m => m.Id == id).Select(Json),
            "sub" => subscriptions.Where(s => s.Id == id).Select(Json),
            "po" => payouts.Where(p => p.Id == id).Select(Json),
            "in" => subscriptions.SelectMany(s => s.Invoices).Where(i => i.Id == id).Select(Json),
            _ => [],
        };
        return json;
    }

    private SimAnswer One(SimCall call, IEnumerable<JsonObject> found)
    {
        var json = found.FirstOrDefault();
        if (json is null)
        {
            return Error(404, "invalid_request_error", "resource_missing", "id");
        }
        Expand(call, json);
        return SimAnswer.Ok(json);
    }

    // Newest first; a page begins after the thing that is named.
    private SimAnswer List(SimCall call, IEnumerable<JsonObject> all)
    {
        var limit = call.Field("limit") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 10;
        var after = call.Field("starting_after");
        var rest = (after is null ? all : all.SkipWhile(j => (string?)j["id"] != after).Skip(1)).ToList();
        var list = new JsonObject { ["object"] = "list", ["data"] = new JsonArray([.. rest.Take(limit)]), ["has_more"] = rest.Count > limit, ["url"] = call.Path };
        Expand(call, list);
        return SimAnswer.Ok(list);
    }

    private void Expand(SimCall call, JsonObject json)
    {
        foreach (var path in call.Query.Where(q => q.Key.StartsWith("expand[", StringComparison.Ordinal)).Select(q => q.Value))
        {
            Expand(json, path.Split('.'));
        }
    }

    private void Expand(JsonNode? node, ReadOnlySpan<string> path)
    {
        if (path.Length == 0 || node is not JsonObject json)
        {
            return;
        }
        if (path[0] == "refunds" && json["refunds"] is null)
        {
            var id = (string)json["id"]!;
            json["refunds"] = new JsonObject
            {
                ["object"] = "list",
                ["data"] = new JsonArray([.. refunds.Where(r => r.Charge.Id == id).Reverse().Select(Json)]),
                ["has_more"] = false,
                ["url"] = $"/v1/charges/{id}/refunds",
            };
        }
        if (json[path[0]] is JsonValue value && value.TryGetValue<string>(out var reference))
        {
            json[path[0]] = Find(reference).FirstOrDefault() ?? (JsonNode)reference;
        }
        foreach (var inner in json[path[0]] is JsonArray array ? array.ToArray() : [json[path[0]]])
        {
            Expand(inner, path[1..]);
        }
    }

    private static bool Is(SimCall call, string field, string? value) => call.Field(field) is not { } wanted || wanted == value;

    private static bool In(SimCall call, long created) =>
        (call.Field("created[gte]") is not { } from || created >= long.Parse(from, CultureInfo.InvariantCulture))
        && (call.Field("created[lt]") is not { } before || created < long.Parse(before, CultureInfo.InvariantCulture))
        && (call.Field("created[lte]") is not { } to || created <= long.Parse(to, CultureInfo.InvariantCulture));

    private static SimAnswer Error(int status, string type, string? code, string? parameter = null)
    {
        var error = new JsonObject { ["type"] = type, ["message"] = "A sentence for people, which no program should read." };
        if (code is not null)
        {
            error["code"] = code;
        }
        if (parameter is not null)
        {
            error["param"] = parameter;
        }
        return SimAnswer.Ok(new JsonObject { ["error"] = error }, status);
    }
}
