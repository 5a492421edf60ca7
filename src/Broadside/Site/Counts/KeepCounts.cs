using System.Globalization;
using Broadside.Articles;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Site.Counts;

/// <summary>Adds what was counted to the rows of the day, its month and its year: what was read most in any of them is then asked of one. After a power cut the last minute's counts are missing, and nothing else.</summary>
public sealed class KeepCounts(IDbContextFactory<NewsroomDb> dbs, ReadCounts counts, Catalogue catalogue, TimeProvider time)
{
    private const string Add = "INSERT INTO read_counts (day, kind, name, reads) VALUES ({0}, {1}, {2}, {3}) ON CONFLICT (day, kind, name) DO UPDATE SET reads = read_counts.reads + excluded.reads";

    /// <returns>How many rows were added to.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var counted = counts.Take();
        if (counted.Count == 0)
        {
            return 0;
        }
        var taken = counted.Concat(Summed(counted)).OrderBy(t => t.Kind).ThenBy(t => t.Name, StringComparer.Ordinal).ToList();
        var day = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        // Always in the same order, so that two nodes cannot wait for each other's rows.
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var period in new[] { day, day[..7], day[..4] })
        {
            foreach (var (kind, name, reads) in taken)
            {
                await db.Database.ExecuteSqlRawAsync(Add, [period, kind.ToString().ToLowerInvariant(), name, reads], cancel);
            }
        }
        await transaction.CommitAsync(cancel);
        return taken.Count;
    }

    /// <summary>Of the articles that were read: all together, and by the topics that they stand under.</summary>
    private IEnumerable<(CountKind Kind, string Name, long Reads)> Summed(IReadOnlyList<(CountKind Kind, string Name, long Reads)> counted)
    {
        var articles = counted.Where(c => c.Kind == CountKind.Article).ToList();
        if (articles.Count == 0)
        {
            return [];
        }
        var topics = articles.SelectMany(a => (catalogue.ById(a.Name)?.Topics ?? []).Select(topic => (Topic: topic, a.Reads)))
            .GroupBy(t => t.Topic, StringComparer.Ordinal).Select(g => (CountKind.Topic, g.Key, g.Sum(t => t.Reads)));
        return topics.Append((CountKind.Total, "", articles.Sum(a => a.Reads)));
    }
}
