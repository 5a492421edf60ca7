using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Desk;

internal sealed class DeskMap : ITableMap
{
    public void Map(ModelBuilder model) => model.Entity<CheckResult>().ToTable("check_results").HasKey(r => r.Name);
}
