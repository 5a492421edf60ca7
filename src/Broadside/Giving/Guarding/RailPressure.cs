using System.Collections.Concurrent;
using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Guarding;

/// <summary>
/// Whether somebody tries stolen cards at a rail, told from what came of its last attempts: many that lie open, or hardly one that is paid. Then
/// everybody does a sum first; and when next to nothing is paid any more, the rail rests before the processor closes it for good.
/// </summary>
public sealed class RailPressure(IDbContextFactory<NewsroomDb> dbs, RailBoard board, TimeProvider time) : IDisposable
{
    /// <summary>So many may lie open before everybody is asked.</summary>
    public const int MostOpen = 30;

    /// <summary>Looked at for whether everybody is asked, and how many of them fail.</summary>
    public const int Few = 20;
    public const int FewFail = 70;

    /// <summary>Looked at for whether the rail rests.</summary>
    public const int Many = 100;
    public const int ManyFail = 95;

    /// <summary>How long a rail rests.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(15);

    // Who has not paid within half an hour has gone for a walk.
    private static readonly TimeSpan OpenFor = TimeSpan.FromMinutes(30);

    // A rail that was put to the test last week is none that is tested now.
    private static readonly TimeSpan Memory = TimeSpan.FromHours(6);

    private readonly SemaphoreSlim gate = new(1);
    private readonly ConcurrentDictionary<string, int> starting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> asking = new(StringComparer.Ordinal);

    /// <summary>For a page: whether the last donor at any rail had to be asked. From memory.</summary>
    public bool IsAsking => asking.Values.Any(until => until > time.GetUtcNow());

    /// <summary>Takes a place at the rail; give it back when the start is over.</summary>
    /// <returns>Null: everybody is asked now, and this donor did not answer.</returns>
    public async Task<IDisposable?> EnterAsync(string rail, bool hasAnswered, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            // Who is on the way is counted first: in between they become a row, and are then counted twice and never not at all.
            var onTheWay = starting.GetValueOrDefault(rail);
            var (open, isFailing, rests) = await LookAsync(rail, cancel);
            if (rests)
            {
                await board.SignalAsync(rail, null, null, new RailSignal.Pause(time.GetUtcNow() + Rest, "card testing"), null, cancel);
            }
            var asks = open + onTheWay >= MostOpen || isFailing;
            if (asks)
            {
                asking[rail] = time.GetUtcNow().AddMinutes(10);
            }
            else
            {
                asking.TryRemove(rail, out _);
            }
            if (asks && !hasAnswered)
            {
                return null;
            }
            starting.AddOrUpdate(rail, 1, (_, n) => n + 1);
            return new Place(this, rail);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<(int Open, bool IsFailing, bool Rests)> LookAsync(string rail, CancellationToken cancel)
    {
        var (openSince, since) = (time.GetUtcNow() - OpenFor, time.GetUtcNow() - Memory);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var attempts = db.Set<Attempt>().AsNoTracking().Where(a => a.Rail == rail);
        var open = await attempts.CountAsync(a => a.StartedAt > openSince && (a.State == AttemptState.Created || a.State == AttemptState.Redirected || a.State == AttemptState.Unknown), cancel);
        // A rail that rested, or that a person offers again, is judged by what comes then: it would rest for ever for what was before.
        var from = await db.Set<RailHealthRow>().Where(h => h.Rail == rail).MaxAsync(h => h.JudgedFrom, cancel) ?? since;
        // One that the rail itself did not take has nothing at the far end, and says nothing about who came.
        var last = await attempts.Where(a => a.StartedAt > since && a.Remote != null && (a.State == AttemptState.Succeeded || a.State == AttemptState.Failed || a.State == AttemptState.Expired))
            .OrderByDescending(a => a.StartedAt).Take(Many).Select(a => new { a.State, a.StartedAt }).ToListAsync(cancel);
        return (open, IsOver(last.Take(Few).Select(a => a.State), Few, FewFail), IsOver(last.Where(a => a.StartedAt >= from).Select(a => a.State), Many, ManyFail));
    }

    private static bool IsOver(IEnumerable<AttemptState> last, int wanted, int percent)
    {
        var (all, failed) = (0, 0);
        foreach (var state in last)
        {
            all++;
            failed += state == AttemptState.Succeeded ? 0 : 1;
        }
        return all >= wanted && failed * 100 > percent * all;
    }

    private sealed class Place(RailPressure pressure, string rail) : IDisposable
    {
        private int given;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref given, 1) == 0)
            {
                pressure.starting.AddOrUpdate(rail, 0, (_, n) => n - 1);
            }
        }
    }
}
