using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard;

/// <summary>The alarms about single versions: raised where a copy is found altered, cleared once it is as signed again.</summary>
public sealed class VersionAlarms(IDbContextFactory<NewsroomDb> dbs, Alarms alarms)
{
    public const string Altered = "altered";
    public const string File = "version-file";

    public Task RaiseAlteredAsync(AlteredVersion found, CancellationToken cancel) =>
        alarms.RaiseAsync(Altered, found.Subject, $"Version {found.Number} of {found.Name ?? found.Subject} was altered in or removed from the database. What was signed is served instead. Run `broadside doctor`.", cancel);

    public Task RaiseFileAsync(LiveVersion version, CancellationToken cancel) =>
        alarms.RaiseAsync(File, version.Subject, $"Version {version.Number} of {version.Subject} is missing or altered in versions/; the database's copy is served.", cancel);

    /// <summary>After a look at everything: clears what was raised about subjects that are good now.</summary>
    public async Task SettleAsync(IReadOnlySet<string> altered, IReadOnlySet<string> lost, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var standing = await db.Set<Alarm>().AsNoTracking().Where(a => a.ClearedAt == null && (a.Code == Altered || a.Code == File)).ToListAsync(cancel);
        foreach (var alarm in standing.Where(a => !(a.Code == Altered ? altered : lost).Contains(a.Subject)))
        {
            await alarms.ClearAsync(alarm.Code, alarm.Subject, cancel);
        }
    }
}
