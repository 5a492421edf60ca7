using Microsoft.Extensions.Hosting;

namespace Broadside.Guard;

/// <summary>While the newsroom is served, takes up what commands and other nodes publish: a look at a small file, twenty times a second.</summary>
internal sealed class HeadWatch(VersionStore versions, Alarms alarms, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // To read everything again takes a moment: not twenty times a second.
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var good = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            var now = versions.Refresh() || versions.Reload();
            if (good && !now)
            {
                await alarms.RaiseAsync("head", "versions", "The signed head in versions/ was altered while the newsroom runs. What was good before is still served. Restart to rebuild it.", stoppingToken);
            }
            good = now;
            await Task.Delay(good ? Pause : LongPause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
