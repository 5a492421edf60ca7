using System.Text;
using Broadside.Giving.Ledger;
using Broadside.Kit;
using Stripe;
using Stripe.Checkout;

namespace Broadside.Giving.Rails.Stripe;

/// <summary>Cards and what else Stripe's hosted page offers. Stripe owns the schedule of recurring gifts: it charges while this server is down.</summary>
public sealed class StripeRail : IRail, IDisposable
{
    public const string Id = "stripe";

    // Stripe's hosted page speaks these; asked for another language it refuses.
    private const string Languages = " bg cs da de el en es et fi fil fr hr hu id it ja ko lt lv ms mt nb nl pl pt ro ru sk sl sv th tr vi zh ";

    private readonly StripeAccount account;
    private readonly StripeWire wire;
    private readonly StripeFetch fetch;

    public StripeRail(StripeAccount account, TimeProvider time)
    {
        this.account = account;
        wire = new StripeWire(account, time);
        fetch = new StripeFetch(wire, account, time);
    }

    private bool IsTest => account.Key?.Contains("_test_", StringComparison.Ordinal) == true;

    public RailDescriptor Describe() => new(Id, account.Account, account.Recipient, account.Name, [.. Limits()], [], Flow.HostedRedirect, Recurring.ProcessorOwned, TimeSpan.FromDays(7), IsTest)
    {
        Hosts = [account.PayHost],
        FeeBasisPoints = account.FeeBasisPoints,
    };

    public async Task<StartResult> StartAsync(StartRequest start, CancellationToken cancel)
    {
        if (StripeUnits.All.To(start.Amount) is not { } units)
        {
            return new StartResult.DonorProblem("amount_out_of_range");
        }
        var options = new RequestOptions { IdempotencyKey = $"attempt:{start.Attempt}:start" };
        var (session, failure) = await wire.AskAsync(token => wire.Client.V1.Checkout.Sessions.CreateAsync(Session(start, units), options, token), cancel);
        if (failure is not null)
        {
            return failure.ToStart();
        }
        return Uri.TryCreate(session!.Url, UriKind.Absolute, out var page)
            ? new StartResult.Redirect(page, new RemoteRef("session", session.Id), new DateTimeOffset(session.ExpiresAt, TimeSpan.Zero))
            : new StartResult.Unknown(new Evidence(200, "no_url"));
    }

    public Task<NoticeResult> ReadNoticeAsync(RawNotice notice, CancellationToken cancel) => Task.FromResult(ReadStripeNotice.Read(notice, account, IsTest));

    public Task<RemoteSnapshot?> FetchAsync(RemoteRef remote, CancellationToken cancel) => remote.Kind == "account" ? AccountAsync(remote, cancel) : fetch.FetchAsync(remote, cancel);

    public IAsyncEnumerable<Fact> ListAsync(Cursor since, CancellationToken cancel) => fetch.ListAsync(since, cancel);

    public async Task<RefundResult> RefundAsync(RefundRequest refund, CancellationToken cancel)
    {
        if (StripeUnits.All.To(refund.Amount) is not > 0)
        {
            return new RefundResult.Refused("amount_out_of_range");
        }
        var wanted = new RefundCreateOptions
        {
            Charge = refund.PaymentRemoteId,
            Amount = StripeUnits.All.To(refund.Amount),
            Reason = "requested_by_customer",
            Metadata = new Dictionary<string, string> { ["refund"] = refund.Id },
        };
        var (made, failure) = await wire.AskAsync(token => wire.Client.V1.Refunds.CreateAsync(wanted, new RequestOptions { IdempotencyKey = $"refund:{refund.Id}" }, token), cancel);
        return failure is null ? new RefundResult.Accepted(new RemoteRef("refund", made!.Id)) : failure.ToRefund();
    }

    public async Task<PlanResult> ChangePlanAsync(PlanChange change, CancellationToken cancel)
    {
        var (subscription, failure) = await wire.AskAsync(token => wire.Client.V1.Subscriptions.GetAsync(change.Plan.Id, null, null, token), cancel);
        if (failure is not null)
        {
            return failure.ToPlan();
        }
        if (StripeFetch.Plan(subscription!, null) is { State: PlanState.Ended } ended)
        {
            return change.Act == PlanAct.Cancel ? new PlanResult.Changed(ended) : new PlanResult.Refused("ended");
        }
        var options = new RequestOptions { IdempotencyKey = $"plan:{change.Id}" };
        var services = wire.Client.V1.Subscriptions;
        if (change.Act == PlanAct.Cancel)
        {
            (subscription, failure) = await wire.AskAsync(token => services.CancelAsync(change.Plan.Id, null, null, token), cancel);
        }
        else if (Update(change, subscription!) is { } update)
        {
            (subscription, failure) = await wire.AskAsync(token => services.UpdateAsync(change.Plan.Id, update, options, token), cancel);
        }
        else
        {
            return new PlanResult.Refused("amount_out_of_range");
        }
        return failure is null ? new PlanResult.Changed(StripeFetch.Plan(subscription!, null)) : failure.ToPlan();
    }

    public async Task<ExpireResult> ExpireAsync(RemoteRef start, CancellationToken cancel)
    {
        if (start.Kind != "session")
        {
            return ExpireResult.NotSupported;
        }
        var (_, failure) = await wire.AskAsync(token => wire.Client.V1.Checkout.Sessions.ExpireAsync(start.Id, null, null, token), cancel);
        return failure switch
        {
            null => ExpireResult.Expired,
            // Stripe refuses it of a session that is not open.
            { Kind: FailureKind.Missing } or { Kind: FailureKind.Misconfigured, Evidence.Status: 400 } => ExpireResult.Over,
            _ => ExpireResult.Unanswered,
        };
    }

    public async Task<Probe> ProbeAsync(CancellationToken cancel)
    {
        var (self, failure) = await wire.AskAsync(token => wire.Client.V1.Accounts.GetSelfAsync(null, token), cancel);
        if (failure is not null)
        {
            return failure.ToProbe();
        }
        var evidence = new Evidence(200, self!.Requirements?.DisabledReason ?? (self.ChargesEnabled ? "ok" : "charges_disabled"), RailWire.Sha256(Encoding.UTF8.GetBytes(self.StripeResponse?.Content ?? "")));
        if (!self.ChargesEnabled)
        {
            return new Probe(RailTrouble.RailCut, evidence);
        }
        if (account.Account.Length > 0 && self.Id != account.Account)
        {
            return new Probe(RailTrouble.Misconfigured, evidence with { Code = "other_account" });
        }
        var (balance, _) = await wire.AskAsync(token => wire.Client.V1.Balance.GetAsync(null, null, token), cancel);
        return new Probe(null, evidence) { Balance = balance is null ? null : Held(balance) };
    }

    public void Dispose() => wire.Dispose();

    private async Task<RemoteSnapshot?> AccountAsync(RemoteRef remote, CancellationToken cancel)
    {
        var probe = await ProbeAsync(cancel);
        return probe.Trouble is { } trouble ? throw new RailUnreachable(trouble, probe.Evidence) : new RemoteSnapshot(remote, RemoteState.Open, []);
    }

    // What waits and what can be paid out, and what is held back is the ledger's reserve.
    private static List<Money> Held(Balance balance) =>
        [.. balance.Available.Concat(balance.Pending).GroupBy(b => b.Currency).Select(g => StripeFacts.Money(g.Sum(b => b.Amount), g.Key))];

    private SessionCreateOptions Session(StartRequest start, long units)
    {
        var metadata = new Dictionary<string, string> { ["attempt"] = start.Attempt, ["gift"] = start.Gift, ["reference"] = start.Reference };
        var isOnce = start.Interval == Interval.Once;
        var language = start.Language.Split('-')[0].ToLowerInvariant();
        return new SessionCreateOptions
        {
            Mode = isOnce ? "payment" : "subscription",
            SubmitType = isOnce ? "donate" : null,
            SuccessUrl = start.ReturnTo.AbsoluteUri,
            CancelUrl = start.CancelTo.AbsoluteUri,
            ClientReferenceId = start.Attempt,
            CustomerEmail = start.Email,
            Locale = Languages.Contains($" {language} ", StringComparison.Ordinal) ? language : "auto",
            Metadata = metadata,
            PaymentIntentData = isOnce ? new SessionPaymentIntentDataOptions { Description = start.Description, Metadata = metadata } : null,
            SubscriptionData = isOnce ? null : new SessionSubscriptionDataOptions { Description = start.Description, Metadata = metadata },
            LineItems =
            [
                new SessionLineItemOptions
                {
                    Quantity = 1,
                    PriceData = new SessionLineItemPriceDataOptions
                    {
                        Currency = start.Amount.Currency.ToLowerInvariant(),
                        UnitAmount = units,
                        ProductData = new SessionLineItemPriceDataProductDataOptions { Name = start.Description },
                        Recurring = isOnce ? null : new SessionLineItemPriceDataRecurringOptions { Interval = start.Interval == Interval.Annual ? "year" : "month" },
                    },
                },
            ],
        };
    }

    private static SubscriptionUpdateOptions? Update(PlanChange change, Subscription subscription)
    {
        var update = new SubscriptionUpdateOptions();
        switch (change.Act)
        {
            case PlanAct.Pause:
                update.PauseCollection = new SubscriptionPauseCollectionOptions { Behavior = "void", ResumesAt = change.Until?.UtcDateTime };
                return update;
            case PlanAct.Resume:
                // An empty text takes it away, which the options cannot say.
                update.AddExtraParam("pause_collection", "");
                return update;
        }
        var item = subscription.Items.Data[0];
        if (change.Amount is not { } amount || StripeUnits.All.To(amount) is not > 0 || !amount.Currency.Equals(subscription.Currency, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        update.ProrationBehavior = "none";
        update.Items =
        [
            new SubscriptionItemOptions
            {
                Id = item.Id,
                PriceData = new SubscriptionItemPriceDataOptions
                {
                    Currency = subscription.Currency,
                    Product = item.Price.ProductId,
                    UnitAmount = StripeUnits.All.To(amount),
                    Recurring = new SubscriptionItemPriceDataRecurringOptions { Interval = item.Price.Recurring.Interval },
                },
            },
        ];
        return update;
    }

    // Stripe's least is half a unit of most currencies; a whole one, or a hundred where there are no decimals, is above it everywhere.
    private IEnumerable<RailLimit> Limits() => account.Currencies.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Where(Currencies.Has).Select(currency =>
        new RailLimit(currency, Currencies.Decimals(currency) == 3 ? 1000 : 100, StripeUnits.All.From(currency is "ISK" or "UGX" ? 99_999_900 : 99_999_990, currency)!.Value.Minor, account.FixedFee));
}
