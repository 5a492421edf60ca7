using Broadside.Giving.Ledger;
using Broadside.Giving.Rails;
using Broadside.Giving.Rails.BtcPay;
using Broadside.Giving.Rails.PayPal;
using Broadside.Giving.Rails.Stripe;
using Broadside.Kit;
using Broadside.Tests.Giving.Simulator;

namespace Broadside.Tests.Giving.Rails;

/// <summary>The three rails, set up against the simulator, under a clock that stands.</summary>
internal sealed class SimulatedRails : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private int lastAttempt;

    private SimulatedRails(RailSimulator simulator, FakeTime time)
    {
        (Simulator, Time) = (simulator, time);
        var root = folder.At("root.pem");
        File.WriteAllText(root, simulator.PayPal.Authority.RootPem);
        Stripe = new StripeRail(new StripeAccount
        {
            Api = simulator.Stripe.Address,
            PayHost = Host(simulator.Stripe),
            Key = StripeSim.Key,
            NoticeSecret = StripeSim.NoticeSecret,
            Account = StripeSim.Account,
            Recipient = "outlet",
            Currencies = "EUR USD JPY KWD ISK",
        }, time);
        PayPal = new PayPalRail(new PayPalAccount
        {
            Api = simulator.PayPal.Address,
            PayHost = Host(simulator.PayPal),
            Client = PayPalSim.Client,
            Secret = PayPalSim.Secret,
            WebhookId = PayPalSim.WebhookId,
            Product = PayPalSim.Product,
            Account = PayPalSim.Merchant,
            Recipient = "outlet",
            Currencies = "EUR USD JPY",
            CertificateHost = "127.0.0.1",
            CertificateRoot = root,
        }, _ => Task.FromResult(MayCapture), time);
        BtcPay = new BtcPayRail(new BtcPayStore { Url = simulator.BtcPay.Address, Store = BtcPaySim.Store, Key = BtcPaySim.Key, NoticeSecret = BtcPaySim.NoticeSecret, Recipient = "outlet", Currencies = "EUR USD", IsTest = true }, time);
    }

    public RailSimulator Simulator { get; }

    public FakeTime Time { get; }

    public StripeRail Stripe { get; }

    public PayPalRail PayPal { get; }

    public BtcPayRail BtcPay { get; }

    public bool MayCapture { get; set; } = true;

    public static async Task<SimulatedRails> StartAsync()
    {
        var time = new FakeTime();
        return new SimulatedRails(await RailSimulator.StartAsync(time), time);
    }

    public IRail Rail(string name) => name switch { "stripe" => Stripe, "paypal" => PayPal, _ => BtcPay };

    public SimHost Far(string name) => Simulator.Hosts.Single(h => h.Rail == name);

    public StartRequest Request(Money amount, Interval interval = Interval.Once)
    {
        var number = ++lastAttempt;
        return new StartRequest($"attempt{number:D13}", $"gift{number:D16}", amount, interval, "RF18TEST", "A gift to the outlet", "en", new Uri("https://outlet.example/give/thanks/1"), new Uri("https://outlet.example/give/1"))
        {
            Email = "donor@example.org",
        };
    }

    public async Task<StartResult.Redirect> BeginAsync(string name, Money amount, Interval interval = Interval.Once) =>
        Assert.IsType<StartResult.Redirect>(await Rail(name).StartAsync(Request(amount, interval), TestContext.Current.CancellationToken));

    /// <summary>The donor presses a button of the page: <c>pay</c>, <c>decline</c> or <c>async</c>.</summary>
    public void Press(string name, RemoteRef remote, string how = "pay")
    {
        switch (name)
        {
            case "stripe":
                Simulator.Stripe.Press(remote.Id, how);
                break;
            case "paypal":
                Simulator.PayPal.Press(remote.Id, how);
                break;
            default:
                Simulator.BtcPay.Pay(remote.Id, settles: how == "pay");
                break;
        }
    }

    public async Task<RemoteSnapshot> FetchAsync(string name, RemoteRef remote) => (await Rail(name).FetchAsync(remote, TestContext.Current.CancellationToken))!;

    public async Task<List<Fact>> ListAsync(string name, int days = 400)
    {
        var facts = new List<Fact>();
        await foreach (var fact in Rail(name).ListAsync(new Cursor(Time.GetUtcNow().AddDays(-days), Time.GetUtcNow().AddMinutes(1)), TestContext.Current.CancellationToken))
        {
            facts.Add(fact);
        }
        return facts;
    }

    /// <summary>Waits for a question that will not be answered, and then lets three seconds go by.</summary>
    public async Task<T> TimeOutAsync<T>(string name, Func<Task<T>> act)
    {
        var far = Far(name);
        var answer = act();
        while (!answer.IsCompleted && far.Hanging == 0)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        Time.Advance(TimeSpan.FromSeconds(3));
        return await answer;
    }

    /// <summary>What a fact does to what the rail holds for us.</summary>
    public static Money Effect(Fact fact)
    {
        var moved = fact.Settled ?? fact.Amount;
        var gross = fact.Kind switch
        {
            FactKind.Charge or FactKind.RefundFailed or FactKind.DisputeWon or FactKind.ReserveReleased => moved,
            FactKind.DisputeLost => moved with { Minor = 0 },
            _ => -moved,
        };
        return fact.Fee is { } fee ? gross - fee : gross;
    }

    public async ValueTask DisposeAsync()
    {
        Stripe.Dispose();
        PayPal.Dispose();
        BtcPay.Dispose();
        await Simulator.DisposeAsync();
        folder.Dispose();
    }

    private static string Host(SimHost far) => new Uri(far.Address).Authority;
}
