using Broadside.Backup.Keeping;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Backup;

internal sealed class BackupMap : ITableMap
{
    public void Map(ModelBuilder model)
    {
        model.Entity<BackupRow>().ToTable("backups").HasKey(b => b.Id);
        model.Entity<DrillRow>().ToTable("drills").HasKey(d => d.Id);
    }
}
