using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Broadside.Media;

/// <summary>While the newsroom is served, makes what readers asked for before it was there, one after the other.</summary>
public sealed partial class MakeWishedRenditions(RenditionWishes wishes, Renditions renditions, ILogger<MakeWishedRenditions> log) : BackgroundService
{
    /// <summary>Makes everything wished for so far.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (wishes.Waiting.TryRead(out var wanted))
        {
            try
            {
                await renditions.PathAsync(wanted, cancel);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A full or read-only disk: readers keep the JPEG.
                NotKept(wanted.FileName, e);
            }
            finally
            {
                wishes.Forget(wanted);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await wishes.Waiting.WaitToReadAsync(stoppingToken))
            {
                await RunAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was wished for is wished for again.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The rendition {Name} could not be kept.")]
    private partial void NotKept(string name, Exception exception);
}
