using System.Threading.Channels;
using Broadside.Kit;
using Microsoft.Extensions.Hosting;

namespace Broadside.Guard;

/// <summary>
/// While the newsroom is served, takes up what commands and other programs publish: as soon as the system tells that the
/// signed head was replaced, and twenty times a second in case it does not (network file systems tell nothing).
/// </summary>
internal sealed class HeadWatch(VersionStore versions, DataFolder folder, Alarms alarms, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // To read everything again takes a moment: not twenty times a second.
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> replaced = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watcher = Watch();
        var good = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            var now = versions.Refresh() || versions.Reload();
            if (good && !now)
            {
                await alarms.RaiseAsync("head", "versions", "The signed head in versions/ was altered while the newsroom runs. What was good before is still served. Restart to rebuild it.", stoppingToken);
            }
            good = now;
            await WaitAsync(good ? Pause : LongPause, stoppingToken);
        }
    }

    private async Task WaitAsync(TimeSpan pause, CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var told = replaced.Reader.ReadAsync(end.Token).AsTask();
        await Task.WhenAny(told, Task.Delay(pause, time, end.Token));
        await end.CancelAsync();
    }

    private FileSystemWatcher? Watch()
    {
        try
        {
            Directory.CreateDirectory(folder.Versions);
            var watcher = new FileSystemWatcher(folder.Versions, "head");
            watcher.Renamed += (_, _) => replaced.Writer.TryWrite(true);
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The system has no watch to spare: twenty times a second will do.
            return null;
        }
    }
}
