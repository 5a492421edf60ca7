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
            row.HasOne(a => a.Text).WithOne().HasForeignKey<AuditText>(t => t.Hash).HasPrincipalKey<AuditRow>(a => a.TextHash);
            row.Navigation(a => a.Text).AutoInclude();
        });
        model.Entity<AuditText>().ToTable("audit_texts").HasKey(t => t.Hash);
        model.Entity<Alarm>().ToTable("alarms").HasKey(a => a.Id);
        model.Entity<LinkHost>().ToTable("link_hosts").HasKey(h => h.Host);
        model.Entity<EditionFacts>(row =>
        {
            row.ToTable("edition_facts").HasKey(e => e.Id);
            row.Property(e => e.Id).ValueGeneratedNever();
            row.Ignore(e => e.MirrorList).Ignore(e => e.ShortHead);
        });
        model.Entity<OutboundRow>().ToTable("outbound").HasKey(o => o.Epoch);
    }
}
