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
}
