using Broadside.Backup.Packing;
using Broadside.Backup.Sealing;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mirror.Targets;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Backup.Keeping;

/// <summary>An encrypted copy of a proven backup to the place outside the house; what a far place does not take is tried again each hour, for a day.</summary>
internal sealed class SendAway(
    IDbContextFactory<NewsroomDb> dbs,
    JobQueue jobs,
    BackupSettings settings,
    AwayPlace place,
    KeptRecoveryKey key,
    OutboundSwitch outbound,
    Alarms alarms,
    TimeProvider time) : IJob
{
    public const string JobKind = "backup-away";
    private const string Code = "backup-away";
    private const int MostTries = 24;

    // Each night one more than are kept; a few more after nights on which the place could not be reached.
    private const int MostForgotten = 10;

    private static readonly TimeSpan Wait = TimeSpan.FromHours(1);

    public string Kind => JobKind;

    public bool IsLong => true;

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        var again = CanonicalJson.Read<Again>(System.Text.Encoding.UTF8.GetBytes(payload));
        if (File.Exists(again.File) && !await IsOldAsync(again.File, cancel))
        {
            await SendAsync(again.File, again.Tries, cancel);
        }
    }

    /// <param name="file">A backup that a drill has proven.</param>
    /// <param name="cancel">Ends it.</param>
    public Task SendAsync(string file, CancellationToken cancel) => SendAsync(file, 0, cancel);

    private async Task SendAsync(string file, int tries, CancellationToken cancel)
    {
        if (!place.IsSet)
        {
            return;
        }
        if (!await outbound.MayAsync(cancel))
        {
            // A copy of the newsroom would push out what the original has left there.
            return;
        }
        if ((settings.Key ?? key.Line) is not { } line)
        {
            await TellAsync("there is no recovery key to encrypt it to. Make one: broadside backup key.", cancel);
            return;
        }
        try
        {
            await place.SendAsync(file, line, await OldAsync(cancel), cancel);
        }
        catch (MirrorTrouble trouble)
        {
            await TellAsync(place.Told(trouble), cancel);
            await AgainAsync(file, tries + 1, cancel);
            return;
        }
        catch (IOException e)
        {
            await TellAsync(FreeRoom.IsFull(e) ? FreeRoom.Full(Path.GetDirectoryName(file)!).Message : e.Message, cancel);
            return;
        }
        await alarms.ClearAsync(Code, "backup", cancel);
    }

    private Task TellAsync(string why, CancellationToken cancel) => alarms.RaiseAsync(Code, "backup", $"No copy of the backup left the machine: {why}", cancel);

    private async Task AgainAsync(string file, int tries, CancellationToken cancel)
    {
        if (tries >= MostTries)
        {
            return;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await jobs.AddAsync(db, JobKind, new Again(file, tries), cancel, time.GetUtcNow() + Wait);
        await db.SaveChangesAsync(cancel);
    }

    // Names of those that a newer one has pushed out.
    private async Task<IReadOnlyList<string>> OldAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var files = await db.Set<BackupRow>().AsNoTracking().OrderByDescending(b => b.BegunAt).Select(b => b.File).Take(500).ToListAsync(cancel);
        return [.. files.Where(NightlyBackup.IsOurs).Select(f => Path.GetFileName(f)!).Skip(Math.Max(1, settings.Keep)).Take(MostForgotten)];
    }

    private async Task<bool> IsOldAsync(string file, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var proven = await db.Set<BackupRow>().AsNoTracking().Where(b => b.State == BackupState.Proven).OrderByDescending(b => b.BegunAt).Select(b => b.File).Take(500).ToListAsync(cancel);
        return proven.FirstOrDefault(NightlyBackup.IsOurs) != file;
    }

    private sealed record Again(string File, int Tries);
}
