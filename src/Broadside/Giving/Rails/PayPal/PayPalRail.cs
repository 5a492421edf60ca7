using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Broadside.Giving.Ledger;
using Broadside.Kit;

namespace Broadside.Giving.Rails.PayPal;

/// <summary>PayPal: an order for one gift, a subscription for those that repeat, whose schedule is PayPal's.</summary>
public sealed class PayPalRail : IRail, IDisposable
{
    public const string Id = "paypal";

    private readonly PayPalAccount account;
    private readonly PayPalWire wire;
    private readonly PayPalCertificates certificates;
    private readonly PayPalFetch fetch;
    private readonly ReadPayPalNotice read;
    private readonly ConcurrentDictionary<string, string> plans = new();

    /// <param name="account">As set.</param>
    /// <param name="mayCapture">Whether this server may move money now: a copy of it must not capture what the donor agreed to.</param>
    /// <param name="time">The clock.</param>
    public PayPalRail(PayPalAccount account, Func<CancellationToken, Task<bool>> mayCapture, TimeProvider time)
    {
        this.account = account;
        wire = new PayPalWire(account, time);
        certificates = new PayPalCertificates(account, wire, time);
        fetch = new PayPalFetch(wire, new PayPalFacts(account.Account), mayCapture, time);
        read = new ReadPayPalNotice(account, certificates);
    }

    public RailDescriptor Describe() => new(Id, account.Account, account.Recipient, account.Name, [.. Limits()], [], Flow.HostedRedirect,
        account.Product is null ? Recurring.None : Recurring.ProcessorOwned, TimeSpan.FromDays(3), account.Api.Contains("sandbox", StringComparison.Ordinal))
    {
        Hosts = [account.PayHost],
        FeeBasisPoints = account.FeeBasisPoints,
    };

    public async Task<StartResult> StartAsync(StartRequest start, CancellationToken cancel)
    {
        if (PayPalUnits.ToText(start.Amount) is not { } value || start.Amount.Minor <= 0)
        {
            return new StartResult.DonorProblem("amount_out_of_range");
        }
        if (start.Interval != Interval.Once && account.Product is null)
        {
            return new StartResult.Unavailable(RailTrouble.Misconfigured, new Evidence(0, "no_product"));
        }
        var price = new JsonObject { ["currency_code"] = start.Amount.Currency, ["value"] = value };
        var (answer, failure) = await wire.WithinAsync(
            token => start.Interval == Interval.Once
                ? wire.SendAsync(HttpMethod.Post, "/v2/checkout/orders", Order(start, price), Key(start), token)
                : SubscribeAsync(start, price, token),
            cancel);
        if (failure is not null)
        {
            return failure.ToStart();
        }
        var json = answer!.Json ?? default;
        var page = json.Items("links").Where(l => l.Text("rel") is "payer-action" or "approve").Select(l => l.Text("href")).FirstOrDefault();
        return json.Text("id") is { } id && Uri.TryCreate(page, UriKind.Absolute, out var address)
            ? new StartResult.Redirect(address, new RemoteRef(start.Interval == Interval.Once ? "order" : "subscription", id), null)
            : new StartResult.Unknown(answer.Evidence("no_url"));
    }

    public Task<NoticeResult> ReadNoticeAsync(RawNotice notice, CancellationToken cancel) => read.ReadAsync(notice, cancel);

    public Task<RemoteSnapshot?> FetchAsync(RemoteRef remote, CancellationToken cancel) => fetch.FetchAsync(remote, cancel);

    public IAsyncEnumerable<Fact> ListAsync(Cursor since, CancellationToken cancel) => fetch.ListAsync(since, cancel);

    public async Task<RefundResult> RefundAsync(RefundRequest refund, CancellationToken cancel)
    {
        if (PayPalUnits.ToText(refund.Amount) is not { } value || refund.Amount.Minor <= 0)
        {
            return new RefundResult.Refused("amount_out_of_range");
        }
        var body = new JsonObject { ["amount"] = new JsonObject { ["currency_code"] = refund.Amount.Currency, ["value"] = value } };
        var (answer, failure) = await wire.AskAsync(HttpMethod.Post, $"/v2/payments/captures/{Uri.EscapeDataString(refund.PaymentRemoteId)}/refund", body, $"refund:{refund.Id}", cancel);
        return failure is not null ? failure.ToRefund()
            : answer!.Json?.Text("id") is { } id ? new RefundResult.Accepted(new RemoteRef("refund", id))
            : new RefundResult.Unknown(answer.Evidence("form"));
    }

    public async Task<PlanResult> ChangePlanAsync(PlanChange change, CancellationToken cancel)
    {
        var (act, wanted) = change.Act switch
        {
            PlanAct.Cancel => ("cancel", PlanState.Ended),
            PlanAct.Pause => ("suspend", PlanState.Paused),
            PlanAct.Resume => ("activate", PlanState.Active),
            _ => ("", default),
        };
        // PayPal lets nobody but the donor agree to another amount, on its own page.
        if (act.Length == 0)
        {
            return new PlanResult.NotSupported();
        }
        var path = $"/v1/billing/subscriptions/{Uri.EscapeDataString(change.Plan.Id)}";
        var (_, failure) = await wire.AskAsync(HttpMethod.Post, $"{path}/{act}", new JsonObject { ["reason"] = "Asked for by the donor" }, $"plan:{change.Id}", cancel);
        if (failure is not null && failure.Evidence.Code != "SUBSCRIPTION_STATUS_INVALID")
        {
            return failure.ToPlan();
        }
        var (answer, unread) = await wire.AskAsync(HttpMethod.Get, path + "?fields=plan", null, null, cancel);
        var plan = unread is null ? PayPalFetch.Plan(answer!.Json ?? default) : null;
        // It refuses what is so already.
        return failure is not null && plan?.State != wanted ? failure.ToPlan() : plan is not null ? new PlanResult.Changed(plan) : new PlanResult.Unknown(unread?.Evidence ?? answer!.Evidence("form"));
    }

    // There is nothing at PayPal that says an account is restricted before money should come; a token and the balance are what can be asked.
    public async Task<Probe> ProbeAsync(CancellationToken cancel)
    {
        var (answer, failure) = await wire.AskAsync(HttpMethod.Get, "/v1/reporting/balances", null, null, cancel);
        if (failure is not null)
        {
            // The key works, the app may not read balances.
            return failure.Evidence.Status == 403 ? new Probe(null, failure.Evidence) : failure.ToProbe();
        }
        List<Money> balance;
        try
        {
            balance = [.. answer!.Json!.Value.Items("balances").Select(b => PayPalUnits.From(b.Text("total_balance.value"), b.Text("total_balance.currency_code")))];
        }
        catch (RailUnreachable e)
        {
            return new Probe(e.Trouble, e.Evidence);
        }
        return new Probe(null, answer.Evidence("ok")) { Balance = balance };
    }

    public void Dispose()
    {
        certificates.Dispose();
        wire.Dispose();
    }

    private static string Key(StartRequest start) => $"attempt:{start.Attempt}:start";

    private static JsonObject Order(StartRequest start, JsonObject price) => new()
    {
        ["intent"] = "CAPTURE",
        ["purchase_units"] = new JsonArray(new JsonObject
        {
            ["amount"] = price,
            ["custom_id"] = $"{start.Attempt}:{start.Gift}",
            // PayPal refuses a second payment under the same one.
            ["invoice_id"] = start.Attempt,
            ["description"] = Short(start.Description),
        }),
        ["payment_source"] = new JsonObject
        {
            ["paypal"] = new JsonObject
            {
                ["experience_context"] = new JsonObject
                {
                    ["shipping_preference"] = "NO_SHIPPING",
                    ["user_action"] = "PAY_NOW",
                    ["return_url"] = start.ReturnTo.AbsoluteUri,
                    ["cancel_url"] = start.CancelTo.AbsoluteUri,
                },
            },
        },
    };

    private async Task<(RailAnswer? Value, RailFailure? Failure)> SubscribeAsync(StartRequest start, JsonObject price, CancellationToken cancel)
    {
        var (plan, failure) = await PlanAsync(start, price, cancel);
        if (failure is not null)
        {
            return (null, failure);
        }
        var body = new JsonObject
        {
            ["plan_id"] = plan,
            ["custom_id"] = $"{start.Attempt}:{start.Gift}",
            ["plan"] = new JsonObject { ["billing_cycles"] = new JsonArray(new JsonObject { ["sequence"] = 1, ["total_cycles"] = 0, ["pricing_scheme"] = new JsonObject { ["fixed_price"] = price.DeepClone() } }) },
            ["application_context"] = new JsonObject { ["shipping_preference"] = "NO_SHIPPING", ["user_action"] = "SUBSCRIBE_NOW", ["return_url"] = start.ReturnTo.AbsoluteUri, ["cancel_url"] = start.CancelTo.AbsoluteUri },
        };
        return await wire.SendAsync(HttpMethod.Post, "/v1/billing/subscriptions", body, Key(start), cancel);
    }

    // One plan for each currency and interval; the donor's own amount is put over it.
    private async Task<(string? Plan, RailFailure? Failure)> PlanAsync(StartRequest start, JsonObject price, CancellationToken cancel)
    {
        var unit = start.Interval == Interval.Annual ? "YEAR" : "MONTH";
        var name = $"broadside {start.Amount.Currency} {unit}";
        if (plans.TryGetValue(name, out var kept))
        {
            return (kept, null);
        }
        var (list, failure) = await wire.SendAsync(HttpMethod.Get, $"/v1/billing/plans?product_id={Uri.EscapeDataString(account.Product!)}&page_size=20", null, null, cancel);
        if (failure is not null)
        {
            return (null, failure);
        }
        var found = list!.Json!.Value.Items("plans").Where(p => p.Text("name") == name && p.Text("status") == "ACTIVE").Select(p => p.Text("id")).FirstOrDefault();
        if (found is null)
        {
            var (made, unmade) = await wire.SendAsync(HttpMethod.Post, "/v1/billing/plans", NewPlan(name, unit, price), $"plan:{start.Amount.Currency}:{unit}", cancel);
            if (unmade is not null)
            {
                return (null, unmade);
            }
            found = made!.Json?.Text("id");
        }
        return found is null ? (null, PayPalFailures.Of(list)) : (plans[name] = found, null);
    }

    private JsonObject NewPlan(string name, string unit, JsonObject price) => new()
    {
        ["product_id"] = account.Product,
        ["name"] = name,
        ["billing_cycles"] = new JsonArray(new JsonObject
        {
            ["frequency"] = new JsonObject { ["interval_unit"] = unit, ["interval_count"] = 1 },
            ["tenure_type"] = "REGULAR",
            ["sequence"] = 1,
            ["total_cycles"] = 0,
            ["pricing_scheme"] = new JsonObject { ["fixed_price"] = price.DeepClone() },
        }),
        ["payment_preferences"] = new JsonObject { ["auto_bill_outstanding"] = false, ["payment_failure_threshold"] = 3 },
    };

    private static string Short(string text) => text.Length <= 127 ? text : text[..127];

    private IEnumerable<RailLimit> Limits() => account.Currencies.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Where(PayPalUnits.Takes).Select(currency =>
        new RailLimit(currency, 100, currency == "JPY" ? 999_999_999 : currency is "HUF" or "TWD" ? 99_999_999_900 : 999_999_999, account.FixedFee));
}
