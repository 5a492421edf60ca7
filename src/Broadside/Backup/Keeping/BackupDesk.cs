using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Backup.Keeping;

/// <summary>What a person at the desk may ask of backups: pages know nothing of how they are made.</summary>
public sealed class BackupDesk
{
    private readonly NightlyBackup night;
    private readonly DrillKept drill;

    internal BackupDesk(NightlyBackup night, DrillKept drill) => (this.night, this.drill) = (night, drill);

    /// <summary>Where backups go by themselves; null: nowhere.</summary>
    public string? Folder => night.Folder;

    public async Task<bool> IsBusyAsync(CancellationToken cancel) => await night.IsAskedAsync(cancel) || await drill.IsAskedAsync(cancel);

    /// <summary>One more, now.</summary>
    public Task<Outcome<bool>> MakeAsync(Actor who, CancellationToken cancel) => night.AskAsync(who, cancel);

    /// <summary>Proves one that was made before.</summary>
    public Task<Outcome<bool>> ProveAsync(string id, CancellationToken cancel) => drill.AskAsync(id, cancel);
}
