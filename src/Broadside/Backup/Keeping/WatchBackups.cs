using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Backup.Keeping;

/// <summary>Rings when no backup was proven for a week. A newsroom that is younger than that is left in peace.</summary>
internal sealed class WatchBackups(IDbContextFactory<NewsroomDb> dbs, BackupQueries backups, Alarms alarms, TimeProvider time) : IJob
{
    public const string JobKind = "watch backups";

    private const string Code = "backup-old";

    public string Kind => JobKind;

    public Task RunAsync(string payload, CancellationToken cancel) => LookAsync(cancel);

    public async Task LookAsync(CancellationToken cancel)
    {
        if (await WarningAsync(cancel) is { } warning)
        {
            await alarms.RaiseAsync(Code, "backup", warning, cancel);
        }
        else
        {
            await alarms.ClearAsync(Code, "backup", cancel);
        }
    }

    /// <summary>What is wrong, in a sentence; null when all is well.</summary>
    public async Task<string?> WarningAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (await backups.LastProvenAsync(cancel) is { } last)
        {
            return now - last <= BackupQueries.Oldest ? null : $"The newest backup that was proven to restore is {(int)(now - last).TotalDays} days old. Make one and prove it: broadside backup FILE, broadside drill FILE; or set Backup:Folder, and it happens each night.";
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var first = await db.Set<VersionRow>().OrderBy(v => v.Seq).Select(v => (DateTimeOffset?)v.At).FirstOrDefaultAsync(cancel);
        return first is null || now - first <= BackupQueries.Oldest ? null : "No backup of this newsroom was ever proven to restore. Set Backup:Folder, and one is made and proven each night; or by hand: broadside backup FILE, broadside drill FILE.";
    }
}
