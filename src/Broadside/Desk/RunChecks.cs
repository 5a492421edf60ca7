using System.Text.Json;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Desk;

/// <summary>Runs the doctor's checks in the background and keeps what they found: in a large newsroom they look through every version, which takes longer than anybody waits for a page.</summary>
public sealed class RunChecks(IDbContextFactory<NewsroomDb> dbs, IEnumerable<ICheck> checks, JobQueue jobs, TimeProvider time) : IJob
{
    public const string JobKind = "run-checks";

    public string Kind => JobKind;

    /// <summary>Asks for a run; while one is asked for, once is enough.</summary>
    public async Task AskAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await jobs.AddAsync(db, JobKind, new { }, cancel, uniqueKey: JobKind);
        await db.SaveChangesAsync(cancel);
    }

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        foreach (var check in checks)
        {
            var found = new List<string>();
            await foreach (var line in check.RunAsync(cancel))
            {
                found.Add(line);
            }
            await using var db = await dbs.CreateDbContextAsync(cancel);
            await db.Set<CheckResult>().Where(r => r.Name == check.Name).ExecuteDeleteAsync(cancel);
            db.Add(new CheckResult { Name = check.Name, Found = JsonSerializer.Serialize(found, CanonicalJson.Options), EndedAt = time.GetUtcNow() });
            await db.SaveChangesAsync(cancel);
        }
    }
}
