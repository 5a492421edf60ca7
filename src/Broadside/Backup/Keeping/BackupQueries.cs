using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Backup.Keeping;

/// <summary>What is asked about backups.</summary>
public sealed class BackupQueries(IDbContextFactory<NewsroomDb> dbs)
{
    /// <summary>How old the newest proven backup may be.</summary>
    public static TimeSpan Oldest { get; } = TimeSpan.FromDays(7);

    /// <summary>When the newest backup was made that restored, whole and as it was; null where none ever did.</summary>
    public async Task<DateTimeOffset?> LastProvenAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<DrillRow>().Where(d => d.IsGood && d.IsOwn && d.MadeAt != null).MaxAsync(d => d.MadeAt, cancel);
    }

    public async Task<IReadOnlyList<BackupRow>> LatestAsync(int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<BackupRow>().AsNoTracking().OrderByDescending(b => b.BegunAt).Take(count).ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<DrillRow>> DrillsAsync(int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<DrillRow>().AsNoTracking().OrderByDescending(d => d.EndedAt).Take(count).ToListAsync(cancel);
    }
}
