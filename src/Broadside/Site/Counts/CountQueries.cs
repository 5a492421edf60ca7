using System.Globalization;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Site.Counts;

/// <summary>What was read, for the desk and the command line.</summary>
public sealed class CountQueries(IDbContextFactory<NewsroomDb> dbs)
{
    /// <summary>The names with most reads over these days, most first.</summary>
    /// <param name="kind">Articles, referrers or languages.</param>
    /// <param name="from">First day, in UTC.</param>
    /// <param name="days">How many days.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancel">Ends the question.</param>
    public async Task<IReadOnlyList<(string Name, long Reads)>> MostReadAsync(CountKind kind, DateOnly from, int days, int count, CancellationToken cancel)
    {
        var wanted = Enumerable.Range(0, days).Select(i => from.AddDays(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).ToList();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = await db.Set<DayCount>().AsNoTracking()
            .Where(c => c.Kind == kind && wanted.Contains(c.Day))
            .GroupBy(c => c.Name)
            .Select(g => new { Name = g.Key, Reads = g.Sum(c => c.Reads) })
            .OrderByDescending(c => c.Reads).ThenBy(c => c.Name)
            .Take(count)
            .ToListAsync(cancel);
        return [.. rows.Select(r => (r.Name, r.Reads))];
    }

    /// <summary>The names with most reads in a day, month or year, most first.</summary>
    /// <param name="kind">What is counted.</param>
    /// <param name="period">As "2026-11-22", "2026-11" or "2026".</param>
    /// <param name="count">How many.</param>
    /// <param name="cancel">Ends the question.</param>
    public async Task<IReadOnlyList<DayCount>> MostInAsync(CountKind kind, string period, int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<DayCount>().AsNoTracking().Where(c => c.Kind == kind && c.Day == period).OrderByDescending(c => c.Reads).ThenBy(c => c.Name).Take(count).ToListAsync(cancel);
    }

    /// <summary>How often one name was read in each of these days or months; those without a read are not in it.</summary>
    public async Task<IReadOnlyDictionary<string, long>> OfAsync(CountKind kind, string name, IReadOnlyList<string> periods, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<DayCount>().AsNoTracking().Where(c => c.Kind == kind && c.Name == name && periods.Contains(c.Day)).ToDictionaryAsync(c => c.Day, c => c.Reads, cancel);
    }
}
