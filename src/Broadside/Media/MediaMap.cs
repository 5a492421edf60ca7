using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Media;

internal sealed class MediaMap : ITableMap
{
    public void Map(ModelBuilder model) => model.Entity<MediaFile>().ToTable("media").HasKey(m => m.Sha256);
}
