using Broadside.Giving.Rails;
using Broadside.Jobs;

namespace Broadside.Giving.Health;

/// <summary>Asks each rail, changing nothing, whether it would take money: so that one that is cut is known before a donor meets it.</summary>
public sealed class ProbeRails(RailBoard board) : IJob
{
    public const string JobKind = "probe rails";

    public string Kind => JobKind;

    public int Attempts => 1;

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        foreach (var rail in board.Rails.Where(r => r.Describe().Flow == Flow.HostedRedirect))
        {
            var probe = await rail.ProbeAsync(cancel);
            await board.SignalAsync(rail.Describe().Id, null, null, probe.Trouble is { } trouble ? new RailSignal.Failed(trouble, probe.Evidence) : new RailSignal.ProbeWentWell(), null, cancel);
        }
    }
}
