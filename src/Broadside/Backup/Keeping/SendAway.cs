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
            var old = place.IsFar ? await BeginAsync(file, cancel) : [];
            await place.SendAsync(file, line, [.. old.Select(b => Path.GetFileName(b.File))], cancel);
            await EndAsync(file, old, cancel);
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

    // What may lie there is noted before it does; the newest that arrived are kept, this one among them, and all others go.
    private async Task<IReadOnlyList<BackupRow>> BeginAsync(string file, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        await db.Set<BackupRow>().Where(b => b.File == file && b.AwayBegunAt == null).ExecuteUpdateAsync(b => b.SetProperty(x => x.AwayBegunAt, now), cancel);
        var there = await db.Set<BackupRow>().AsNoTracking().Where(b => b.AwayBegunAt != null && b.File != file).OrderByDescending(b => b.BegunAt).ToListAsync(cancel);
        var kept = there.Where(b => b.AwayAt is not null).Take(Math.Max(1, settings.Keep) - 1).Select(b => b.Id).ToHashSet(StringComparer.Ordinal);
        return [.. there.Where(b => !kept.Contains(b.Id))];
    }

    private async Task EndAsync(string file, IReadOnlyList<BackupRow> gone, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var (now, ids) = (time.GetUtcNow(), gone.Select(b => b.Id).ToList());
        await db.Set<BackupRow>().Where(b => ids.Contains(b.Id)).ExecuteUpdateAsync(b => b.SetProperty(x => x.AwayBegunAt, (DateTimeOffset?)null).SetProperty(x => x.AwayAt, (DateTimeOffset?)null), cancel);
        await db.Set<BackupRow>().Where(b => b.File == file && b.AwayBegunAt != null).ExecuteUpdateAsync(b => b.SetProperty(x => x.AwayAt, now), cancel);
    }

    private async Task<bool> IsOldAsync(string file, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var proven = await db.Set<BackupRow>().AsNoTracking().Where(b => b.State == BackupState.Proven).OrderByDescending(b => b.BegunAt).Select(b => b.File).Take(500).ToListAsync(cancel);
        return proven.FirstOrDefault(BackupName.IsOurs) != file;
    }

    private sealed record Again(string File, int Tries);
}
