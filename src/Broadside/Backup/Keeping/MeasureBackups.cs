using Broadside.Kit;

namespace Broadside.Backup.Keeping;

/// <summary>How old the newest backup is that a drill restored.</summary>
internal sealed class MeasureBackups(BackupQueries backups, TimeProvider time) : IMeasure
{
    public async Task<IReadOnlyList<Measure>> ReadAsync(CancellationToken cancel) =>
        await backups.LastProvenAsync(cancel) is { } made
            ? [new("backup_proven_age_seconds", "How long ago the newest backup was made that restored, whole and as it was.", (time.GetUtcNow() - made).TotalSeconds)]
            : [];
}
