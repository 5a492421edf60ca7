using Broadside.Digest.Reports;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest;

internal sealed class DigestMap : ITableMap
{
    public void Map(ModelBuilder model)
    {
        var digests = model.Entity<DigestRow>().ToTable("digests");
        digests.HasKey(d => d.Number);
        digests.Property(d => d.Number).ValueGeneratedOnAdd();
        model.Entity<FiguresRow>().ToTable("digest_figures").HasKey(f => f.Digest);
    }
}
