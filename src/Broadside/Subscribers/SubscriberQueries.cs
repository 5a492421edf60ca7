using System.Runtime.CompilerServices;
using System.Text;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers;

/// <summary>Questions about subscribers that pages and commands ask. None reads the whole list at once.</summary>
public sealed class SubscriberQueries(IDbContextFactory<NewsroomDb> dbs)
{
    /// <summary>Up to here states are counted one by one; further on "more than" is enough.</summary>
    public const int CountedTo = 10_000;

    private const int Stretch = 1000;

    public async Task<Subscriber?> FindAsync(long number, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Subscriber>().AsNoTracking().SingleOrDefaultAsync(s => s.Number == number, cancel);
    }

    /// <summary>By any way to write the address; null where it is none, or nobody's.</summary>
    public async Task<Subscriber?> FindAsync(string? address, CancellationToken cancel)
    {
        if (SubscriberAddress.From(address) is not { } given)
        {
            return null;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Subscriber>().AsNoTracking().SingleOrDefaultAsync(s => s.AddressKey == given.Key, cancel);
    }

    /// <summary>Newest first, by number.</summary>
    /// <param name="state">Only those; null: all.</param>
    /// <param name="before">Number of the last one of the page before; null: from the newest on.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancel">Ends the question.</param>
    public async Task<IReadOnlyList<Subscriber>> LatestAsync(SubscriberState? state, long? before, int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var all = db.Set<Subscriber>().AsNoTracking();
        all = state is { } one ? all.Where(s => s.State == one) : all;
        all = before is { } last ? all.Where(s => s.Number < last) : all;
        return await all.OrderByDescending(s => s.Number).Take(count).ToListAsync(cancel);
    }

    /// <summary>Addresses that begin so, in the order of their letters.</summary>
    /// <param name="beginning">As typed.</param>
    /// <param name="state">Only those; null: all.</param>
    /// <param name="after">Key of the last one of the page before.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancel">Ends the question.</param>
    public async Task<IReadOnlyList<Subscriber>> BeginningAsync(string beginning, SubscriberState? state, string? after, int count, CancellationToken cancel)
    {
        var from = Folded(beginning);
        // No letter of an address sorts after the last of Unicode.
        var to = from + "\U0010FFFF";
        await using var db = await dbs.CreateDbContextAsync(cancel);
#pragma warning disable CA1309 // the database compares, by bytes
        var all = db.Set<Subscriber>().AsNoTracking().Where(s => string.Compare(s.AddressKey, from) >= 0 && string.Compare(s.AddressKey, to) < 0);
        all = string.IsNullOrEmpty(after) ? all : all.Where(s => string.Compare(s.AddressKey, after) > 0);
#pragma warning restore CA1309
        all = state is { } one ? all.Where(s => s.State == one) : all;
        return await all.OrderBy(s => s.AddressKey).Take(count).ToListAsync(cancel);
    }

    /// <summary>Everybody, newest first or in the order of letters, read a thousand at a time.</summary>
    public async IAsyncEnumerable<Subscriber> AllAsync(SubscriberState? state, string? beginning, [EnumeratorCancellation] CancellationToken cancel)
    {
        Subscriber? last = null;
        while (true)
        {
            var stretch = string.IsNullOrWhiteSpace(beginning)
                ? await LatestAsync(state, last?.Number, Stretch, cancel)
                : await BeginningAsync(beginning, state, last?.AddressKey, Stretch, cancel);
            foreach (var subscriber in stretch)
            {
                yield return last = subscriber;
            }
            if (stretch.Count < Stretch)
            {
                yield break;
            }
        }
    }

    /// <summary>How many are in each state; none is counted beyond <see cref="CountedTo"/>, whatever the list's length.</summary>
    public async Task<IReadOnlyDictionary<SubscriberState, int>> CountsAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var counts = new Dictionary<SubscriberState, int>();
        foreach (var state in Enum.GetValues<SubscriberState>())
        {
            counts[state] = await db.Set<Subscriber>().Where(s => s.State == state).OrderBy(s => s.Number).Take(CountedTo + 1).CountAsync(cancel);
        }
        return counts;
    }

    /// <summary>Whoever came and went, day by day, from that day on; and the list's length before it.</summary>
    public async Task<(long Before, IReadOnlyList<SubscriberDay> Days)> GrowthAsync(string from, string to, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
#pragma warning disable CA1309 // the database compares: days are digits
        var before = await db.Set<SubscriberDay>().AsNoTracking().Where(d => string.Compare(d.Day, from) < 0).GroupBy(d => d.Event).Select(g => new { g.Key, Count = g.Sum(d => d.Count) }).ToListAsync(cancel);
        var days = await db.Set<SubscriberDay>().AsNoTracking().Where(d => string.Compare(d.Day, from) >= 0 && string.Compare(d.Day, to) <= 0).OrderBy(d => d.Day).ToListAsync(cancel);
#pragma warning restore CA1309
        return (before.Sum(b => ListGrowth.Signed(b.Key, b.Count)), days);
    }

    /// <summary>What came back from somebody, newest first.</summary>
    public async Task<IReadOnlyList<SubscriberReturn>> ReturnsAsync(long number, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<SubscriberReturn>().AsNoTracking().Where(r => r.Subscriber == number).OrderByDescending(r => r.HeardAt).Take(20).ToListAsync(cancel);
    }

    // As keys are written, as far as a part of an address can be.
    private static string Folded(string beginning)
    {
        var well = string.Concat(beginning.EnumerateRunes()).Replace("\0", "", StringComparison.Ordinal).Trim();
        well = well.Length > 254 ? well[..(char.IsHighSurrogate(well[253]) ? 253 : 254)] : well;
        return well.Normalize(NormalizationForm.FormC).ToLowerInvariant();
    }
}
