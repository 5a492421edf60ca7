using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mirror.Editions;

internal sealed class EditionMap : ITableMap
{
    public void Map(ModelBuilder model)
    {
        model.Entity<EditionRow>(row =>
        {
            row.ToTable("editions").HasKey(e => e.Number);
            row.Property(e => e.Number).ValueGeneratedNever();
        });
        model.Entity<PastFile>().ToTable("edition_past").HasKey(p => new { p.Sha256, p.Subject });
    }
}
