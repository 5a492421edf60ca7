using Microsoft.Extensions.Hosting;

namespace Broadside.Site.Search;

/// <summary>Looks at the index once when serving begins, so that a restored newsroom need not wait for the hour.</summary>
internal sealed partial class CatchUpAtStart(CatchUpSearch catchUp, TimeProvider time, ILogger<CatchUpAtStart> log) : BackgroundService
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(Wait, time, stoppingToken);
            await catchUp.RunAsync("{}", stoppingToken);
        }
#pragma warning disable CA1031 // the hourly job tries again; readers are served meanwhile
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Later(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The search index could not be looked at; trying again within the hour.")]
    private partial void Later(Exception exception);
}
