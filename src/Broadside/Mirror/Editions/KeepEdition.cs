using Broadside.Articles;
using Broadside.Giving.Offer;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Site.Feeds;
using Microsoft.Extensions.Hosting;

namespace Broadside.Mirror.Editions;

/// <summary>
/// Keeps the newsroom's own edition (<see cref="EditionFolder"/>) at what the site serves: after each publication, as soon as nothing can be
/// undone any more, when the site key is turned, and each night, so that it never grows too old.
/// </summary>
public sealed partial class KeepEdition(WriteEdition write, CheckEdition check, EditionFolder own, Catalogue catalogue, Settling settling, GiftOffer offer, KeyRing keys, AwaitSettled settled, MirrorSettings settings, Alarms alarms, TimeProvider time, ILogger<KeepEdition> log) : BackgroundService, IJob
{
    public const string JobKind = "renew edition";

    internal sealed record Making(TimeSpan Took, int Rendered);

    private const string Alarm = "edition";

    // Readers first: a starting server answers pages before it makes all of them.
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // After a failure.
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(5);

    // Until the renditions are made for which JPEGs stand in: the site serves each as soon as it is there, and the edition must say the same.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim news = new(0, 1);

    /// <summary>How long it took to bring the edition to what the site serves, the last time, and how many pages were rendered for it; null before the first time.</summary>
    internal Making? Last { get; private set; }

    public string Kind => JobKind;

    public bool IsLong => true;

    public Task RunAsync(string payload, CancellationToken cancel) => settings.KeepEdition ? RunAsync(cancel) : Task.CompletedTask;

    /// <summary>Renews it once. Null: nothing can be signed here.</summary>
    public async Task<EditionReport?> RunAsync(CancellationToken cancel)
    {
        try
        {
            return await RenewAsync(cancel);
        }
        finally
        {
            await check.TellAsync(cancel);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.KeepEdition)
        {
            return;
        }
        void Hear(IReadOnlySet<string> _) => Wake();
        catalogue.Changed += Hear;
        settling.Settled += Hear;
        offer.Changed += Hear;
        keys.Changed += Hear;
        try
        {
            await Task.Delay(FirstPause, time, stoppingToken);
            while (true)
            {
                var wait = await TryAsync(stoppingToken);
                await news.WaitAsync(wait, stoppingToken);
                // What comes in a moment is one edition.
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
        finally
        {
            catalogue.Changed -= Hear;
            settling.Settled -= Hear;
            offer.Changed -= Hear;
            keys.Changed -= Hear;
        }
    }

    private async Task<EditionReport?> RenewAsync(CancellationToken cancel)
    {
        if (!own.CanWrite)
        {
            return null;
        }
        await settled.RunAsync(_ => { }, cancel);
        var began = time.GetTimestamp();
        var outcome = await write.RunAsync(own.Path, disk: false, (_, _) => { }, cancel);
        if (!outcome.IsDone)
        {
            return null;
        }
        Last = new Making(time.GetElapsedTime(began), outcome.Value.Rendered);
        if (outcome.Value.Lost.Count > 0)
        {
            await alarms.RaiseAsync(Alarm, "edition", $"{outcome.Value.Lost.Count} pages have no good copy left and are not in the newest edition, {outcome.Value.Lost[0]} among them. Run `broadside doctor`.", cancel);
        }
        return outcome.Value;
    }

    private async Task<TimeSpan> TryAsync(CancellationToken cancel)
    {
        try
        {
            return await RunAsync(cancel) is { StandIns: > 0 } ? Soon : Timeout.InfiniteTimeSpan;
        }
#pragma warning disable CA1031 // readers are served all the same; it is tried again, and an alarm tells
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Failed(e);
            await alarms.RaiseAsync(Alarm, "edition", $"The newest edition could not be written: {e.Message} Mirrors stay at the one before. It is tried again every five minutes.", cancel);
            return Again;
        }
    }

    private void Wake()
    {
        try
        {
            if (news.CurrentCount == 0)
            {
                news.Release();
            }
        }
        catch (SemaphoreFullException)
        {
            // Somebody else has woken it in this moment.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The newest edition could not be written.")]
    private partial void Failed(Exception exception);
}
