using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Signing;

/// <summary>
/// Slows guessing down. Within an hour an e-mail address may be tried a few times from one network, and a network may try a
/// few dozen; after that each try waits, up to a quarter of an hour. Nobody can lock others out: an address as such is never
/// locked, failures from elsewhere slow nobody here (many of them are told of, no more), and a browser that its owner signed
/// in with before is counted by itself. An address that nobody has counts like any other.
/// </summary>
public sealed class SignInLimit(IDbContextFactory<NewsroomDb> dbs, IEngine engine, KeyRing keys, TimeProvider time)
{
    internal const int PairFree = 5;
    internal const int DeviceFree = 10;
    internal const int NetworkFree = 30;
    internal const int Many = 600;
    private const int MostTries = 10;
    private const string All = "all";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <summary>Whether it may be tried now; Burst: how many failed tries a row of the log should tell of, at the moments when it should.</summary>
    public sealed record Answer(bool IsAllowed, int? Burst = null);

    /// <summary>Asks before a password is looked at, and counts the try: what then succeeds is taken back by <see cref="ForgiveAsync"/>.</summary>
    public async Task<Answer> TakeAsync(string email, Visitor visitor, bool isKnownDevice, CancellationToken cancel)
    {
        if (!Defence.IsOn("sign-in-limit"))
        {
            return new Answer(true);
        }
        if (isKnownDevice && Defence.IsOn("known-device"))
        {
            return new Answer(await CountAsync(Device(email, visitor), DeviceFree, cancel) is not null);
        }
        if (await CountAsync(Pair(email, visitor), PairFree, cancel) is not { } pair
            || await CountAsync(Net(visitor), NetworkFree, cancel) is not { } network)
        {
            return new Answer(false);
        }
        // Counted, and never waited for.
        var all = await CountAsync(All, int.MaxValue, cancel) ?? 0;
        // One row when an address runs out of free tries, not one for each try; and when very much is going on, one for all of it.
        var isBurst = all == Many || (all < Many && (pair == PairFree || network == NetworkFree));
        return new Answer(true, isBurst ? (all == Many ? all : Math.Max(pair, network == NetworkFree ? network : 0)) : null);
    }

    /// <summary>It succeeded: that was no guess.</summary>
    public async Task ForgiveAsync(string email, Visitor visitor, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var (pair, device, network) = (Pair(email, visitor), Device(email, visitor), Net(visitor));
        await db.Set<Attempt>().Where(a => a.Key == pair || a.Key == device).ExecuteDeleteAsync(cancel);
        await db.Set<Attempt>().Where(a => (a.Key == network || a.Key == All) && a.Count > 0).ExecuteUpdateAsync(a => a.SetProperty(x => x.Count, x => x.Count - 1), cancel);
    }

    // The address stands there as a keyed hash: the table tells nobody whom somebody tried to be.
    private string Pair(string email, Visitor visitor) => $"pair/{keys.KeyedHash(email)}/{visitor.Network}";

    private string Device(string email, Visitor visitor) => $"device/{Token.Hash(visitor.Device ?? "")}/{keys.KeyedHash(email)}";

    private static string Net(Visitor visitor) => "network/" + visitor.Network;

    /// <summary>The new count; null when it must wait.</summary>
    private async Task<int?> CountAsync(string key, int free, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var now = time.GetUtcNow();
            var seen = await db.Set<Attempt>().AsNoTracking().SingleOrDefaultAsync(a => a.Key == key, cancel);
            if (seen is null)
            {
                if (await AddAsync(db, key, now, cancel))
                {
                    return 1;
                }
                continue;
            }
            var isOver = now - seen.BeganAt >= Hour || now < seen.BeganAt;
            if (!isOver && (now - seen.LastAt).Duration() < Wait(seen.Count - free))
            {
                return null;
            }
            var (count, began) = (isOver ? 1 : seen.Count + 1, isOver ? now : seen.BeganAt);
            // Only if nobody counted in between: of a hundred tries at once no two read the same count.
            var counted = await db.Set<Attempt>().Where(a => a.Key == key && a.Count == seen.Count && a.LastAt == seen.LastAt)
                .ExecuteUpdateAsync(a => a.SetProperty(x => x.Count, count).SetProperty(x => x.BeganAt, began).SetProperty(x => x.LastAt, now), cancel);
            if (counted == 1)
            {
                return count;
            }
        }
        return null;
    }

    private async Task<bool> AddAsync(NewsroomDb db, string key, DateTimeOffset now, CancellationToken cancel)
    {
        db.Add(new Attempt { Key = key, Count = 1, BeganAt = now, LastAt = now });
        try
        {
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException e) when (engine.IsDuplicate(e))
        {
            return false;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    // 1, 2, 4, 8, 15 minutes.
    private static TimeSpan Wait(int over) =>
        over < 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(Math.Min(LongestWait.TotalMinutes, Math.Pow(2, Math.Min(over, 10))));
}
