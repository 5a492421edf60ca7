using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard;

internal sealed class GuardMap : ITableMap
{
    public void Map(ModelBuilder model)
    {
        model.Entity<VersionRow>(row =>
        {
            row.ToTable("versions").HasKey(v => v.Seq);
            row.Property(v => v.Seq).ValueGeneratedNever();
        });
        model.Entity<AuditRow>(row =>
        {
            row.ToTable("audit").HasKey(a => a.Seq);
            row.Property(a => a.Seq).ValueGeneratedNever();
        });
        model.Entity<Alarm>().ToTable("alarms").HasKey(a => a.Id);
        model.Entity<LinkHost>().ToTable("link_hosts").HasKey(h => h.Host);
    }
}
