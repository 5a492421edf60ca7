using Broadside.Digest.Body;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mail;
using Broadside.Mail.Dkim;
using Broadside.Mail.Inbound;
using Broadside.Mail.Routes;
using Broadside.Mail.Wire;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Broadside.Digest.Ledger;

/// <summary>
/// Sends what is due of a digest: takes over what dead senders held, sends once more what is in doubt, and goes by one route
/// after the other until nothing is left but what is deferred, not due, or a person's to decide.
/// </summary>
public sealed partial class SendDigest(
    IDbContextFactory<NewsroomDb> dbs,
    IEngine engine,
    DataFolder folder,
    MailRoutes routes,
    ClaimDeliveries claim,
    RecoverDeliveries recover,
    ReadBodies bodies,
    DkimKeys keys,
    MailToken tokens,
    TakeRefusal refusals,
    Sender sender,
    BaseAddress address,
    IOutlet outlet,
    OutboundSwitch outbound,
    TimeProvider time,
    ILogger<SendDigest> log)
{
    // A route's rest that ends sooner is waited for.
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(120);

    // Between rounds in which nothing is settled, whatever the fault: the server's, or a ledger that cannot be written just now.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    // So many of them in a row, and the rest is for the next run: a dead server rests too long by then.
    private const int MostIdle = 6;

    /// <param name="number">The digest's.</param>
    /// <param name="everything">Whatever the readers' hours say.</param>
    /// <param name="progress">Hears how many are settled, and of how many.</param>
    /// <param name="cancel">Stops it; what is in flight is finished first where the server answers.</param>
    public async Task<Outcome<DigestStatus>> RunAsync(long number, bool everything, Action<long, long>? progress, CancellationToken cancel)
    {
        if (await FindAsync(number, cancel) is not { } digest)
        {
            return new Refusal("digest", $"There is no digest {number}.");
        }
        if (digest.State is not (DigestState.Frozen or DigestState.Done))
        {
            return new Refusal("digest_state", $"Digest {number} is {digest.State.ToString().ToLowerInvariant()}, and is not sent. {Way(digest.State)}");
        }
        if (!await outbound.MayAsync(cancel))
        {
            return new Refusal("outbound_quiet", "This is a copy of a newsroom, and mails nobody. If it is the one that shall act, and no other runs, say so: broadside outbound confirm.");
        }
        await recover.TakeOverAsync(cancel);
        await using (var epoch = await SendEpoch.BeginAsync(engine, folder, time, cancel))
        {
            var frozen = await bodies.RunAsync(number, cancel);
            var settled = -1L;
            for (var (more, idle) = (true, 0); more && idle < MostIdle && !cancel.IsCancellationRequested;)
            {
                await ExpireAsync(digest, cancel);
                await recover.ResendAsync(number, cancel);
                more = await RoundAsync(digest, frozen, epoch, everything, progress, cancel);
                digest = (await FindAsync(number, cancel))!;
                more &= digest.State == DigestState.Frozen;
                var now = await SettledAsync(digest, cancel);
                (settled, idle) = (now, now == settled ? idle + 1 : 0);
            }
        }
        return await EndAsync(digest, cancel);
    }

    // One round by the first route that may be used; false when nothing more can be done now.
    private async Task<bool> RoundAsync(DigestRow digest, IReadOnlyDictionary<int, FrozenBody> frozen, SendEpoch epoch, bool everything, Action<long, long>? progress, CancellationToken cancel)
    {
        DateTimeOffset Due() => everything ? digest.ExpiresAt.AddDays(2) : time.GetUtcNow();
        var usable = await routes.UsableAsync(cancel);
        if (usable.Count == 0)
        {
            return await WaitForRouteAsync(cancel);
        }
        var (sent, isPaced) = (0L, false);
        foreach (var route in usable)
        {
            var before = await SettledAsync(digest, cancel);
            isPaced |= await SendByAsync(digest, frozen, epoch, route, Due, progress, cancel);
            // What a connection still held that a fault of this program ended: the next round sends it.
            await recover.ReleaseAsync(epoch);
            sent += await SettledAsync(digest, cancel) - before;
            if (!await IsAnythingDueAsync(digest, Due(), cancel))
            {
                return await IsResendNeededAsync(digest, cancel);
            }
        }
        // Everything that was tried failed before its dot: the routes decide whether it makes sense to go on.
        return sent > 0 || (!isPaced && await WaitForRouteAsync(cancel));
    }

    // True where the route's pace ended it: there is more to send, and not soon.
    private async Task<bool> SendByAsync(DigestRow digest, IReadOnlyDictionary<int, FrozenBody> frozen, SendEpoch epoch, MailRoute route, Func<DateTimeOffset> due, Action<long, long>? progress, CancellationToken cancel)
    {
        await using var ledger = new LedgerWriter(digest.Number, epoch, engine, time);
        await using var deliveries = new DueDeliveries(digest.Number, epoch.Number, route, claim, ledger, due, time);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var watch = WatchAsync(digest, route, deliveries, progress, watching.Token);
        var lines = Enumerable.Range(0, Math.Max(1, route.Settings.MaxConnections)).Select(_ => Task.Run(() =>
            new SendLine(route, ledger, new MessageWriter(digest, frozen, outlet.Name, tokens, sender, address), route.Settings.Sign ? keys.Signer : null, deliveries, RefusedAsync, time).RunAsync(cancel), CancellationToken.None));
        foreach (var line in lines.ToList())
        {
            try
            {
                await line;
            }
#pragma warning disable CA1031 // one connection's mishap is not the others'; what it held is set free at the end
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                LineFailed(e, route.Name);
            }
            catch (OperationCanceledException)
            {
                // Stopped from outside.
            }
        }
        await watching.CancelAsync();
        await watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await route.GiveBackAsync(CancellationToken.None);
        return deliveries.Rests > TimeSpan.Zero;

        Task RefusedAsync(Delivery delivery, SmtpAnswer answer) =>
            ledger.BetweenCommitsAsync(() => refusals.RunAsync(tokens.Make(MailTokenUse.Digest, digest.Number, delivery.Subscriber), answer, CancellationToken.None));
    }

    // Every second: how far it is, whether somebody paused it, and whether another program stopped the route.
    private async Task WatchAsync(DigestRow digest, MailRoute route, DueDeliveries deliveries, Action<long, long>? progress, CancellationToken cancel)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancel);
            if (await FindAsync(digest.Number, cancel) is { State: not DigestState.Frozen } || !await route.IsUsableAsync(cancel))
            {
                deliveries.End();
            }
            progress?.Invoke(await SettledAsync(digest, cancel), digest.Frozen);
        }
    }

    private async Task<bool> WaitForRouteAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        DateTimeOffset? soonest = null;
        foreach (var route in routes.All)
        {
            var state = await route.StateAsync(cancel);
            if (!state.IsStopped && (state.RestsUntil ?? now) is var until && (soonest is null || until < soonest))
            {
                soonest = until;
            }
        }
        if (soonest is not { } at || at - now > LongestRest)
        {
            return false;
        }
        // A rest may be over by now, because the last connection ended later than it.
        await Task.Delay(at - now > ShortestPause ? at - now : ShortestPause, time, cancel);
        return true;
    }

    private async Task ExpireAsync(DigestRow digest, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (digest.ExpiresAt > now)
        {
            return;
        }
        await using var connection = await engine.OpenAsync(readOnly: false, cancel);
        await Sql.RunAsync(connection, "UPDATE deliveries SET state = 'expired', settled_at = @now WHERE digest = @digest AND state IN ('pending', 'deferred')", cancel, ("digest", digest.Number), ("now", Instants.Micros(now)));
    }

    private async Task<Outcome<DigestStatus>> EndAsync(DigestRow digest, CancellationToken cancel)
    {
        var status = await DigestStatus.ReadAsync(engine, digest, cancel);
        if (digest.State == DigestState.Frozen && status.Pending + status.Deferred + status.Claimed + status.Inflight + status.InDoubt == 0)
        {
            await using var db = await dbs.CreateDbContextAsync(cancel);
            var now = time.GetUtcNow();
            await db.Set<DigestRow>().Where(d => d.Number == digest.Number && d.State == DigestState.Frozen)
                .ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DigestState.Done).SetProperty(x => x.EndedAt, now), cancel);
            status = status with { State = "done" };
        }
        return status;
    }

    private async Task<DigestRow?> FindAsync(long number, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<DigestRow>().AsNoTracking().SingleOrDefaultAsync(d => d.Number == number, cancel);
    }

    private Task<long> SettledAsync(DigestRow digest, CancellationToken cancel) =>
        CountAsync("SELECT count(*) FROM deliveries WHERE digest = @digest AND settled_at IS NOT NULL", digest, 0, cancel);

    private async Task<bool> IsAnythingDueAsync(DigestRow digest, DateTimeOffset due, CancellationToken cancel) =>
        await CountAsync("SELECT count(*) FROM (SELECT 1 FROM deliveries WHERE digest = @digest AND state IN ('pending', 'deferred') AND due_at <= @due AND (state = 'pending' OR due_at <= @now) LIMIT 1) d", digest, Instants.Micros(due), cancel) > 0;

    private async Task<bool> IsResendNeededAsync(DigestRow digest, CancellationToken cancel) =>
        await CountAsync("SELECT count(*) FROM (SELECT 1 FROM deliveries WHERE digest = @digest AND state = 'in_doubt' AND doubts = 0 LIMIT 1) d", digest, 0, cancel) > 0;

    private async Task<long> CountAsync(string sql, DigestRow digest, long due, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        return Convert.ToInt64(await Sql.AskAsync(connection, sql, cancel, ("digest", digest.Number), ("due", due), ("now", Instants.Micros(time.GetUtcNow()))), System.Globalization.CultureInfo.InvariantCulture);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A connection of the mail route {Route} ended by a fault of this program.")]
    private partial void LineFailed(Exception exception, string route);

    private static string Way(DigestState state) => state switch
    {
        DigestState.Open or DigestState.Freezing => "Freeze it first: broadside digest freeze --now",
        DigestState.Paused => "Go on with: broadside digest resume",
        _ => "",
    };
}
