using System.Runtime.CompilerServices;
using System.Text;
using Broadside.Mail;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers;

/// <summary>Questions about subscribers that pages and commands ask. None reads the whole list at once.</summary>
public sealed class SubscriberQueries(IDbContextFactory<NewsroomDb> dbs)
{
    /// <summary>Up to here states are counted one by one; further on "more than" is enough.</summary>
    public const int CountedTo = 10_000;

    /// <summary>From so many letters on they are found inside an address, too.</summary>
    public const int ShortestPart = 3;

    private const int Stretch = 1000;

    // Of the index of addresses: so many are looked through at a time, and so many for a page at most, whatever the list's length.
    private const int Keys = 100_000;
    private const int MostLookedThrough = 500_000;
    private const char Beginning = 'b';
    private const char Inside = 'i';

    /// <param name="Rows">Those found.</param>
    /// <param name="Next">Where to go on; null: these are the last.</param>
    /// <param name="IsWhole">False where the list is so long that only a part of it was looked through for this page.</param>
    public sealed record Found(IReadOnlyList<Subscriber> Rows, string? Next, bool IsWhole);

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

    /// <summary>Addresses in which this stands anywhere, as "ana" or "@example.org": first those that begin so, then the others, each in the order of their letters.</summary>
    /// <param name="part">As typed. Below three letters only beginnings are found: everybody has an "a".</param>
    /// <param name="state">Only those; null: all.</param>
    /// <param name="after">Where the page before ended (<see cref="Found.Next"/>).</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancel">Ends the question.</param>
    public async Task<Found> FindAsync(string part, SubscriberState? state, string? after, int count, CancellationToken cancel)
    {
        var rows = new List<Subscriber>();
        var place = Place(part);
        var isInside = after is [Inside, ..];
        var from = after is { Length: > 0 } ? after[1..] : null;
        if (!isInside)
        {
            rows.AddRange(await BeginningAsync(part, state, from, count + 1, cancel));
            if (rows.Count > count || place.Length < ShortestPart)
            {
                return new Found([.. rows.Take(count)], rows.Count > count ? Beginning + rows[count - 1].AddressKey : null, IsWhole: true);
            }
        }
        var last = isInside ? from : "";
        for (var looked = 0; looked < MostLookedThrough; looked += Keys)
        {
            var (found, upto) = await InsideAsync(place, state, last ?? "", count + 1 - rows.Count, cancel);
            rows.AddRange(found);
            if (rows.Count > count)
            {
                // Where this page had room for none of these, the next begins with the first of them.
                return new Found([.. rows.Take(count)], Inside + (rows[count - 1].AddressKey is var key && key.StartsWith(place, StringComparison.Ordinal) ? "" : key), IsWhole: true);
            }
            if (upto is null)
            {
                return new Found(rows, null, IsWhole: true);
            }
            last = upto;
        }
        return new Found(rows, Inside + last, IsWhole: false);
    }

    // A stretch of the index of addresses, read in its order; and its last address, or null at the end. No row is read but those that are found.
    private async Task<(IReadOnlyList<Subscriber> Found, string? Upto)> InsideAsync(string part, SubscriberState? state, string after, int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
#pragma warning disable CA1309 // the database compares, by bytes
        var keys = db.Set<Subscriber>().AsNoTracking().Where(s => string.Compare(s.AddressKey, after) > 0).OrderBy(s => s.AddressKey).Select(s => s.AddressKey);
        var upto = await keys.Skip(Keys - 1).Take(1).SingleOrDefaultAsync(cancel);
        var stretch = upto is null ? keys : keys.Where(k => string.Compare(k, upto) <= 0);
#pragma warning restore CA1309
        var found = stretch.Where(k => k.Contains(part) && !k.StartsWith(part));
        // Where a state is asked for, more may be needed than are shown; otherwise the reading ends with the last that is.
        found = state is null ? found.OrderBy(k => k).Take(count) : found;
        var all = db.Set<Subscriber>().AsNoTracking().Where(s => found.Contains(s.AddressKey));
        all = state is { } one ? all.Where(s => s.State == one) : all;
        return (await all.OrderBy(s => s.AddressKey).Take(count).ToListAsync(cancel), upto);
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

    // The domain of a key is in ASCII, whatever the letters it is asked for in.
    private static string Place(string part)
    {
        var place = Folded(part);
        return place.LastIndexOf('@') is >= 0 and var at && WireAddress.Domain("x" + place[at..]) is { } domain ? $"{place[..at]}@{domain}" : place;
    }

    // As keys are written, as far as a part of an address can be.
    private static string Folded(string beginning)
    {
        var well = string.Concat(beginning.EnumerateRunes()).Replace("\0", "", StringComparison.Ordinal).Trim();
        well = well.Length > 254 ? well[..(char.IsHighSurrogate(well[253]) ? 253 : 254)] : well;
        return well.Normalize(NormalizationForm.FormC).ToLowerInvariant();
    }
}
