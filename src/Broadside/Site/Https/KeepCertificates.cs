using Microsoft.Extensions.Logging;

namespace Broadside.Site.Https;

/// <summary>While the newsroom is served, looks after its certificates twice a minute, from the moment at which the authority can ask this server for its proof.</summary>
public sealed partial class KeepCertificates(CertificateBoard board, RenewCertificates renew, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<KeepCertificates> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (board.Hosts.Count == 0 || !await HasStartedAsync(stoppingToken))
        {
            return;
        }
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await renew.RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // a full disk, say: what is held goes on being shown
            catch (Exception e)
#pragma warning restore CA1031
            {
                CannotLook(e);
            }
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> HasStartedAsync(CancellationToken cancel)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await using var ended = cancel.Register(() => started.TrySetResult());
        await started.Task;
        return !cancel.IsCancellationRequested;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The certificates cannot be looked after; trying again.")]
    private partial void CannotLook(Exception exception);
}
