using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Offer;

internal sealed class CampaignTotalMap : ITableMap
{
    public void Map(ModelBuilder model) => model.Entity<CampaignTotal>().ToTable("campaign_totals").HasKey(t => t.Campaign);
}
