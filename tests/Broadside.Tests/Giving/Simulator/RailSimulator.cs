namespace Broadside.Tests.Giving.Simulator;

/// <summary>
/// Stripe, PayPal and BTCPay as a newsroom meets them, each on a port of its own: hosted pages with buttons, fees, refunds, disputes,
/// subscriptions under the test's clock, payouts, signed notices, and every way in which such a service fails.
/// </summary>
internal sealed class RailSimulator : IAsyncDisposable
{
    private RailSimulator(TimeProvider time)
    {
        Time = time;
        Stripe = new StripeSim(this);
        PayPal = new PayPalSim(this);
        BtcPay = new BtcPaySim(this);
    }

    public TimeProvider Time { get; }

    public StripeSim Stripe { get; }

    public PayPalSim PayPal { get; }

    public BtcPaySim BtcPay { get; }

    public IReadOnlyList<SimHost> Hosts => [Stripe, PayPal, BtcPay];

    /// <summary>Settings by which questions to these rails wait as long as it takes: a clock that a test moves, and a busy machine, are no dead line.</summary>
    public static IEnumerable<(string Key, string Value)> Patience(params string[] rails) => rails.Select(r => ($"Giving:{r}:Timeout", "01:00:00"));

    public static async Task<RailSimulator> StartAsync(TimeProvider time)
    {
        var simulator = new RailSimulator(time);
        foreach (var host in simulator.Hosts)
        {
            await host.HealAsync();
        }
        return simulator;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Hosts)
        {
            await host.DisposeAsync();
        }
    }
}
