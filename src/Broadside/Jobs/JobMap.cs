using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Jobs;

internal sealed class JobMap : ITableMap
{
    public void Map(ModelBuilder model) => model.Entity<Job>().ToTable("jobs").HasKey(j => j.Id);
}
