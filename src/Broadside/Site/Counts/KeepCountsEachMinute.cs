using Microsoft.Extensions.Hosting;

namespace Broadside.Site.Counts;

/// <summary>While the newsroom is served, keeps the counts once a minute, and once more at the end.</summary>
internal sealed partial class KeepCountsEachMinute(KeepCounts keep, TimeProvider time, ILogger<KeepCountsEachMinute> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested)
            {
                await TryAsync(stoppingToken);
            }
        }
    }

    private async Task TryAsync(CancellationToken cancel)
    {
        try
        {
            await keep.RunAsync(cancel);
        }
#pragma warning disable CA1031 // counts are not worth the site: a database that is away costs this minute's
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            NotKept(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The counts of the last minute could not be kept.")]
    private partial void NotKept(Exception exception);
}
