using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mirror.Pushing;

internal sealed class MirrorsMap : ITableMap
{
    public void Map(ModelBuilder model)
    {
        model.Entity<MirrorRow>(row =>
        {
            row.ToTable("mirrors").HasKey(m => m.Id);
            row.Ignore(m => m.Error);
        });
        model.Entity<PushRow>().ToTable("mirror_pushes").HasKey(p => p.Id);
    }
}
