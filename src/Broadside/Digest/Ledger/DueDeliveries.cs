using Broadside.Mail.Routes;

namespace Broadside.Digest.Ledger;

/// <summary>Hands the deliveries that are due to the connections of one route, one each; fetches them in stretches, the next before the last is handed out, and keeps to the route's pace.</summary>
internal sealed class DueDeliveries(long digest, long epoch, MailRoute route, ClaimDeliveries claim, LedgerWriter ledger, Func<DateTimeOffset> now, TimeProvider time) : IAsyncDisposable
{
    private const int Stretch = 200;

    // A wait longer than this is no pace any more: another route may take over.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(90);

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Queue<Delivery> waiting = new();
    private Task<IReadOnlyList<Delivery>>? ahead;
    private volatile bool isOver;

    /// <summary>Why there was no more, where it is the pace: how long until the route may be used again.</summary>
    public TimeSpan Rests { get; private set; }

    /// <param name="isPatient">Waits for the route's turn; otherwise nothing comes where there is a wait.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Delivery?> NextAsync(bool isPatient, CancellationToken cancel)
    {
        while (true)
        {
            TimeSpan wait;
            await gate.WaitAsync(cancel);
            try
            {
                if (isOver || (waiting.Count == 0 && !await FetchAsync(cancel)))
                {
                    return null;
                }
                var (taken, needed) = await FirstAsync(cancel);
                if (taken is not null)
                {
                    return taken;
                }
                if (needed > LongestWait)
                {
                    isOver = true;
                    Rests = needed;
                    return null;
                }
                wait = needed;
                if (!isPatient)
                {
                    return null;
                }
            }
            finally
            {
                gate.Release();
            }
            await Task.Delay(wait, time, cancel);
        }
    }

    /// <summary>Hands out nothing more.</summary>
    public void End() => isOver = true;

    /// <summary>Gives back what was fetched and not handed out.</summary>
    public async ValueTask DisposeAsync()
    {
        if (ahead is not null)
        {
            await ((Task)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Add(ahead.IsCompletedSuccessfully ? ahead.Result : []);
        }
        while (waiting.TryDequeue(out var unused))
        {
            _ = ledger.NoteAsync(new LedgerNote(unused, DeliveryState.Pending, null, default));
        }
        gate.Dispose();
    }

    // The first whose turn it is: where one domain must wait, the others do not.
    private async Task<(Delivery? Taken, TimeSpan Wait)> FirstAsync(CancellationToken cancel)
    {
        var shortest = TimeSpan.MaxValue;
        for (var tried = 0; tried < waiting.Count; tried++)
        {
            var (taken, needed, domainAlone) = await route.TakeTurnAsync(waiting.Peek().Domain, cancel);
            if (taken)
            {
                var first = waiting.Dequeue();
                if (waiting.Count < Stretch / 2)
                {
                    ahead ??= ClaimAsync(cancel);
                }
                return (first, TimeSpan.Zero);
            }
            shortest = needed < shortest ? needed : shortest;
            if (!domainAlone)
            {
                break;
            }
            waiting.Enqueue(waiting.Dequeue());
        }
        return (null, shortest);
    }

    // Where nothing was due when it was looked ahead, something may be by now.
    private async Task<bool> FetchAsync(CancellationToken cancel)
    {
        if (ahead is { } early)
        {
            ahead = null;
            Add(await early);
        }
        if (waiting.Count == 0)
        {
            Add(await ClaimAsync(cancel));
        }
        return waiting.Count > 0;
    }

    // Takes its turn with the ledger's commits: two writers of one database would look for each other's end from time to time.
    private Task<IReadOnlyList<Delivery>> ClaimAsync(CancellationToken cancel) =>
        Task.Run(() => ledger.BetweenCommitsAsync(() => claim.RunAsync(digest, epoch, route.Name, now(), Stretch, cancel)), cancel);

    private void Add(IReadOnlyList<Delivery> fetched)
    {
        foreach (var delivery in fetched)
        {
            waiting.Enqueue(delivery);
        }
    }
}
