using Broadside.Giving.Rails;
using Broadside.Jobs;

namespace Broadside.Giving.Health;

/// <summary>Asks each rail, changing nothing, whether it would take money: so that one that is cut is known before a donor meets it. Every minute, and every quarter of one while a drive runs.</summary>
public sealed class ProbeRails(RailBoard board, DriveMode drive, TimeProvider time) : IJob
{
    public const string JobKind = "probe rails";

    private const int InDrive = 4;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(15);

    public string Kind => JobKind;

    public int Attempts => 1;

    public bool IsLong => true;

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        await OnceAsync(cancel);
        for (var again = 1; again < InDrive && await drive.IsOnAsync(cancel); again++)
        {
            await Task.Delay(Between, time, cancel);
            await OnceAsync(cancel);
        }
    }

    public async Task OnceAsync(CancellationToken cancel)
    {
        foreach (var rail in board.Rails.Where(r => r.Describe().Flow == Flow.HostedRedirect))
        {
            await board.ProbeAsync(rail, cancel);
        }
    }
}
