using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Broadside.Tests.Giving.Simulator;

/// <summary>A BTCPay server with one store: Greenfield invoices, their payments, and notices.</summary>
internal sealed class BtcPaySim(RailSimulator simulator) : SimHost(simulator)
{
    public const string Key = "key-of-the-simulator";
    public const string NoticeSecret = "notice-secret-of-the-simulator";
    public const string Store = "SimStore";

    private readonly List<BtcInvoice> invoices = [];

    public override string Rail => "btcpay";

    /// <summary>What one bitcoin is worth, in any currency.</summary>
    public decimal Rate { get; set; } = 40_000m;

    public bool IsSynched { get; set; } = true;

    public IReadOnlyList<BtcInvoice> Invoices => invoices;

    public long Balance
    {
        get
        {
            lock (Gate)
            {
                return (long)(invoices.SelectMany(i => i.Payments).Where(p => p.Settled).Sum(p => p.Value) * 100_000_000m);
            }
        }
    }

    /// <summary>The donor's wallet pays.</summary>
    /// <param name="id">Invoice.</param>
    /// <param name="part">1: what was asked for.</param>
    /// <param name="settles">Whether it is confirmed at once.</param>
    public string Pay(string id, decimal part = 1, bool settles = true)
    {
        lock (Gate)
        {
            var invoice = invoices.Single(i => i.Id == id);
            Look(invoice);
            var value = Math.Round(invoice.Amount / Rate * part, 8);
            var payment = new BtcPayment($"sim{NextId():D8}-0", value, Now) { Late = invoice.ExpiresAt <= Now };
            invoice.Payments.Add(payment);
            Tell("InvoiceReceivedPayment", invoice, new JsonObject { ["afterExpiration"] = payment.Late, ["paymentMethodId"] = "BTC-CHAIN" });
            if (settles)
            {
                Confirm(invoice, payment);
            }
            else if (!payment.Late && invoice.Paid >= invoice.Asked(Rate))
            {
                invoice.Status = "Processing";
                Tell("InvoiceProcessing", invoice, new JsonObject { ["overPaid"] = invoice.Paid > invoice.Asked(Rate) });
            }
            return payment.Id;
        }
    }

    public void Confirm(string paymentId)
    {
        lock (Gate)
        {
            var invoice = invoices.Single(i => i.Payments.Any(p => p.Id == paymentId));
            Confirm(invoice, invoice.Payments.Single(p => p.Id == paymentId));
        }
    }

    /// <summary>Lets invoices end whose time is over.</summary>
    public void Look()
    {
        lock (Gate)
        {
            invoices.ForEach(Look);
        }
    }

    protected override SimAnswer Handle(SimCall call)
    {
        if (call.Parts[0] == "pay")
        {
            return PayPage(call);
        }
        if (call.Header("Authorization") != $"token {Key}")
        {
            return Error(401, "unauthenticated");
        }
        invoices.ForEach(Look);
        return (call.Method, call.Parts) switch
        {
            (_, ["api", "v1", "stores", not Store, ..]) => Error(404, "store-not-found"),
            ("POST", ["api", "v1", "stores", _, "invoices"]) => Create(call),
            ("GET", ["api", "v1", "stores", _, "invoices"]) => SimAnswer.Ok(List(call)),
            ("GET", ["api", "v1", "invoices", var id]) => invoices.FirstOrDefault(i => i.Id == id) is { } one ? SimAnswer.Ok(Json(one)) : Error(404, "invoice-not-found"),
            ("GET", ["api", "v1", "invoices", var id, "payment-methods"]) => invoices.FirstOrDefault(i => i.Id == id) is { } one ? SimAnswer.Ok(new JsonArray(Method(one))) : Error(404, "invoice-not-found"),
            ("GET", ["api", "v1", "server", "info"]) => SimAnswer.Ok(new JsonObject { ["version"] = "2.0.0", ["supportedPaymentMethods"] = new JsonArray("BTC-CHAIN", "BTC-LN"), ["fullySynched"] = IsSynched, ["syncStatus"] = new JsonArray() }),
            _ => Error(404, "not-found"),
        };
    }

    protected override SimAnswer Broken(Fault fault) => fault switch
    {
        Fault.Html502 => SimAnswer.Page("<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>", 502),
        Fault.Throttled429 => SimAnswer.Page("", 429),
        Fault.Unauthorized401 => Error(401, "unauthenticated"),
        _ => Error(500, "internal"),
    };

    protected override SimNotice Sign(SimEvent told, NoticeFault faults)
    {
        var json = told.Resource.DeepClone().AsObject();
        if (faults.HasFlag(NoticeFault.OtherAccount))
        {
            json["storeId"] = "StoreOfSomebodyElse";
        }
        var body = Encoding.UTF8.GetBytes(json.ToJsonString());
        var secret = faults.HasFlag(NoticeFault.WrongSignature) ? "another" : NoticeSecret;
        return new SimNotice(Rail, new Dictionary<string, string> { ["BTCPay-Sig"] = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)) }, body);
    }

    private void Look(BtcInvoice invoice)
    {
        if (invoice.Status == "New" && invoice.ExpiresAt <= Now)
        {
            (invoice.Status, invoice.Additional) = ("Expired", invoice.Payments.Count > 0 ? "PaidPartial" : "None");
            Tell("InvoiceExpired", invoice, new JsonObject { ["partiallyPaid"] = invoice.Payments.Count > 0 });
        }
    }

    private void Confirm(BtcInvoice invoice, BtcPayment payment)
    {
        payment.Settled = true;
        Tell("InvoicePaymentSettled", invoice, new JsonObject { ["afterExpiration"] = payment.Late, ["paymentMethodId"] = "BTC-CHAIN" });
        var enough = invoice.Payments.Where(p => p.Settled).Sum(p => p.Value) >= invoice.Asked(Rate);
        if (enough && invoice.Status == "Expired")
        {
            // No "InvoiceSettled" is ever told of one paid late.
            invoice.Additional = "PaidLate";
        }
        else if (enough && invoice.Status != "Settled")
        {
            (invoice.Status, invoice.Additional) = ("Settled", invoice.Paid > invoice.Asked(Rate) ? "PaidOver" : "None");
            Tell("InvoiceSettled", invoice, new JsonObject { ["manuallyMarked"] = false, ["overPaid"] = invoice.Additional == "PaidOver" });
        }
    }

    private SimAnswer PayPage(SimCall call)
    {
        var invoice = invoices.FirstOrDefault(i => i.Id == call.Parts[1]);
        if (invoice is null)
        {
            return SimAnswer.Page("<h1>No such invoice</h1>", 404);
        }
        if (call.Method == "POST" && call.Parts[2] != "decline")
        {
            Pay(invoice.Id, settles: call.Parts[2] == "pay");
            return SimAnswer.See(invoice.RedirectUrl);
        }
        return SimPage.Show("BTCPay", invoice.Id, $"{invoice.Amount.ToString(CultureInfo.InvariantCulture)} {invoice.Currency}");
    }

    private SimAnswer Create(SimCall call)
    {
        var json = call.Json;
        if (!decimal.TryParse((string?)json["amount"], CultureInfo.InvariantCulture, out var amount) || amount <= 0)
        {
            return SimAnswer.Ok(new JsonArray(new JsonObject { ["path"] = "amount", ["message"] = "A sentence for people." }), 422);
        }
        invoices.Add(new BtcInvoice($"Inv{NextId():D8}", amount, (string)json["currency"]!, json["metadata"]!.DeepClone().AsObject(), (string)json["checkout"]!["redirectURL"]!, Now));
        Tell("InvoiceCreated", invoices[^1], []);
        return SimAnswer.Ok(Json(invoices[^1]));
    }

    private JsonArray List(SimCall call)
    {
        long? Number(string name) => call.Field(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
        var found = invoices.Where(i => (call.Field("orderId") is not { } order || (string?)i.Metadata["orderId"] == order)
            && (Number("startDate") is not { } from || i.Created.ToUnixTimeSeconds() >= from) && (Number("endDate") is not { } to || i.Created.ToUnixTimeSeconds() <= to));
        return new JsonArray([.. found.Reverse().Skip((int)(Number("skip") ?? 0)).Take((int)(Number("take") ?? 50)).Select(i =>
        {
            var json = Json(i);
            if (call.Field("includePaymentMethods") == "true")
            {
                json["paymentMethods"] = new JsonArray(Method(i));
            }
            return json;
        })]);
    }

    private void Tell(string type, BtcInvoice invoice, JsonObject more)
    {
        var id = $"delivery{NextId().ToString(CultureInfo.InvariantCulture)}";
        more["deliveryId"] = id;
        more["webhookId"] = "SimWebhook";
        more["originalDeliveryId"] = id;
        more["isRedelivery"] = false;
        more["type"] = type;
        more["timestamp"] = Now.ToUnixTimeSeconds();
        more["storeId"] = Store;
        more["invoiceId"] = invoice.Id;
        more["metadata"] = invoice.Metadata.DeepClone();
        Tell(id, type, more);
    }

    private static SimAnswer Error(int status, string code) => SimAnswer.Ok(new JsonObject { ["code"] = code, ["message"] = "A sentence for people, which no program should read." }, status);

    private JsonObject Json(BtcInvoice i) => new()
    {
        ["id"] = i.Id,
        ["storeId"] = Store,
        ["amount"] = Text(i.Amount),
        ["paidAmount"] = Text(Math.Round(i.Paid * Rate, 2)),
        ["currency"] = i.Currency,
        ["type"] = "Standard",
        ["checkoutLink"] = $"{Address}/pay/{i.Id}",
        ["createdTime"] = i.Created.ToUnixTimeSeconds(),
        ["expirationTime"] = i.ExpiresAt.ToUnixTimeSeconds(),
        ["monitoringExpiration"] = i.ExpiresAt.AddDays(1).ToUnixTimeSeconds(),
        ["status"] = i.Status,
        ["additionalStatus"] = i.Additional,
        ["availableStatusesForManualMarking"] = new JsonArray("Settled", "Invalid"),
        ["archived"] = false,
        ["metadata"] = i.Metadata.DeepClone(),
        ["checkout"] = new JsonObject { ["redirectURL"] = i.RedirectUrl },
        ["receipt"] = new JsonObject(),
    };

    private JsonObject Method(BtcInvoice i) => new()
    {
        ["paymentMethodId"] = "BTC-CHAIN",
        ["currency"] = "BTC",
        ["destination"] = "bcrt1qsimulator",
        ["paymentLink"] = "bitcoin:bcrt1qsimulator",
        ["rate"] = Text(Rate),
        ["paymentMethodPaid"] = Text(i.Paid),
        ["totalPaid"] = Text(i.Paid),
        ["due"] = Text(i.Asked(Rate) - i.Paid),
        ["amount"] = Text(i.Asked(Rate)),
        ["paymentMethodFee"] = "0",
        ["activated"] = true,
        ["payments"] = new JsonArray([.. i.Payments.Select(p => new JsonObject
        {
            ["id"] = p.Id, ["receivedDate"] = p.Received.ToUnixTimeSeconds(), ["value"] = Text(p.Value), ["fee"] = "0", ["status"] = p.Settled ? "Settled" : "Processing", ["destination"] = "bcrt1qsimulator",
        })]),
    };

    private static string Text(decimal value) => value.ToString("0.########", CultureInfo.InvariantCulture);
}

internal sealed record BtcInvoice(string Id, decimal Amount, string Currency, JsonObject Metadata, string RedirectUrl, DateTimeOffset Created)
{
    public DateTimeOffset ExpiresAt => Created.AddMinutes(15);

    public string Status { get; set; } = "New";

    public string Additional { get; set; } = "None";

    public List<BtcPayment> Payments { get; } = [];

    public decimal Paid => Payments.Sum(p => p.Value);

    public decimal Asked(decimal rate) => Math.Round(Amount / rate, 8);
}

internal sealed record BtcPayment(string Id, decimal Value, DateTimeOffset Received)
{
    public bool Late { get; init; }

    public bool Settled { get; set; }
}
