using Broadside.Backup.Drilling;
using Broadside.Backup.Packing;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Backup.Keeping;

/// <summary>A backup into the folder of the settings, restored aside to prove it; then an encrypted copy outside the house, and the oldest go.</summary>
internal sealed class NightlyBackup(
    IDbContextFactory<NewsroomDb> dbs,
    JobQueue jobs,
    BackupSettings settings,
    TakeBackup take,
    DrillBackup drill,
    RecordDrill record,
    SendAway away,
    Alarms alarms,
    TimeProvider time) : IJob
{
    public const string JobKind = "backup";
    private const string Code = "backup";

    private static readonly Actor Night = Actor.Operator with { Id = "night" };

    public string Kind => JobKind;

    public int Attempts => 3;

    public bool IsLong => true;

    /// <summary>Where backups go by themselves; null: nowhere.</summary>
    public string? Folder => settings.Folder is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;

    /// <summary>Asks for one now; while one is asked for, once is enough.</summary>
    public async Task<Outcome<bool>> AskAsync(Actor who, CancellationToken cancel)
    {
        if (Folder is null)
        {
            return new Refusal("backup_folder", "No folder for backups is set. Whoever runs the machine names one in Backup:Folder.");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await jobs.AddAsync(db, JobKind, new Asked(who.Id), cancel, uniqueKey: JobKind);
        await db.SaveChangesAsync(cancel);
        return true;
    }

    public async Task<bool> IsAskedAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Job>().AnyAsync(j => j.UniqueKey == JobKind, cancel);
    }

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        if (Folder is not { } folder)
        {
            return;
        }
        Directory.CreateDirectory(folder);
        var who = CanonicalJson.Read<Asked>(System.Text.Encoding.UTF8.GetBytes(payload)).Who is { } id ? Night with { Id = id } : Night;
        var file = Path.Combine(folder, BackupName.Of(time.GetUtcNow()));
        var made = await take.RunAsync(new BackupOrder(file), who, (_, _) => { }, cancel);
        if (!made.IsDone)
        {
            await alarms.RaiseAsync(Code, "backup", $"No backup could be made. {made.Refusal.Message}", cancel);
            return;
        }
        await alarms.ClearAsync(Code, "backup", cancel);
        var report = await drill.RunAsync(file, () => null, null, (_, _) => { }, cancel);
        await record.RunAsync(report, cancel);
        if (!report.Good)
        {
            return;
        }
        await ForgetAsync(folder, cancel);
        await away.SendAsync(file, cancel);
    }

    // Only what a drill has proven counts: the last good one is never removed for a bad one.
    private async Task ForgetAsync(string folder, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var proven = await db.Set<BackupRow>().Where(b => b.State == BackupState.Proven).OrderByDescending(b => b.BegunAt).ToListAsync(cancel);
        foreach (var old in proven.Where(b => Path.GetDirectoryName(b.File) == folder && BackupName.IsOurs(b.File)).Skip(Math.Max(1, settings.Keep)))
        {
            File.Delete(old.File);
            old.State = BackupState.Removed;
        }
        await db.SaveChangesAsync(cancel);
    }

    private sealed record Asked(string? Who = null);
}
