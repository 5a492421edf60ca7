using Broadside.Backup.Drilling;
using Broadside.Backup.Packing;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Backup.Keeping;

/// <summary>A backup into the folder of the settings, restored aside to prove it; then the oldest go, and an encrypted copy outside the house.</summary>
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

    // To look into what is wrong with them; each night without a good one would bring one more.
    private const int MostUnproven = 2;

    // No drill takes so long: a younger folder may be somebody's who proves a backup right now.
    private static readonly TimeSpan OldDrill = TimeSpan.FromHours(12);

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
        Sweep(folder);
        await ForgetAsync(folder, cancel);
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
        await ForgetAsync(folder, cancel);
        if (report.Good)
        {
            await away.SendAsync(file, cancel);
        }
    }

    // What a killed program left of its own.
    private void Sweep(string folder)
    {
        var now = time.GetUtcNow();
        foreach (var file in Directory.GetFiles(folder, BackupName.UnfinishedPattern).Where(BackupName.IsUnfinished))
        {
            Try(() =>
            {
                // Whoever still writes it holds it alone.
                using var held = File.Open(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                File.Delete(file);
            });
        }
        foreach (var scratch in Directory.GetDirectories(folder, ScratchName.Pattern).Where(ScratchName.IsOurs).Where(f => now - Directory.GetLastWriteTimeUtc(f) > OldDrill))
        {
            Try(() => Directory.Delete(scratch, recursive: true));
        }
    }

    // What another user made is theirs to remove, and no reason to have no backup.
    private static void Try(Action remove)
    {
        try
        {
            remove();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    // The newest that a drill has proven, and beside them a few that none has: the last good one is never removed for a bad one.
    private async Task ForgetAsync(string folder, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var kept = await db.Set<BackupRow>().Where(b => b.State != BackupState.Failed && b.State != BackupState.Removed).OrderByDescending(b => b.BegunAt).ToListAsync(cancel);
        var ours = kept.Where(b => Path.GetDirectoryName(b.File) == folder && BackupName.IsOurs(b.File) && File.Exists(b.File)).ToLookup(b => b.State == BackupState.Proven);
        foreach (var old in ours[true].Skip(Math.Max(1, settings.Keep)).Concat(ours[false].Skip(MostUnproven)))
        {
            File.Delete(old.File);
            old.State = BackupState.Removed;
        }
        await db.SaveChangesAsync(cancel);
    }

    private sealed record Asked(string? Who = null);
}
