using System.Globalization;
using System.Text.Json;
using Broadside.Giving.Ledger;
using Broadside.Kit;

namespace Broadside.Giving.Rails.BtcPay;

/// <summary>Makes facts of an invoice's payments: each is its own, in satoshi, with what it was worth in the memo.</summary>
/// <param name="store">Id of the store.</param>
internal sealed class BtcPayFacts(string store)
{
    private const string Rail = "btcpay";
    private const decimal SatoshiOfBitcoin = 100_000_000m;

    public IEnumerable<Fact> Of(JsonElement invoice, IEnumerable<JsonElement> methods) => methods.SelectMany(m => m.Items("payments").Where(p => p.Text("status") == "Settled").Select(p => Of(invoice, m, p)));

    private Fact Of(JsonElement invoice, JsonElement method, JsonElement payment)
    {
        if (method.Text("currency") != "BTC" || payment.Text("id") is not { Length: > 0 } id || !decimal.TryParse(payment.Text("value"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || payment.Number("receivedDate") is not { } received)
        {
            throw new RailUnreachable(RailTrouble.Misconfigured, new Evidence(200, method.Text("currency") is "BTC" ? "form" : "currency"));
        }
        // Lightning pays in thousandths of a satoshi. Those that are left over belong to no whole one; the memo tells them.
        var satoshi = (long)decimal.Floor(value * SatoshiOfBitcoin);
        return new Fact(Rail, store, FactKind.Charge, id, new Money(satoshi, "SAT"), DateTimeOffset.FromUnixTimeSeconds(received))
        {
            PaymentRemoteId = id,
            Attempt = invoice.Text("metadata.orderId"),
            Gift = invoice.Text("metadata.gift"),
            Memo = string.Create(CultureInfo.InvariantCulture, $"{value:0.00000000###} BTC at {method.Text("rate")} {invoice.Text("currency")}, invoice {invoice.Text("id")}"),
        };
    }
}
