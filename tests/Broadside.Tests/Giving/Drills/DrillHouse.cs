using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Ledger;
using Broadside.Giving.Notices;
using Broadside.Giving.Payees;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Broadside.Tests.Giving.Simulator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Giving.Drills;

/// <summary>A newsroom whose three processors are the simulator's, set up by settings as an operator sets them up, with a bank account and a cheque address of its own.</summary>
internal sealed class DrillHouse : IAsyncDisposable
{
    public const string Iban = "DE89370400440532013000";

    private static readonly GiftPages Pages = new(a => new Uri("https://outlet.example/give/thanks/" + a), a => new Uri("https://outlet.example/give/back/" + a));

    private readonly TempFolder folder;

    private DrillHouse(TestNewsroom newsroom, RailSimulator simulator, FakeTime? time, TempFolder folder) => (Newsroom, Simulator, Time, this.folder) = (newsroom, simulator, time, folder);

    public TestNewsroom Newsroom { get; }

    public RailSimulator Simulator { get; }

    /// <summary>Null: the real clock.</summary>
    public FakeTime? Time { get; }

    public RailBoard Board => Newsroom.Get<RailBoard>();

    /// <param name="engine">One of <see cref="Engines"/>.</param>
    /// <param name="realTime">Time goes by itself.</param>
    /// <param name="isPatient">Questions wait for a busy machine as long as it takes; else for three seconds, as they do outside.</param>
    /// <param name="change">Replaces services.</param>
    public static async Task<DrillHouse> OpenAsync(string engine, bool realTime = false, bool isPatient = true, Action<IServiceCollection>? change = null)
    {
        var time = realTime ? null : new FakeTime();
        var clock = time ?? TimeProvider.System;
        var simulator = await RailSimulator.StartAsync(clock);
        var folder = new TempFolder();
        var root = folder.At("root.pem");
        await File.WriteAllTextAsync(root, simulator.PayPal.Authority.RootPem, Cancel);
        (string Key, string Value)[] settings =
        [
            ("Giving:Stripe:Api", simulator.Stripe.Address),
            ("Giving:Stripe:PayHost", new Uri(simulator.Stripe.Address).Authority),
            ("Giving:Stripe:Key", StripeSim.Key),
            ("Giving:Stripe:NoticeSecret", StripeSim.NoticeSecret),
            ("Giving:Stripe:Account", StripeSim.Account),
            ("Giving:PayPal:Api", simulator.PayPal.Address),
            ("Giving:PayPal:PayHost", new Uri(simulator.PayPal.Address).Authority),
            ("Giving:PayPal:Client", PayPalSim.Client),
            ("Giving:PayPal:Secret", PayPalSim.Secret),
            ("Giving:PayPal:WebhookId", PayPalSim.WebhookId),
            ("Giving:PayPal:Product", PayPalSim.Product),
            ("Giving:PayPal:Account", PayPalSim.Merchant),
            ("Giving:PayPal:CertificateHost", "127.0.0.1"),
            ("Giving:PayPal:CertificateRoot", root),
            ("Giving:BtcPay:Url", simulator.BtcPay.Address),
            ("Giving:BtcPay:Store", BtcPaySim.Store),
            ("Giving:BtcPay:Key", BtcPaySim.Key),
            ("Giving:BtcPay:NoticeSecret", BtcPaySim.NoticeSecret),
            ("Giving:BtcPay:IsTest", "true"),
            .. realTime || !isPatient ? [] : RailSimulator.Patience("Stripe", "PayPal", "BtcPay"),
        ];
        var newsroom = await TestNewsroom.OpenAsync(
            engine,
            services =>
            {
                services.AddSingleton(clock);
                change?.Invoke(services);
            },
            settings);
        var house = new DrillHouse(newsroom, simulator, time, folder);
        await house.SetUpAsync();
        return house;
    }

    /// <summary>Forms as pages carry them, old enough to be sent.</summary>
    public async Task<IReadOnlyList<string>> TokensAsync(int count)
    {
        var tokens = Enumerable.Range(0, count).Select(_ => Newsroom.Get<FormTokens>().New()).ToList();
        if (Time is null)
        {
            await Task.Delay(FormTokens.Soonest + TimeSpan.FromSeconds(1), Cancel);
        }
        else
        {
            Time.Advance(FormTokens.Soonest);
        }
        return tokens;
    }

    public async Task<StartedGift> GiveAsync(long amount, string rail, string? token = null, Interval repeats = Interval.Once, string? email = null)
    {
        var form = new GiftForm(token ?? (await TokensAsync(1))[0], new Money(amount, "EUR"), rail, Pages) { Repeats = repeats, Email = email };
        return (await Newsroom.Get<StartGift>().RunAsync(form, Cancel)).Value!;
    }

    /// <summary>The same gift by the rail that is offered next, or by one that the donor chooses.</summary>
    public async Task<StartedGift> AgainAsync(StartedGift before, string? rail = null) =>
        (await Newsroom.Get<StartGift>().AgainAsync(before.Gift.Id, rail ?? before.Next!, Newsroom.Get<FormTokens>().New(), Pages, Cancel)).Value!;

    /// <summary>The donor pays on the page that they were led to.</summary>
    public void Pay(StartedGift started)
    {
        var remote = Assert.IsType<StartResult.Redirect>(started.Result).Remote;
        switch (started.Attempt.Rail)
        {
            case "stripe":
                Simulator.Stripe.Press(remote.Id, "pay");
                break;
            case "paypal":
                Simulator.PayPal.Press(remote.Id, "pay");
                break;
            default:
                Simulator.BtcPay.Pay(remote.Id);
                break;
        }
    }

    /// <summary>What the rails have to tell comes in, as far as the faults let it.</summary>
    public async Task<IReadOnlyList<NoticeAnswer>> TellAsync(NoticeFault faults = NoticeFault.None)
    {
        var answers = new List<NoticeAnswer>();
        foreach (var host in Simulator.Hosts)
        {
            foreach (var notice in host.TakeNotices(faults))
            {
                answers.Add(await Newsroom.Get<TakeNotice>().RunAsync(host.Rail, new RawNotice(notice.Headers, notice.Body, Newsroom.Get<TimeProvider>().GetUtcNow()), Cancel));
            }
        }
        await Newsroom.Get<TakeNotices>().RunAsync(Cancel);
        return answers;
    }

    /// <summary>Asks about everything that is open, now.</summary>
    public async Task PollAsync()
    {
        await Newsroom.AlterAsync("UPDATE gift_attempts SET look_at = 0 WHERE look_at IS NOT NULL");
        await Newsroom.Get<PollAttempts>().RunAsync(Cancel);
    }

    public Task<IReadOnlyList<(string Rail, Reconciliation? Done)>> ReconcileAsync() => Newsroom.Get<Reconcile>().AllAsync(Cancel);

    public Task<long> BalanceAsync(string account, string currency = "EUR") => Newsroom.Get<LedgerQueries>().BalanceAsync(account, currency, Cancel);

    /// <summary>The books are whole, and each rail's account in them is what that rail holds.</summary>
    public async Task BooksAgreeAsync()
    {
        Assert.Empty(await Newsroom.Get<LedgerQueries>().CheckAsync(Cancel));
        Assert.Equal(Simulator.Stripe.Balance("eur"), await BalanceAsync("assets:clearing:stripe"));
        Assert.Equal((long)(Simulator.PayPal.Balance("EUR") * 100), await BalanceAsync("assets:clearing:paypal"));
        Assert.Equal(Simulator.BtcPay.Balance, await BalanceAsync("assets:btc", "SAT"));
    }

    public async Task<IReadOnlyList<GivingItem>> ItemsAsync()
    {
        await using var db = Newsroom.Db();
        return await db.Set<GivingItem>().AsNoTracking().Where(i => i.SettledAt == null).OrderBy(i => i.Code).ThenBy(i => i.Subject).ToListAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await Newsroom.DisposeAsync();
        await Simulator.DisposeAsync();
        folder.Dispose();
    }

    private async Task SetUpAsync()
    {
        var change = Newsroom.Get<ChangePayout>();
        Assert.True((await change.RunAsync(new PayoutEdit { Recipient = new RecipientCard("outlet", "Outlet e. V.", null, TaxStatus.None, "") }, Actor.Operator, Cancel)).Value);
        Assert.True((await change.RunAsync(new PayoutEdit { Bank = new BankAccount(Iban, "Outlet e. V.", "outlet", ["EUR"]) }, Actor.Operator, Cancel)).Value);
        Assert.True((await change.RunAsync(new PayoutEdit { Cheque = new ChequeAddress("outlet", "Outlet e. V.", ["Main Street 1", "10115 Berlin"], ["EUR"]) }, Actor.Operator, Cancel)).Value);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
