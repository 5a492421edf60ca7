using Broadside.Site.Counts;
using Broadside.Site.Reports;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Site;

internal sealed class ReadersMap : ITableMap
{
    public void Map(ModelBuilder model)
    {
        model.Entity<DayCount>().ToTable("read_counts").HasKey(c => new { c.Day, c.Kind, c.Name });
        model.Entity<ErrorReport>().ToTable("error_reports").HasKey(r => r.Id);
    }
}
