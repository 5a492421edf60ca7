using System.Text.Json;
using Broadside.Digest.Ledger;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest.Reports;

/// <summary>
/// Counts what became of a digest's messages, by state, route, domain and hour, in one pass over the ledger, and keeps the
/// figures. A digest that has ended is counted once more and then stays as it is, whoever leaves the list later.
/// </summary>
public sealed class CountDeliveries(IDbContextFactory<NewsroomDb> dbs, IEngine engine, JobQueue queue, TimeProvider time) : IJob
{
    public const string JobKind = "digest.count";

    /// <summary>Up to so many recipients it is quicker to count than to look when it was last counted.</summary>
    public const long Few = 20_000;

    private const int MostDomains = 50;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    public string Kind => JobKind;

    public bool IsLong => true;

    /// <param name="Figures">Null where it was never counted yet.</param>
    /// <param name="IsCounting">It is being counted anew: look again in a moment.</param>
    public sealed record Report(DigestFigures? Figures, bool IsCounting);

    public static string Key(long digest) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{JobKind} {digest}");

    public Task RunAsync(string payload, CancellationToken cancel) => CountAsync(JsonSerializer.Deserialize<Which>(payload, CanonicalJson.Options)!.Number, cancel);

    /// <summary>The figures as they are; those of a large digest are counted by a job, and may be some seconds old.</summary>
    public async Task<Report> RunAsync(DigestRow digest, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var kept = await db.Set<FiguresRow>().AsNoTracking().SingleOrDefaultAsync(f => f.Digest == digest.Number, cancel);
        var figures = kept is null ? null : JsonSerializer.Deserialize<DigestFigures>(kept.Figures, CanonicalJson.Options);
        if (kept is not null && digest.EndedAt < kept.CountedAt && figures!.Of(LedgerSql.Word(DeliveryState.InDoubt)) == 0)
        {
            return new Report(figures, false);
        }
        if (digest.Frozen <= Few)
        {
            return new Report(await CountAsync(digest.Number, cancel), false);
        }
        if (kept is not null && time.GetUtcNow() - kept.CountedAt < Fresh)
        {
            return new Report(figures, false);
        }
        await queue.AddAsync(db, JobKind, new Which(digest.Number), cancel, priority: 4, uniqueKey: Key(digest.Number));
        await db.SaveChangesAsync(cancel);
        return new Report(figures, true);
    }

    /// <summary>Counts and keeps.</summary>
    public async Task<DigestFigures> CountAsync(long digest, CancellationToken cancel)
    {
        var tally = new FigureTally(MostDomains);
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        await using (var command = connection.CreateCommand())
        {
            // The domain is what is left when all that stands before the last @ is taken away; both databases say it like this.
            command.CommandText = """
                SELECT state, route, domain, hour, count(*) FROM (
                  SELECT d.state AS state, COALESCE(d.route, '') AS route, COALESCE(replace(s.address_key, rtrim(s.address_key, replace(s.address_key, '@', '')), ''), '') AS domain,
                    COALESCE(d.settled_at, 0) / 3600000000 AS hour
                  FROM deliveries d LEFT JOIN subscribers s ON s.number = d.subscriber WHERE d.digest = @digest
                ) counted GROUP BY state, route, domain, hour
                """;
            Sql.Add(command, ("digest", digest));
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
            {
                tally.Add(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetInt64(3), rows.GetInt64(4));
            }
        }
        var now = time.GetUtcNow();
        var figures = tally.End(now);
        var text = JsonSerializer.Serialize(figures, CanonicalJson.Options);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO digest_figures (digest, counted_at, figures) VALUES ({digest}, {Instants.Micros(now)}, {text}) ON CONFLICT (digest) DO UPDATE SET counted_at = excluded.counted_at, figures = excluded.figures",
            cancel);
        return figures;
    }

    public sealed record Which(long Number);
}
