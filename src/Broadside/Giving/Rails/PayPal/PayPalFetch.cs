using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Broadside.Giving.Ledger;

namespace Broadside.Giving.Rails.PayPal;

/// <summary>
/// Asks PayPal what is so. An order that the donor has agreed to is captured on the way: PayPal takes no money before it is told to, and a
/// donor who closes the browser too early never comes back to tell us.
/// </summary>
/// <param name="wire">To PayPal.</param>
/// <param name="facts">What becomes of its answers.</param>
/// <param name="mayCapture">Whether this server may move money now.</param>
/// <param name="time">For the report's windows.</param>
internal sealed class PayPalFetch(PayPalWire wire, PayPalFacts facts, Func<CancellationToken, Task<bool>> mayCapture, TimeProvider time)
{
    private const int PageSize = 500;

    // The report takes no longer window.
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(31);

    private static readonly TimeSpan Memory = TimeSpan.FromDays(3);

    public async Task<RemoteSnapshot?> FetchAsync(RemoteRef remote, CancellationToken cancel)
    {
        var id = Uri.EscapeDataString(remote.Id);
        return remote.Kind switch
        {
            "order" => (await wire.GetAsync($"/v2/checkout/orders/{id}", cancel))?.Json is { } order ? await OrderAsync(remote, order, cancel) : null,
            "capture" => (await wire.GetAsync($"/v2/payments/captures/{id}", cancel))?.Json is { } capture ? await CaptureAsync(remote, capture, cancel) : null,
            "refund" => (await wire.GetAsync($"/v2/payments/refunds/{id}", cancel))?.Json is { } refund ? await RefundAsync(remote, refund, cancel) : null,
            "dispute" => (await wire.GetAsync($"/v1/customer/disputes/{id}", cancel))?.Json is { } dispute ? new RemoteSnapshot(remote, RemoteState.Paid, [.. facts.Dispute(dispute)]) : null,
            "subscription" => (await wire.GetAsync($"/v1/billing/subscriptions/{id}?fields=plan", cancel))?.Json is { } subscription ? await SubscriptionAsync(remote, subscription, cancel) : null,
            "attempt" => await AttemptAsync(remote, cancel),
            _ => null,
        };
    }

    public async IAsyncEnumerable<Fact> ListAsync(Cursor since, [EnumeratorCancellation] CancellationToken cancel)
    {
        var told = new HashSet<string>();
        await foreach (var row in RowsAsync(since, cancel))
        {
            var payment = PayPalFacts.IsDispute(row) ? row.Text("paypal_reference_id") : null;
            var disputes = payment is null ? [] : await DisputesAsync(payment, cancel);
            // One dispute has several rows; it is told once.
            if (disputes.Count == 0 || told.Add(payment!))
            {
                foreach (var fact in disputes.Count == 0 ? facts.Row(row) : disputes)
                {
                    yield return fact;
                }
            }
        }
    }

    /// <summary>Null while the donor has not agreed to it.</summary>
    public static RemotePlan? Plan(JsonElement subscription)
    {
        var cycle = subscription.Items("plan.billing_cycles").FirstOrDefault(c => c.Text("tenure_type") == "REGULAR");
        PlanState? state = subscription.Text("status") switch
        {
            "ACTIVE" => subscription.Number("billing_info.failed_payments_count") > 0 ? PlanState.PastDue : PlanState.Active,
            "SUSPENDED" => PlanState.Paused,
            "CANCELLED" or "EXPIRED" => PlanState.Ended,
            _ => null,
        };
        if (state is not { } known || cycle.ValueKind != JsonValueKind.Object)
        {
            return null;
        }
        var amount = PayPalUnits.From(cycle.Text("pricing_scheme.fixed_price.value"), cycle.Text("pricing_scheme.fixed_price.currency_code"));
        return new RemotePlan(new RemoteRef("subscription", subscription.Text("id")!), known, amount, cycle.Text("frequency.interval_unit") == "YEAR" ? Interval.Annual : Interval.Monthly)
        {
            Customer = subscription.Text("subscriber.payer_id"),
            Mandate = subscription.Text("id"),
            NextAt = known == PlanState.Ended ? null : subscription.Time("billing_info.next_billing_time"),
        };
    }

    private async Task<RemoteSnapshot?> OrderAsync(RemoteRef remote, JsonElement order, CancellationToken cancel)
    {
        if (order.Text("status") == "APPROVED" && await mayCapture(cancel))
        {
            var (answer, failure) = await wire.AskAsync(HttpMethod.Post, $"/v2/checkout/orders/{Uri.EscapeDataString(remote.Id)}/capture", null, $"capture:{remote.Id}", cancel);
            switch (failure)
            {
                case null:
                    order = answer!.Json!.Value;
                    break;
                case { Kind: FailureKind.Refused, Evidence.Code: not "ORDER_NOT_APPROVED" }:
                    // Declined: the donor may choose another way on the same page, or leave it.
                    return Of(remote, order, RemoteState.Failed, []);
                case { Evidence.Code: "ORDER_ALREADY_CAPTURED" }:
                    order = (await wire.GetAsync($"/v2/checkout/orders/{Uri.EscapeDataString(remote.Id)}", cancel))?.Json ?? order;
                    break;
                default:
                    throw failure.ToException();
            }
        }
        var payments = order.At("purchase_units.0.payments") ?? default;
        var captures = payments.Items("captures").ToList();
        var all = new List<Fact>();
        foreach (var capture in captures)
        {
            all.AddRange(facts.Capture(capture));
            all.AddRange(await DisputesAsync(capture.Text("id")!, cancel));
        }
        all.AddRange(payments.Items("refunds").SelectMany(facts.Refund));
        var state = order.Text("status") switch
        {
            "VOIDED" => RemoteState.Expired,
            "COMPLETED" => captures.Select(c => c.Text("status")).LastOrDefault() switch { "PENDING" => RemoteState.Pending, "DECLINED" or "FAILED" => RemoteState.Failed, _ => RemoteState.Paid },
            _ => RemoteState.Open,
        };
        return Of(remote, order, state, all);
    }

    private static RemoteSnapshot Of(RemoteRef remote, JsonElement order, RemoteState state, IReadOnlyList<Fact> all) =>
        new(remote, state, all) { Attempt = PayPalFacts.Ours(order.Text("purchase_units.0.custom_id")).Attempt };

    private async Task<RemoteSnapshot> CaptureAsync(RemoteRef remote, JsonElement capture, CancellationToken cancel)
    {
        // The order above it knows the refunds too.
        if (PayPalFacts.Up(capture, "/v2/checkout/orders/") is { } order && await FetchAsync(new RemoteRef("order", order), cancel) is { } whole)
        {
            return whole;
        }
        List<Fact> all = [.. facts.Capture(capture), .. await DisputesAsync(remote.Id, cancel)];
        var state = capture.Text("status") switch { "PENDING" => RemoteState.Pending, "DECLINED" or "FAILED" => RemoteState.Failed, _ => RemoteState.Paid };
        return new RemoteSnapshot(remote, state, all) { Attempt = PayPalFacts.Ours(capture.Text("custom_id")).Attempt };
    }

    private async Task<RemoteSnapshot> RefundAsync(RemoteRef remote, JsonElement refund, CancellationToken cancel)
    {
        var above = PayPalFacts.Up(refund, "/v2/payments/captures/") is { } capture ? await FetchAsync(new RemoteRef("capture", capture), cancel) : null;
        return new RemoteSnapshot(remote, above?.State ?? RemoteState.Paid, [.. (above?.Facts ?? []).Concat(facts.Refund(refund)).DistinctBy(f => f.Key)]) { Attempt = above?.Attempt };
    }

    private async Task<RemoteSnapshot> SubscriptionAsync(RemoteRef remote, JsonElement subscription, CancellationToken cancel)
    {
        var from = Text(subscription.Time("create_time") ?? time.GetUtcNow() - LongestWindow);
        var payments = await wire.GetAsync($"/v1/billing/subscriptions/{Uri.EscapeDataString(remote.Id)}/transactions?start_time={from}&end_time={Text(time.GetUtcNow().AddDays(1))}", cancel);
        var customId = subscription.Text("custom_id");
        List<Fact> all = [.. (payments?.Json ?? default).Items("transactions").SelectMany(p => facts.Payment(p, customId))];
        var state = subscription.Text("status") switch
        {
            _ when all.Count > 0 => RemoteState.Paid,
            "APPROVAL_PENDING" or "APPROVED" => RemoteState.Open,
            "CANCELLED" or "EXPIRED" => RemoteState.Expired,
            _ => RemoteState.Pending,
        };
        return new RemoteSnapshot(remote, state, all) { Attempt = PayPalFacts.Ours(customId).Attempt, Plan = Plan(subscription) };
    }

    // PayPal has no way to look for an order by our own number. One that we never heard the name of cannot be paid, for its page's address is
    // in the answer that was lost; what is paid is in the report.
    private async Task<RemoteSnapshot?> AttemptAsync(RemoteRef remote, CancellationToken cancel)
    {
        var found = new List<Fact>();
        await foreach (var row in RowsAsync(new Cursor(time.GetUtcNow() - Memory, time.GetUtcNow().AddHours(1)), cancel))
        {
            found.AddRange(PayPalFacts.Ours(row.Text("custom_field")).Attempt == remote.Id ? facts.Row(row) : []);
        }
        return found.Count == 0 ? null : new RemoteSnapshot(remote, RemoteState.Paid, found) { Attempt = remote.Id };
    }

    // Not every app may read disputes; without that right they come by notices alone.
    private async Task<List<Fact>> DisputesAsync(string payment, CancellationToken cancel)
    {
        var (answer, failure) = await wire.AskAsync(HttpMethod.Get, $"/v1/customer/disputes?disputed_transaction_id={Uri.EscapeDataString(payment)}", null, null, cancel);
        if (failure is not null)
        {
            return failure.Evidence.Status is 403 or 404 ? [] : throw failure.ToException();
        }
        var all = new List<Fact>();
        foreach (var id in answer!.Json!.Value.Items("items").Select(i => i.Text("dispute_id")).OfType<string>().ToList())
        {
            all.AddRange((await wire.GetAsync($"/v1/customer/disputes/{Uri.EscapeDataString(id)}", cancel))?.Json is { } dispute ? facts.Dispute(dispute) : []);
        }
        return all;
    }

    private async IAsyncEnumerable<JsonElement> RowsAsync(Cursor since, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var from = since.From; from < since.Until; from += LongestWindow)
        {
            var until = from + LongestWindow < since.Until ? from + LongestWindow : since.Until;
            for (int page = 1, pages = 1; page <= pages; page++)
            {
                var answer = await wire.GetAsync(
                    $"/v1/reporting/transactions?start_date={Text(from)}&end_date={Text(until)}&fields=transaction_info&balance_affecting_records_only=Y&page_size={PageSize.ToString(CultureInfo.InvariantCulture)}&page={page.ToString(CultureInfo.InvariantCulture)}", cancel);
                var json = answer?.Json ?? throw new RailUnreachable(RailTrouble.Misconfigured, new Evidence(404, "RESOURCE_NOT_FOUND"));
                pages = (int)(json.Number("total_pages") ?? 1);
                foreach (var row in json.Items("transaction_details").Select(d => d.At("transaction_info")).OfType<JsonElement>().Where(r => r.Text("transaction_status") is "S" or "V"))
                {
                    yield return row;
                }
            }
        }
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
