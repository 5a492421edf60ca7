using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Broadside.Giving.Offer;

/// <summary>While the newsroom is served, reads each minute what the giving page tells, so that a campaign ends in time on every node.</summary>
internal sealed partial class RenewOffer(GiftOffer offer, TimeProvider time, ILogger<RenewOffer> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await offer.ReloadAsync(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
#pragma warning disable CA1031 // the page goes on with what it knows while the database is away
            catch (Exception e)
#pragma warning restore CA1031
            {
                NotRead(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What the giving page tells of campaigns could not be read anew.")]
    private partial void NotRead(Exception exception);
}
