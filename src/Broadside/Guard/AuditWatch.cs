using Broadside.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Broadside.Guard;

/// <summary>While the newsroom is served, signs the end of the audit log each minute: rows that no publishing has covered, or that a program left that was killed.</summary>
internal sealed partial class AuditWatch(IDbContextFactory<NewsroomDb> dbs, AuditHead head, TimeProvider time, ILogger<AuditWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await head.CloseAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            try
            {
                await using var db = await dbs.CreateDbContextAsync(stoppingToken);
                await head.RenewAsync(db, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // the database may be away for a while; the watch outlives that
            catch (Exception e)
#pragma warning restore CA1031
            {
                CannotSign(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The end of the audit log cannot be signed; trying again.")]
    private partial void CannotSign(Exception exception);
}
