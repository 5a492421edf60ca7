using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Broadside.Giving.Ledger;
using Broadside.Kit;

namespace Broadside.Giving.Rails.BtcPay;

/// <summary>
/// Bitcoin and Lightning by a BTCPay server. Its notices are tried for an hour and forgotten when it restarts, so whoever waits for money asks.
/// It cannot charge anybody: nothing repeats by it, and what is paid back is paid by hand.
/// </summary>
public sealed class BtcPayRail : IRail, IDisposable
{
    public const string Id = "btcpay";

    private const int PageSize = 100;

    // An invoice may be paid a day after it was made, and confirmed another day later.
    private static readonly TimeSpan LongestInvoice = TimeSpan.FromDays(3);

    private readonly BtcPayStore store;
    private readonly BtcPayWire wire;
    private readonly BtcPayFacts facts;
    private readonly SemaphoreSlim[] gates = [.. Enumerable.Range(0, 16).Select(_ => new SemaphoreSlim(1))];

    public BtcPayRail(BtcPayStore store, TimeProvider time)
    {
        this.store = store;
        wire = new BtcPayWire(store, time);
        facts = new BtcPayFacts(store.Store);
    }

    private string Invoices => $"/api/v1/stores/{Uri.EscapeDataString(store.Store)}/invoices";

    public RailDescriptor Describe() => new(Id, store.Store, store.Recipient, store.Name, [.. Limits()], [], Flow.HostedRedirect, Recurring.None, TimeSpan.FromDays(1), store.IsTest)
    {
        Hosts = [new Uri(store.Url!).Authority],
    };

    public async Task<StartResult> StartAsync(StartRequest start, CancellationToken cancel)
    {
        if (!Currencies.Has(start.Amount.Currency) || start.Amount.Minor <= 0)
        {
            return new StartResult.DonorProblem("amount_out_of_range");
        }
        var (answer, failure) = await wire.WithinAsync(token => InvoiceAsync(start, token), cancel);
        if (failure is not null)
        {
            // No such path on the server, or no such store.
            return (failure.Kind == FailureKind.Missing ? failure with { Kind = FailureKind.Misconfigured } : failure).ToStart();
        }
        return answer.Text("id") is { } id && Uri.TryCreate(answer.Text("checkoutLink"), UriKind.Absolute, out var page)
            ? new StartResult.Redirect(page, new RemoteRef("invoice", id), answer.Number("expirationTime") is { } ends ? DateTimeOffset.FromUnixTimeSeconds(ends) : null)
            : new StartResult.Unknown(new Evidence(200, "no_url"));
    }

    public Task<NoticeResult> ReadNoticeAsync(RawNotice notice, CancellationToken cancel) => Task.FromResult(Read(notice));

    public async Task<RemoteSnapshot?> FetchAsync(RemoteRef remote, CancellationToken cancel)
    {
        var invoice = remote.Kind switch
        {
            "invoice" => (await wire.GetAsync($"/api/v1/invoices/{Uri.EscapeDataString(remote.Id)}", cancel))?.Json,
            "attempt" => (await wire.GetAsync($"{Invoices}?orderId={Uri.EscapeDataString(remote.Id)}", cancel))?.Json?.At("0"),
            _ => null,
        };
        if (invoice is not { } found || found.Text("storeId") != store.Store || found.Text("id") is not { } id)
        {
            return null;
        }
        var methods = (await wire.GetAsync($"/api/v1/invoices/{Uri.EscapeDataString(id)}/payment-methods", cancel))?.Json;
        List<Fact> all = methods is { ValueKind: JsonValueKind.Array } list ? [.. facts.Of(found, list.EnumerateArray())] : [];
        return new RemoteSnapshot(remote, State(found, all), all) { Attempt = found.Text("metadata.orderId") };
    }

    public async IAsyncEnumerable<Fact> ListAsync(Cursor since, [EnumeratorCancellation] CancellationToken cancel)
    {
        var window = $"startDate={Seconds(since.From - LongestInvoice)}&endDate={Seconds(since.Until)}&includePaymentMethods=true&take={PageSize.ToString(CultureInfo.InvariantCulture)}";
        for (var skip = 0; ; skip += PageSize)
        {
            var answer = await wire.GetAsync($"{Invoices}?{window}&skip={skip.ToString(CultureInfo.InvariantCulture)}", cancel);
            if (answer?.Json is not { ValueKind: JsonValueKind.Array } page)
            {
                throw new RailUnreachable(RailTrouble.Misconfigured, new Evidence(404, "error"));
            }
            foreach (var fact in page.EnumerateArray().SelectMany(i => facts.Of(i, i.Items("paymentMethods"))).Where(f => f.At >= since.From && f.At < since.Until))
            {
                yield return fact;
            }
            if (page.GetArrayLength() < PageSize)
            {
                yield break;
            }
        }
    }

    public Task<RefundResult> RefundAsync(RefundRequest refund, CancellationToken cancel) => Task.FromResult<RefundResult>(new RefundResult.NotSupported());

    public Task<PlanResult> ChangePlanAsync(PlanChange change, CancellationToken cancel) => Task.FromResult<PlanResult>(new PlanResult.NotSupported());

    public async Task<Probe> ProbeAsync(CancellationToken cancel)
    {
        var (answer, failure) = await wire.WithinAsync(token => wire.SendAsync(HttpMethod.Get, "/api/v1/server/info", null, token), cancel);
        if (failure is null && answer!.Json?.At("fullySynched") is { ValueKind: JsonValueKind.False })
        {
            return new Probe(RailTrouble.Transient, answer.Evidence("not_synched"));
        }
        (answer, failure) = failure is not null ? (answer, failure) : await wire.WithinAsync(token => wire.SendAsync(HttpMethod.Get, $"{Invoices}?take=1", null, token), cancel);
        return failure is null ? new Probe(null, answer!.Evidence("ok")) : failure.ToProbe();
    }

    public void Dispose()
    {
        wire.Dispose();
        foreach (var gate in gates)
        {
            gate.Dispose();
        }
    }

    // BTCPay has no idempotency keys: what an attempt began is looked for by its number, and one server begins one at a time.
    private async Task<(JsonElement Value, RailFailure? Failure)> InvoiceAsync(StartRequest start, CancellationToken cancel)
    {
        var gate = gates[(uint)start.Attempt.GetHashCode(StringComparison.Ordinal) % gates.Length];
        await gate.WaitAsync(cancel);
        try
        {
            var (before, failure) = await wire.SendAsync(HttpMethod.Get, $"{Invoices}?orderId={Uri.EscapeDataString(start.Attempt)}", null, cancel);
            if (failure is not null || before!.Json?.At("0") is { } found)
            {
                // Nothing is begun by a question that was lost.
                return failure is null ? (before!.Json!.Value[0], null) : (default, failure.Kind == FailureKind.Unknown ? failure with { Kind = FailureKind.Broken } : failure);
            }
            var (made, unmade) = await wire.SendAsync(HttpMethod.Post, Invoices, Wanted(start), cancel);
            return (made?.Json ?? default, unmade);
        }
        finally
        {
            gate.Release();
        }
    }

    private static JsonObject Wanted(StartRequest start) => new()
    {
        ["amount"] = start.Amount.ToText(),
        ["currency"] = start.Amount.Currency == "SAT" ? "SATS" : start.Amount.Currency,
        ["metadata"] = new JsonObject { ["orderId"] = start.Attempt, ["gift"] = start.Gift, ["reference"] = start.Reference, ["itemDesc"] = start.Description },
        ["checkout"] = new JsonObject { ["redirectURL"] = start.ReturnTo.AbsoluteUri, ["redirectAutomatically"] = true, ["defaultLanguage"] = start.Language },
    };

    private NoticeResult Read(RawNotice notice)
    {
        var secret = store.NoticeSecret;
        if (secret is not null)
        {
            var header = notice.Headers.FirstOrDefault(h => h.Key.Equals("BTCPay-Sig", StringComparison.OrdinalIgnoreCase)).Value ?? "";
            var good = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), notice.Body.Span));
            if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(good), Encoding.UTF8.GetBytes(header)))
            {
                return new NoticeResult.Rejected("signature");
            }
        }
        if (new RailAnswer(200, notice.Body.ToArray()).Json is not { } json || json.Text("deliveryId") is not { Length: > 0 } delivery)
        {
            return new NoticeResult.Rejected("form");
        }
        if (json.Text("storeId") is { } other && other != store.Store)
        {
            return new NoticeResult.Rejected("account");
        }
        IReadOnlyList<RemoteRef> refs = json.Text("invoiceId") is { Length: > 0 } invoice ? [new RemoteRef("invoice", invoice)] : [];
        // Sent again it has another delivery's number, and the first one's beside it.
        var first = json.Text("originalDeliveryId") is { Length: > 0 } original ? original : delivery;
        return secret is null ? new NoticeResult.NeedsFetch(first, refs) : new NoticeResult.Verified(first, refs);
    }

    // Paid late is never called settled by a notice; paid in part is money, but not the gift.
    private static RemoteState State(JsonElement invoice, List<Fact> all) => (invoice.Text("status"), invoice.Text("additionalStatus")) switch
    {
        ("Settled", _) => RemoteState.Paid,
        ("Processing", _) => RemoteState.Pending,
        ("Expired", "PaidLate") => all.Count > 0 ? RemoteState.Paid : RemoteState.Pending,
        ("Expired", _) => RemoteState.Expired,
        ("Invalid", _) => RemoteState.Failed,
        _ => RemoteState.Open,
    };

    private static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private IEnumerable<RailLimit> Limits() => store.Currencies.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Where(Currencies.Has).Select(currency =>
        new RailLimit(currency, currency == "SAT" ? 1000 : 100, 1_000_000_000));
}
