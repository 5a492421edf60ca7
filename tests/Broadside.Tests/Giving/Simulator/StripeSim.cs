using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Broadside.Tests.Giving.Simulator;

/// <summary>Stripe: Checkout Sessions, charges, refunds, disputes, balance transactions, subscriptions, payouts, account.</summary>
internal sealed partial class StripeSim(RailSimulator simulator) : SimHost(simulator)
{
    public const string Key = "sk_test_simulator";
    public const string NoticeSecret = "whsec_simulator";
    public const string Account = "acct_simulator";
    public const string Default = "eur";

    private readonly Dictionary<string, (string Question, SimAnswer Answer)> idempotent = [];
    private readonly List<StripeSession> sessions = [];
    private readonly List<StripeCharge> charges = [];
    private readonly List<StripeRefund> refunds = [];
    private readonly List<StripeDispute> disputes = [];
    private readonly List<StripeMovement> movements = [];
    private readonly List<StripeSubscription> subscriptions = [];
    private readonly List<StripePayout> payouts = [];

    public override string Rail => "stripe";

    /// <summary>What the account keeps as it comes; all else is changed into <see cref="Default"/>.</summary>
    public HashSet<string> Settles { get; } = ["eur", "usd", "gbp"];

    /// <summary>Units of <see cref="Default"/> for one unit of the other.</summary>
    public Dictionary<string, decimal> Rates { get; } = new() { ["jpy"] = 0.62m, ["kwd"] = 0.3m, ["isk"] = 0.0066m };

    public IReadOnlyList<StripeSession> Sessions => sessions;

    public IReadOnlyList<StripeCharge> Charges => charges;

    public IReadOnlyList<StripeSubscription> Subscriptions => subscriptions;

    public IReadOnlyList<StripeMovement> Movements => movements;

    private long Unix => Now.ToUnixTimeSeconds();

    /// <summary>What Stripe itself says that it holds.</summary>
    public long Balance(string currency)
    {
        lock (Gate)
        {
            return movements.Where(m => m.Currency == currency).Sum(m => m.Amount - m.Fee);
        }
    }

    /// <summary>The donor presses a button of the hosted page.</summary>
    /// <param name="id">Session.</param>
    /// <param name="how"><c>pay</c>, <c>decline</c>, <c>async</c>.</param>
    /// <returns>Where the browser goes next; null: the page stays.</returns>
    public string? Press(string id, string how)
    {
        lock (Gate)
        {
            var session = sessions.Single(s => s.Id == id);
            if (session.Status == "open" && session.ExpiresAt <= Unix)
            {
                Expire(session);
            }
            return session.Status switch
            {
                "expired" => null,
                "complete" => Success(session),
                _ => Pay(session, how),
            };
        }
    }

    /// <summary>What was begun by something slow arrives, or does not.</summary>
    public void Settle(string sessionId, bool succeeds)
    {
        lock (Gate)
        {
            var session = sessions.Single(s => s.Id == sessionId);
            var charge = charges.Last(c => c.Intent == session.Intent);
            if (succeeds)
            {
                Succeed(charge);
                session.PaymentStatus = "paid";
            }
            else
            {
                (charge.Status, charge.FailureCode) = ("failed", "insufficient_funds");
                Tell("charge.failed", Json(charge));
            }
            Tell(succeeds ? "checkout.session.async_payment_succeeded" : "checkout.session.async_payment_failed", Json(session));
        }
    }

    /// <summary>Somebody pays back in Stripe's own pages.</summary>
    public string Refund(string chargeId, long amount)
    {
        lock (Gate)
        {
            return Refund(charges.Single(c => c.Id == chargeId), amount).Id;
        }
    }

    /// <summary>The donor's bank did not take the money back.</summary>
    public void FailRefund(string refundId)
    {
        lock (Gate)
        {
            var refund = refunds.Single(r => r.Id == refundId);
            refund.Status = "failed";
            refund.FailureBalanceTransaction = Move("refund_failure", "refund_failure", Settled(refund.Charge, refund.Amount), 0, refund.Charge, refund.Id);
            Tell("refund.failed", Json(refund));
        }
    }

    public string Dispute(string chargeId, long? amount = null)
    {
        lock (Gate)
        {
            var charge = charges.Single(c => c.Id == chargeId);
            charge.Disputed = true;
            var dispute = new StripeDispute { Id = Id("dp"), Charge = charge, Amount = amount ?? charge.Amount, Created = Unix };
            disputes.Add(dispute);
            dispute.BalanceTransactions.Add(Move("adjustment", "dispute", -Settled(charge, dispute.Amount), 1500, charge, dispute.Id));
            Tell("charge.dispute.created", Json(dispute));
            Tell("charge.dispute.funds_withdrawn", Json(dispute));
            return dispute.Id;
        }
    }

    public void CloseDispute(string disputeId, bool won)
    {
        lock (Gate)
        {
            var dispute = disputes.Single(d => d.Id == disputeId);
            dispute.Status = won ? "won" : "lost";
            if (won)
            {
                dispute.BalanceTransactions.Add(Move("adjustment", "dispute_reversal", Settled(dispute.Charge, dispute.Amount), 0, dispute.Charge, dispute.Id));
                Tell("charge.dispute.funds_reinstated", Json(dispute));
            }
            Tell("charge.dispute.closed", Json(dispute));
        }
    }

    /// <summary>Everything available goes to the bank.</summary>
    public string Payout(string currency)
    {
        lock (Gate)
        {
            var amount = movements.Where(m => m.Currency == currency).Sum(m => m.Amount - m.Fee);
            var id = Id("po");
            var movement = new StripeMovement(Id("txn"), "payout", "payout", -amount, 0, currency, id, Unix, null);
            movements.Add(movement);
            payouts.Add(new StripePayout(id, amount, currency, movement.Id, Unix));
            Tell("payout.paid", Json(payouts[^1]));
            return id;
        }
    }

    /// <summary>Stripe keeps so much back, or gives it free again where below zero.</summary>
    public void Freeze(long amount, string currency)
    {
        lock (Gate)
        {
            movements.Add(new StripeMovement(Id("txn"), amount > 0 ? "reserve_hold" : "reserve_release", "risk_reserved_funds", -amount, 0, currency, null, Unix, null));
        }
    }

    /// <summary>Charges every subscription that is due by now.</summary>
    /// <param name="succeeds">Whether the cards still work.</param>
    public void Renew(bool succeeds = true)
    {
        lock (Gate)
        {
            foreach (var subscription in subscriptions.Where(s => s.Status is "active" or "past_due"))
            {
                while (subscription.PeriodEnd <= Now)
                {
                    subscription.PeriodEnd = Next(subscription.PeriodEnd, subscription.Interval);
                    if (subscription.IsPaused && (subscription.PausedUntil is null || subscription.PausedUntil > Unix))
                    {
                        continue;
                    }
                    subscription.IsPaused = false;
                    Bill(subscription, succeeds);
                    subscription.Status = succeeds ? "active" : "past_due";
                }
            }
        }
    }

    public void TellOfAccount()
    {
        lock (Gate)
        {
            Tell("account.updated", AccountJson());
        }
    }

    protected override SimNotice Sign(SimEvent told, NoticeFault faults)
    {
        var envelope = new JsonObject
        {
            ["id"] = told.Id,
            ["object"] = "event",
            ["api_version"] = faults.HasFlag(NoticeFault.OtherApiVersion) ? "2018-09-24" : "2026-10-28.clover",
            ["created"] = told.At.ToUnixTimeSeconds(),
            ["data"] = new JsonObject { ["object"] = told.Resource.DeepClone() },
            ["livemode"] = faults.HasFlag(NoticeFault.OtherMode),
            ["pending_webhooks"] = 1,
            ["request"] = new JsonObject { ["id"] = null, ["idempotency_key"] = null },
            ["type"] = told.Type,
        };
        if (faults.HasFlag(NoticeFault.OtherAccount))
        {
            envelope["account"] = "acct_of_somebody_else";
        }
        var body = Encoding.UTF8.GetBytes(envelope.ToJsonString());
        return new SimNotice(Rail, new Dictionary<string, string> { ["Stripe-Signature"] = Signature(body, faults) }, body);
    }

    private string Signature(byte[] body, NoticeFault faults)
    {
        var at = (Unix - (faults.HasFlag(NoticeFault.OldTimestamp) ? 301 : 0)).ToString(CultureInfo.InvariantCulture);
        var secret = faults.HasFlag(NoticeFault.WrongSignature) ? "whsec_other" : NoticeSecret;
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes(at + "."), .. body]);
        return $"t={at},v1={Convert.ToHexStringLower(hash)},v0=6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39";
    }

    private string? Pay(StripeSession session, string how)
    {
        if (how == "decline")
        {
            session.Intent ??= Id("pi");
            var declined = new StripeCharge
            {
                Id = Id("ch"),
                Intent = session.Intent,
                Amount = session.Amount,
                Currency = session.Currency,
                Metadata = session.InnerMetadata,
                Created = Unix,
                Status = "failed",
                FailureCode = "card_declined",
            };
            charges.Add(declined);
            Tell("charge.failed", Json(declined));
            return null;
        }
        session.Status = "complete";
        session.PaymentStatus = how == "async" ? "unpaid" : "paid";
        if (session.Mode == "subscription")
        {
            Subscribe(session);
        }
        else
        {
            session.Intent ??= Id("pi");
            Charge(session.Intent, session.Amount, session.Currency, session.InnerMetadata, null, how != "async");
        }
        Tell("checkout.session.completed", Json(session));
        return Success(session);
    }

    private static string Success(StripeSession session) => session.SuccessUrl.Replace("{CHECKOUT_SESSION_ID}", session.Id, StringComparison.Ordinal);

    private void Expire(StripeSession session)
    {
        session.Status = "expired";
        Tell("checkout.session.expired", Json(session));
    }

    private void Subscribe(StripeSession session)
    {
        session.Customer = Id("cus");
        var subscription = new StripeSubscription
        {
            Id = Id("sub"),
            Item = Id("si"),
            Customer = session.Customer,
            Currency = session.Currency,
            Interval = session.Interval!,
            Metadata = session.InnerMetadata,
            Created = Unix,
            Amount = session.Amount,
            PeriodEnd = Next(Now, session.Interval!),
        };
        subscriptions.Add(subscription);
        session.Subscription = subscription.Id;
        Bill(subscription, succeeds: true);
        Tell("customer.subscription.created", Json(subscription));
    }

    private void Bill(StripeSubscription subscription, bool succeeds)
    {
        var intent = Id("pi");
        // Charges of a subscription carry none of its metadata.
        var charge = Charge(intent, subscription.Amount, subscription.Currency, [], subscription.Customer, succeeds);
        var invoice = new StripeInvoice(Id("in"), subscription, subscription.Amount, intent, succeeds, Unix);
        subscription.Invoices.Add(invoice);
        if (!succeeds)
        {
            (charge.Status, charge.FailureCode) = ("failed", "card_declined");
        }
        Tell(succeeds ? "invoice.paid" : "invoice.payment_failed", Json(invoice));
    }

    private StripeCharge Charge(string intent, long amount, string currency, JsonObject metadata, string? customer, bool succeeds)
    {
        var charge = new StripeCharge { Id = Id("ch"), Intent = intent, Amount = amount, Currency = currency, Metadata = metadata, Created = Unix, Customer = customer, Status = "pending" };
        charges.Add(charge);
        if (succeeds)
        {
            Succeed(charge);
        }
        return charge;
    }

    private void Succeed(StripeCharge charge)
    {
        charge.Status = "succeeded";
        var settled = Settled(charge, charge.Amount);
        // 2.9 % and 30, a half rounded up.
        charge.BalanceTransaction = Move("charge", "charge", settled, ((settled * 29) + 500) / 1000 + 30, charge, charge.Id);
        Tell("charge.succeeded", Json(charge));
    }

    private StripeRefund Refund(StripeCharge charge, long amount)
    {
        var id = Id("re");
        var refund = new StripeRefund { Id = id, Charge = charge, Amount = amount, Created = Unix, BalanceTransaction = Move("refund", "refund", -Settled(charge, amount), 0, charge, id) };
        refunds.Add(refund);
        Tell("charge.refunded", Json(charge));
        Tell("refund.created", Json(refund));
        return refund;
    }

    private long Settled(StripeCharge charge, long amount) =>
        Settles.Contains(charge.Currency) ? amount : (long)Math.Round(amount * Rates[charge.Currency], MidpointRounding.AwayFromZero);

    private string Move(string type, string category, long amount, long fee, StripeCharge charge, string source)
    {
        var isKept = Settles.Contains(charge.Currency);
        movements.Add(new StripeMovement(Id("txn"), type, category, amount, fee, isKept ? charge.Currency : Default, source, Unix, isKept ? null : Rates[charge.Currency]));
        return movements[^1].Id;
    }

    private static DateTimeOffset Next(DateTimeOffset from, string interval) => interval == "year" ? from.AddYears(1) : from.AddMonths(1);

    private void Tell(string type, JsonObject resource) => Tell(Id("evt"), type, resource);

    private string Id(string kind) => $"{kind}_{(kind is "cs" ? "test_" : "")}sim{NextId():D6}";
}
