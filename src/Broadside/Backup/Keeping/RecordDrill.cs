using System.Text.Json;
using Broadside.Backup.Drilling;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Backup.Keeping;

/// <summary>Keeps what came of a drill: the backup is proven by it, or an alarm goes out.</summary>
internal sealed class RecordDrill(IDbContextFactory<NewsroomDb> dbs, KeyRing keys, WatchBackups watch, Alarms alarms, Ids ids, TimeProvider time)
{
    private const string Code = "backup-drill";

    public async Task RunAsync(DrillReport report, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var isOwn = report is { Public: false, SiteKey: { } key } && keys.Trusts(key);
        db.Add(new DrillRow
        {
            Id = ids.New(),
            File = report.File,
            IsGood = report.Good,
            IsOwn = isOwn,
            MadeAt = report.MadeAt,
            EndedAt = time.GetUtcNow(),
            Milliseconds = report.Milliseconds,
            Pages = report.Pages,
            Findings = JsonSerializer.Serialize(report.Findings, CanonicalJson.Options),
        });
        await db.SaveChangesAsync(cancel);
        if (report.Good)
        {
            await db.Set<BackupRow>().Where(b => b.File == report.File && b.State == BackupState.Written).ExecuteUpdateAsync(b => b.SetProperty(x => x.State, BackupState.Proven), cancel);
            await alarms.ClearAsync(Code, "backup", cancel);
        }
        else
        {
            await alarms.RaiseAsync(Code, "backup", $"The backup {report.File} does not restore as it should: {report.Findings[0].Message}", cancel);
        }
        await watch.LookAsync(cancel);
    }
}
