using System.Text.Json;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Desk;

/// <summary>What the doctor's checks found last.</summary>
public sealed class CheckQueries(IDbContextFactory<NewsroomDb> dbs)
{
    /// <summary>A check's lines; none when all was well.</summary>
    public sealed record Looked(string Name, IReadOnlyList<string> Found, DateTimeOffset At);

    public async Task<IReadOnlyList<Looked>> LastAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = await db.Set<CheckResult>().AsNoTracking().ToListAsync(cancel);
        return [.. rows.OrderBy(r => r.Name, StringComparer.Ordinal).Select(r => new Looked(r.Name, JsonSerializer.Deserialize<List<string>>(r.Found, CanonicalJson.Options)!, r.EndedAt))];
    }

    /// <summary>Whether a run was asked for and has not ended.</summary>
    public async Task<bool> IsRunningAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Job>().AnyAsync(j => j.UniqueKey == RunChecks.JobKind, cancel);
    }
}
