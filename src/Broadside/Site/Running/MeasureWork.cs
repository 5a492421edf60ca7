using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mail.Letters;
using Broadside.Site.Https;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Site.Running;

/// <summary>What the database tells: jobs, mail, alarms; and how long certificates hold.</summary>
internal sealed class MeasureWork(IDbContextFactory<NewsroomDb> dbs, IEngine engine, CertificateBoard certificates, TimeProvider time) : IMeasure
{
    // Each by an index of its own that holds just these rows: a year of digests has millions of others.
    private static readonly (string State, string Sql)[] Deliveries =
    [
        ("waiting", "SELECT count(*) FROM deliveries WHERE state IN ('pending', 'deferred')"),
        ("on_its_way", "SELECT count(*) FROM deliveries WHERE state IN ('claimed', 'inflight')"),
        ("in_doubt", "SELECT count(*) FROM deliveries WHERE state = 'in_doubt'"),
    ];

    public async Task<IReadOnlyList<Measure>> ReadAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var measures = new List<Measure>();
        var jobs = await db.Set<Job>().GroupBy(j => j.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        measures.AddRange(Enum.GetValues<JobState>().Select(s => new Measure("jobs", "Jobs in the queue.", jobs.FirstOrDefault(j => j.Key == s)?.Count ?? 0, false, "state", s.ToString().ToLowerInvariant())));
        var oldest = await db.Set<Job>().Where(j => j.State == JobState.Waiting && j.DueAt <= now).OrderBy(j => j.DueAt).Select(j => (DateTimeOffset?)j.DueAt).FirstOrDefaultAsync(cancel);
        measures.Add(new("job_wait_seconds", "For how long the job waits that is due longest.", oldest is null ? 0 : (now - oldest.Value).TotalSeconds));
        var alarms = await db.Set<Alarm>().Where(a => a.ClearedAt == null).GroupBy(a => a.Code).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        measures.Add(new("alarms", "Alarms that nobody has seen to.", alarms.Sum(a => a.Count), false, "code", "all"));
        measures.AddRange(alarms.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => new Measure("alarms", "Alarms that nobody has seen to.", a.Count, false, "code", a.Key)));
        measures.AddRange(certificates.Hosts.Select(h => new Measure("certificate_seconds", "How long the certificate holds; 0 where there is none.", Math.Max(0, ((certificates.Of(h)?.EndsAt ?? now) - now).TotalSeconds), false, "host", h)));
        measures.Add(new("letters_waiting", "Letters to one person that wait to be sent.", await db.Set<Letter>().CountAsync(l => l.SettledAt == null && l.State == LetterState.Waiting, cancel)));
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        foreach (var (state, sql) in Deliveries)
        {
            measures.Add(new("deliveries", "Messages of digests that are not settled.", Convert.ToDouble(await Sql.AskAsync(connection, sql, cancel), System.Globalization.CultureInfo.InvariantCulture), false, "state", state));
        }
        return measures;
    }
}
