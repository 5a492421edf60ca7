using System.Runtime.CompilerServices;
using Broadside.Giving.Ledger;
using Broadside.Kit;
using Stripe;
using Stripe.Checkout;

namespace Broadside.Giving.Rails.Stripe;

/// <summary>Asks Stripe what is so: of one session, charge or subscription, or of every movement in a window.</summary>
internal sealed class StripeFetch(StripeWire wire, StripeAccount account, TimeProvider time)
{
    // How far back an attempt is looked for whose session we never heard the name of; a page lives for a day.
    private static readonly TimeSpan Memory = TimeSpan.FromDays(3);

    // Banks take up to four months until a dispute is decided.
    private static readonly TimeSpan LongestDispute = TimeSpan.FromDays(150);

    private readonly StripeFacts facts = new(account.Account);
    private readonly StripeClient client = wire.Client;

    public async Task<RemoteSnapshot?> FetchAsync(RemoteRef remote, CancellationToken cancel)
    {
        switch (remote.Kind)
        {
            case "session":
                return await wire.GetAsync(token => client.V1.Checkout.Sessions.GetAsync(remote.Id, null, null, token), cancel) is { } session ? await OfAsync(session, cancel) : null;
            case "attempt":
                return await FindAsync(remote.Id, cancel) is { } found ? await OfAsync(found, cancel) : null;
            case "subscription":
                return await wire.GetAsync(token => client.V1.Subscriptions.GetAsync(remote.Id, null, null, token), cancel) is { } subscription ? await OfAsync(remote, subscription, cancel) : null;
            case "invoice":
                var invoice = await wire.GetAsync(token => client.V1.Invoices.GetAsync(remote.Id, null, null, token), cancel);
                return invoice?.Parent?.SubscriptionDetails?.SubscriptionId is { } id ? await FetchAsync(new RemoteRef("subscription", id), cancel) : null;
            case "payment_intent":
                return await OfAsync(remote, await ChargesAsync(new ChargeListOptions { PaymentIntent = remote.Id }, cancel), cancel);
            case "charge":
                return await ChargeAsync(remote.Id, cancel) is { } charge ? await OfAsync(remote, [charge], cancel) : null;
            case "refund":
                var refund = await wire.GetAsync(token => client.V1.Refunds.GetAsync(remote.Id, null, null, token), cancel);
                return refund is null ? null : await FetchAsync(new RemoteRef("charge", refund.ChargeId), cancel);
            case "dispute":
                var dispute = await wire.GetAsync(token => client.V1.Disputes.GetAsync(remote.Id, null, null, token), cancel);
                return dispute is null ? null : await FetchAsync(new RemoteRef("charge", dispute.ChargeId), cancel);
            case "payout":
                var options = new PayoutGetOptions { Expand = ["balance_transaction"] };
                var payout = await wire.GetAsync(token => client.V1.Payouts.GetAsync(remote.Id, options, null, token), cancel);
                return payout is null ? null : new RemoteSnapshot(remote, RemoteState.Paid, payout.BalanceTransaction is { } moved ? [.. facts.Of(moved, payout)] : []);
            default:
                return null;
        }
    }

    public async IAsyncEnumerable<Fact> ListAsync(Cursor since, [EnumeratorCancellation] CancellationToken cancel)
    {
        var gifts = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        var window = new DateRangeOptions { GreaterThanOrEqual = since.From.UtcDateTime, LessThan = since.Until.UtcDateTime };
        var options = new BalanceTransactionListOptions { Created = window, Expand = ["data.source"] };
        await foreach (var transaction in wire.AllAsync((o, token) => client.V1.BalanceTransactions.ListAsync(o, null, token), options, cancel))
        {
            var metadata = transaction.Source is Charge charge ? await MetadataAsync(charge, gifts, cancel) : null;
            foreach (var fact in facts.Of(transaction, transaction.Source, metadata))
            {
                yield return fact;
            }
        }
        var disputes = new DisputeListOptions { Created = new DateRangeOptions { GreaterThanOrEqual = (since.From - LongestDispute).UtcDateTime, LessThan = since.Until.UtcDateTime } };
        await foreach (var dispute in wire.AllAsync((o, token) => client.V1.Disputes.ListAsync(o, null, token), disputes, cancel))
        {
            if (dispute.Status == "lost")
            {
                yield return facts.Lost(dispute);
            }
        }
    }

    public static RemotePlan Plan(Subscription subscription, Charge? latest)
    {
        var item = subscription.Items.Data[0];
        var state = subscription.Status switch
        {
            "canceled" or "incomplete_expired" => PlanState.Ended,
            "paused" => PlanState.Paused,
            _ when subscription.PauseCollection is not null => PlanState.Paused,
            "active" or "trialing" => PlanState.Active,
            _ => PlanState.PastDue,
        };
        var card = latest?.PaymentMethodDetails?.Card;
        return new RemotePlan(new RemoteRef("subscription", subscription.Id), state, StripeFacts.Money((item.Price.UnitAmount ?? 0) * item.Quantity, subscription.Currency),
            item.Price.Recurring?.Interval == "year" ? Interval.Annual : Interval.Monthly)
        {
            Customer = subscription.CustomerId,
            Mandate = subscription.DefaultPaymentMethodId ?? latest?.PaymentMethod,
            Instrument = card is null ? latest?.PaymentMethodDetails?.Type : $"{card.Brand} {card.Last4} {card.ExpMonth:00}/{card.ExpYear % 100:00}",
            NextAt = state == PlanState.Ended ? null : new DateTimeOffset(item.CurrentPeriodEnd, TimeSpan.Zero),
        };
    }

    private async Task<Session?> FindAsync(string attempt, CancellationToken cancel)
    {
        var options = new SessionListOptions { Created = new DateRangeOptions { GreaterThanOrEqual = (time.GetUtcNow() - Memory).UtcDateTime } };
        await foreach (var session in wire.AllAsync((o, token) => client.V1.Checkout.Sessions.ListAsync(o, null, token), options, cancel))
        {
            if (session.ClientReferenceId == attempt)
            {
                return session;
            }
        }
        return null;
    }

    private async Task<RemoteSnapshot> OfAsync(Session session, CancellationToken cancel)
    {
        var remote = new RemoteRef("session", session.Id);
        var inner = session.SubscriptionId is { } subscription ? await FetchAsync(new RemoteRef("subscription", subscription), cancel)
            : session.PaymentIntentId is { } intent ? await OfAsync(remote, await ChargesAsync(new ChargeListOptions { PaymentIntent = intent }, cancel), cancel)
            : null;
        // A card declined on the open page is no end: the donor may try another.
        var state = session.Status switch
        {
            "expired" => RemoteState.Expired,
            "complete" when session.PaymentStatus != "unpaid" => RemoteState.Paid,
            "complete" => inner?.State ?? RemoteState.Pending,
            _ => RemoteState.Open,
        };
        return new RemoteSnapshot(remote, state, inner?.Facts ?? []) { Attempt = session.ClientReferenceId ?? session.Metadata?.GetValueOrDefault("attempt"), Plan = inner?.Plan };
    }

    private async Task<RemoteSnapshot> OfAsync(RemoteRef remote, Subscription subscription, CancellationToken cancel)
    {
        // A session of ours makes a customer of its own, so the customer's charges are those of the plan.
        var charges = await ChargesAsync(new ChargeListOptions { Customer = subscription.CustomerId }, cancel);
        var told = new Dictionary<string, IReadOnlyDictionary<string, string>> { [subscription.CustomerId] = subscription.Metadata };
        var snapshot = await OfAsync(remote, charges, cancel, told);
        return snapshot with { Attempt = subscription.Metadata.GetValueOrDefault("attempt"), Plan = Plan(subscription, charges.FirstOrDefault(c => c.Status == "succeeded") ?? charges.FirstOrDefault()) };
    }

    private async Task<RemoteSnapshot> OfAsync(RemoteRef remote, IReadOnlyList<Charge> charges, CancellationToken cancel, Dictionary<string, IReadOnlyDictionary<string, string>>? told = null)
    {
        told ??= [];
        var all = new List<Fact>();
        string? attempt = null;
        foreach (var charge in charges)
        {
            var metadata = await MetadataAsync(charge, told, cancel);
            attempt ??= metadata.GetValueOrDefault("attempt");
            all.AddRange(await FactsAsync(charge, metadata, cancel));
        }
        var state = charges.Any(c => c.Status == "succeeded") ? RemoteState.Paid : charges.Any(c => c.Status == "pending") ? RemoteState.Pending : charges.Count > 0 ? RemoteState.Failed : RemoteState.Open;
        return new RemoteSnapshot(remote, state, all) { Attempt = attempt };
    }

    private async Task<List<Fact>> FactsAsync(Charge charge, IReadOnlyDictionary<string, string> metadata, CancellationToken cancel)
    {
        var all = new List<Fact>();
        if (charge.BalanceTransaction is { } moved)
        {
            all.AddRange(facts.Of(moved, charge, metadata));
        }
        if (charge.AmountRefunded > 0 || charge.Refunded || charge.Refunds is not { Data.Count: 0 })
        {
            var options = new RefundListOptions { Charge = charge.Id, Expand = ["data.balance_transaction", "data.failure_balance_transaction"] };
            await foreach (var refund in wire.AllAsync((o, token) => client.V1.Refunds.ListAsync(o, null, token), options, cancel))
            {
                all.AddRange(refund.BalanceTransaction is { } taken ? facts.Of(taken, refund) : []);
                all.AddRange(refund.FailureBalanceTransaction is { } back ? facts.Of(back, refund) : []);
            }
        }
        if (charge.Disputed)
        {
            await foreach (var dispute in wire.AllAsync((o, token) => client.V1.Disputes.ListAsync(o, null, token), new DisputeListOptions { Charge = charge.Id }, cancel))
            {
                all.AddRange(dispute.BalanceTransactions.SelectMany(t => facts.Of(t, dispute)));
                all.AddRange(dispute.Status == "lost" ? [facts.Lost(dispute)] : Array.Empty<Fact>());
            }
        }
        return all;
    }

    private Task<Charge?> ChargeAsync(string id, CancellationToken cancel) =>
        wire.GetAsync(token => client.V1.Charges.GetAsync(id, new ChargeGetOptions { Expand = ["balance_transaction"] }, null, token), cancel);

    private async Task<List<Charge>> ChargesAsync(ChargeListOptions options, CancellationToken cancel)
    {
        options.Expand = ["data.balance_transaction"];
        var all = new List<Charge>();
        await foreach (var charge in wire.AllAsync((o, token) => client.V1.Charges.ListAsync(o, null, token), options, cancel))
        {
            all.Add(charge);
        }
        return all;
    }

    // Stripe copies nothing from a subscription to its charges.
    private async Task<IReadOnlyDictionary<string, string>> MetadataAsync(Charge charge, Dictionary<string, IReadOnlyDictionary<string, string>> told, CancellationToken cancel)
    {
        if (charge.Metadata?.ContainsKey("attempt") == true || charge.CustomerId is not { } customer)
        {
            return charge.Metadata ?? [];
        }
        if (!told.TryGetValue(customer, out var metadata))
        {
            var plans = await wire.GetAsync(token => client.V1.Subscriptions.ListAsync(new SubscriptionListOptions { Customer = customer, Status = "all", Limit = 1 }, null, token), cancel);
            told[customer] = metadata = plans?.Data.FirstOrDefault()?.Metadata ?? [];
        }
        return metadata;
    }
}
