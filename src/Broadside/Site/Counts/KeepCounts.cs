using System.Globalization;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Site.Counts;

/// <summary>Adds what was counted to the day's rows. After a power cut the last minute's counts are missing, and nothing else.</summary>
public sealed class KeepCounts(IDbContextFactory<NewsroomDb> dbs, ReadCounts counts, TimeProvider time)
{
    private const string Add = "INSERT INTO read_counts (day, kind, name, reads) VALUES ({0}, {1}, {2}, {3}) ON CONFLICT (day, kind, name) DO UPDATE SET reads = read_counts.reads + excluded.reads";

    /// <returns>How many rows were added to.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var taken = counts.Take();
        if (taken.Count == 0)
        {
            return 0;
        }
        var day = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        // Always in the same order, so that two nodes cannot wait for each other's rows.
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var (kind, name, reads) in taken.OrderBy(t => t.Kind).ThenBy(t => t.Name, StringComparer.Ordinal))
        {
            await db.Database.ExecuteSqlRawAsync(Add, [day, kind.ToString().ToLowerInvariant(), name, reads], cancel);
        }
        await transaction.CommitAsync(cancel);
        return taken.Count;
    }
}
