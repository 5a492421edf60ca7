using System.Text;
using Broadside.Backup.Drilling;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Backup.Keeping;

/// <summary>A drill that somebody at the desk asked for, of a backup that this newsroom made and noted: no other file can be named there.</summary>
internal sealed class DrillKept(IDbContextFactory<NewsroomDb> dbs, JobQueue jobs, DrillBackup drill, RecordDrill record) : IJob
{
    public const string JobKind = "backup-drill";

    public string Kind => JobKind;

    public int Attempts => 2;

    public bool IsLong => true;

    public async Task<Outcome<bool>> AskAsync(string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<BackupRow>().AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancel) is not { IsEncrypted: false } row || !File.Exists(row.File))
        {
            return new Refusal("backup_gone", "That file is not there any more, or it is encrypted: then it is proven where its words are.");
        }
        await jobs.AddAsync(db, JobKind, new Which(id), cancel, uniqueKey: $"{JobKind} {id}");
        await db.SaveChangesAsync(cancel);
        return true;
    }

    public async Task<bool> IsAskedAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Job>().AnyAsync(j => j.Kind == JobKind, cancel);
    }

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        var id = CanonicalJson.Read<Which>(Encoding.UTF8.GetBytes(payload)).Id;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<BackupRow>().AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancel) is { } row)
        {
            await record.RunAsync(await drill.RunAsync(row.File, () => null, null, (_, _) => { }, cancel), cancel);
        }
    }

    private sealed record Which(string Id);
}
