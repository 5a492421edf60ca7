using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Broadside.Tests.Giving.Simulator;

/// <summary>PayPal: Orders v2, Payments v2, Subscriptions, disputes, the report of transactions, and notices under a certificate.</summary>
internal sealed partial class PayPalSim(RailSimulator simulator) : SimHost(simulator)
{
    public const string Client = "client-of-the-simulator";
    public const string Secret = "secret-of-the-simulator";
    public const string WebhookId = "WH-SIMULATOR";
    public const string Product = "PROD-SIMULATOR";
    public const string Merchant = "SAMPLEMERCHNT";

    private readonly Dictionary<string, (string Question, SimAnswer Answer)> idempotent = [];
    private readonly Dictionary<string, DateTimeOffset> tokens = [];
    private readonly List<PayPalOrder> orders = [];
    private readonly List<PayPalPlan> plans = [];
    private readonly List<PayPalSubscription> subscriptions = [];
    private readonly List<PayPalCapture> captures = [];
    private readonly List<PayPalDispute> disputes = [];
    private readonly List<PayPalMovement> movements = [];

    public override string Rail => "paypal";

    public PayPalAuthority Authority => PayPalAuthority.Shared;

    public IReadOnlyList<PayPalOrder> Orders => orders;

    public IReadOnlyList<PayPalCapture> Captures => captures;

    public IReadOnlyList<PayPalSubscription> Subscriptions => subscriptions;

    public decimal Balance(string currency)
    {
        lock (Gate)
        {
            return movements.Where(m => m.Currency == currency).Sum(m => m.Amount - m.Fee);
        }
    }

    /// <summary>The donor presses a button of the hosted page; nothing is captured by that.</summary>
    public string? Press(string id, string how)
    {
        lock (Gate)
        {
            if (subscriptions.FirstOrDefault(s => s.Id == id) is { } subscription)
            {
                return Approve(subscription, how);
            }
            var order = orders.Single(o => o.Id == id);
            order.Chosen = how;
            if (order.Status == "PAYER_ACTION_REQUIRED")
            {
                order.Status = "APPROVED";
                Say("CHECKOUT.ORDER.APPROVED", "checkout-order", Json(order));
            }
            return $"{order.ReturnUrl}{(order.ReturnUrl.Contains('?') ? '&' : '?')}token={order.Id}&PayerID=SIMPAYER00001";
        }
    }

    public void Settle(string captureId, bool succeeds)
    {
        lock (Gate)
        {
            var capture = captures.Single(c => c.Id == captureId);
            (capture.Status, capture.Updated) = (succeeds ? "COMPLETED" : "DECLINED", Now);
            if (succeeds)
            {
                Book(capture);
            }
            Say(succeeds ? "PAYMENT.CAPTURE.COMPLETED" : "PAYMENT.CAPTURE.DENIED", "capture", Json(capture));
        }
    }

    public string Refund(string captureId, decimal amount)
    {
        lock (Gate)
        {
            return Refund(captures.Single(c => c.Id == captureId), amount).Id;
        }
    }

    public string Dispute(string captureId, decimal? amount = null)
    {
        lock (Gate)
        {
            var capture = captures.Single(c => c.Id == captureId);
            var dispute = new PayPalDispute { Id = $"PP-D-{NextId().ToString(CultureInfo.InvariantCulture)}", Capture = capture, Amount = amount ?? capture.Amount, Created = Now, Updated = Now };
            disputes.Add(dispute);
            movements.Add(new PayPalMovement(Id(), "T1110", -dispute.Amount, 0, capture.Currency, capture.Id, capture.CustomId, Now));
            Say("CUSTOMER.DISPUTE.CREATED", "dispute", Json(dispute));
            return dispute.Id;
        }
    }

    public void CloseDispute(string disputeId, bool won)
    {
        lock (Gate)
        {
            var dispute = disputes.Single(d => d.Id == disputeId);
            (dispute.Status, dispute.Outcome, dispute.Updated) = ("RESOLVED", won ? "RESOLVED_SELLER_FAVOUR" : "RESOLVED_BUYER_FAVOUR", Now);
            if (won)
            {
                movements.Add(new PayPalMovement(Id(), "T1111", dispute.Amount, 0, dispute.Capture.Currency, dispute.Capture.Id, dispute.Capture.CustomId, Now));
            }
            Say("CUSTOMER.DISPUTE.RESOLVED", "dispute", Json(dispute));
        }
    }

    /// <summary>Takes back every token before its time.</summary>
    public void ForgetTokens()
    {
        lock (Gate)
        {
            tokens.Clear();
        }
    }

    /// <summary>Everything goes to the bank.</summary>
    public string Payout(string currency)
    {
        lock (Gate)
        {
            var id = Id();
            movements.Add(new PayPalMovement(id, "T0400", -movements.Where(m => m.Currency == currency).Sum(m => m.Amount - m.Fee), 0, currency, null, null, Now));
            return id;
        }
    }

    public void Freeze(decimal amount, string currency)
    {
        lock (Gate)
        {
            movements.Add(new PayPalMovement(Id(), amount > 0 ? "T2101" : "T2102", -amount, 0, currency, null, null, Now));
        }
    }

    public void Renew(bool succeeds = true)
    {
        lock (Gate)
        {
            foreach (var subscription in subscriptions.Where(s => s.Status is "ACTIVE" or "SUSPENDED"))
            {
                while (subscription.Next <= Now)
                {
                    subscription.Next = Following(subscription, subscription.Next);
                    if (subscription.Status == "ACTIVE")
                    {
                        Bill(subscription, succeeds);
                    }
                }
            }
        }
    }

    protected override SimNotice Sign(SimEvent told, NoticeFault faults)
    {
        var (type, kind) = (told.Type.Split('|')[0], told.Type.Split('|')[1]);
        var body = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["id"] = told.Id,
            ["event_version"] = faults.HasFlag(NoticeFault.OtherApiVersion) ? "9.9" : "1.0",
            ["create_time"] = Time(told.At),
            ["resource_type"] = kind,
            ["resource_version"] = "2.0",
            ["event_type"] = type,
            ["summary"] = "Something happened.",
            ["resource"] = told.Resource.DeepClone(),
            ["links"] = new JsonArray(Link($"/v1/notifications/webhooks-events/{told.Id}", "self", "GET")),
        }.ToJsonString());
        var at = Time(Now - (faults.HasFlag(NoticeFault.OldTimestamp) ? TimeSpan.FromDays(4) : TimeSpan.Zero));
        var id = $"transmission-{told.Id}";
        var stranger = faults.HasFlag(NoticeFault.SelfSigned) || faults.HasFlag(NoticeFault.EvilCertificateHost);
        var webhook = faults.HasFlag(NoticeFault.OtherAccount) ? "WH-OF-SOMEBODY-ELSE" : WebhookId;
        var signature = Authority.Sign(Encoding.UTF8.GetBytes($"{id}|{at}|{webhook}|{Crc32(body).ToString(CultureInfo.InvariantCulture)}"), stranger);
        if (faults.HasFlag(NoticeFault.WrongSignature))
        {
            signature[7] ^= 1;
        }
        var host = faults.HasFlag(NoticeFault.EvilCertificateHost) ? "https://api.paypal.com.evil.test" : Address;
        return new SimNotice(Rail, new Dictionary<string, string>
        {
            ["PAYPAL-AUTH-ALGO"] = "SHA256withRSA",
            ["PAYPAL-CERT-URL"] = $"{host}/certificate/{(stranger ? "stranger" : "signing")}",
            ["PAYPAL-TRANSMISSION-ID"] = id,
            ["PAYPAL-TRANSMISSION-SIG"] = Convert.ToBase64String(signature),
            ["PAYPAL-TRANSMISSION-TIME"] = at,
        }, body);
    }

    // As the standard writes it, bit by bit: the rail's own way is not to be trusted to check itself.
    private static uint Crc32(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }
        return ~crc;
    }

    private string? Approve(PayPalSubscription subscription, string how)
    {
        if (how == "decline")
        {
            return null;
        }
        if (subscription.Status == "APPROVAL_PENDING")
        {
            subscription.Status = "ACTIVE";
            subscription.Next = Following(subscription, Now);
            Say("BILLING.SUBSCRIPTION.ACTIVATED", "subscription", Json(subscription));
            Bill(subscription, succeeds: true);
        }
        return $"{subscription.ReturnUrl}{(subscription.ReturnUrl.Contains('?') ? '&' : '?')}subscription_id={subscription.Id}&ba_token=BA-SIM&token=SIM";
    }

    private void Bill(PayPalSubscription subscription, bool succeeds)
    {
        if (!succeeds)
        {
            subscription.Failures++;
            Say("BILLING.SUBSCRIPTION.PAYMENT.FAILED", "subscription", Json(subscription));
            return;
        }
        subscription.Failures = 0;
        var capture = Take(subscription.Amount, subscription.Currency, subscription.CustomId, null, subscription);
        subscription.Payments.Add(capture);
        Say("PAYMENT.SALE.COMPLETED", "sale", new JsonObject
        {
            ["id"] = capture.Id,
            ["billing_agreement_id"] = subscription.Id,
            ["state"] = "completed",
            ["custom"] = subscription.CustomId,
            ["amount"] = new JsonObject { ["total"] = Text(capture.Amount, capture.Currency), ["currency"] = capture.Currency },
        });
    }

    private PayPalCapture Take(decimal amount, string currency, string? customId, string? order, PayPalSubscription? subscription, bool pending = false)
    {
        var capture = new PayPalCapture
        {
            Id = Id(),
            Amount = amount,
            Currency = currency,
            CustomId = customId,
            Order = order,
            Subscription = subscription,
            Created = Now,
            Updated = Now,
            Status = pending ? "PENDING" : "COMPLETED",
            // 2.99 % and 0.39, a half rounded up; 40 yen where there are no hundredths.
            Fee = Math.Round(amount * 0.0299m, Places(currency), MidpointRounding.AwayFromZero) + (Places(currency) == 0 ? 40 : 0.39m),
        };
        captures.Add(capture);
        if (!pending)
        {
            Book(capture);
        }
        return capture;
    }

    private void Book(PayPalCapture c) => movements.Add(new PayPalMovement(c.Id, c.Subscription is null ? "T0006" : "T0002", c.Amount, c.Fee, c.Currency, c.Subscription?.Id, c.CustomId, c.Updated) { Began = c.Created });

    private PayPalRefund Refund(PayPalCapture capture, decimal amount)
    {
        var refund = new PayPalRefund { Id = Id(), Capture = capture, Amount = amount, Created = Now };
        capture.Refunds.Add(refund);
        capture.Status = capture.Refunds.Sum(r => r.Amount) == capture.Amount ? "REFUNDED" : "PARTIALLY_REFUNDED";
        capture.Updated = Now;
        movements.Add(new PayPalMovement(refund.Id, "T1107", -amount, 0, capture.Currency, capture.Id, capture.CustomId, Now));
        Say("PAYMENT.CAPTURE.REFUNDED", "refund", Json(refund));
        return refund;
    }

    private static DateTimeOffset Following(PayPalSubscription subscription, DateTimeOffset from) => subscription.Plan.Unit == "YEAR" ? from.AddYears(1) : from.AddMonths(1);

    private static int Places(string currency) => currency is "JPY" or "HUF" or "TWD" ? 0 : 2;

    private static string Text(decimal amount, string currency) => amount.ToString(Places(currency) == 0 ? "0" : "0.00", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private void Say(string type, string kind, JsonObject resource) => Tell($"WH-EVENT-{NextId().ToString(CultureInfo.InvariantCulture)}", $"{type}|{kind}", resource);

    // Seventeen characters, as PayPal's are.
    private string Id() => $"SIM{NextId():D14}";
}
