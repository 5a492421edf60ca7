using Broadside.Giving.Mine;
using Broadside.Giving.Plans;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Letters;

internal sealed class LettersMap : ITableMap
{
    public void Map(ModelBuilder model)
    {
        model.Entity<GiftLetter>().ToTable("gift_letters").HasKey(l => new { l.Kind, l.Subject });
        model.Entity<PlanLetter>().ToTable("plan_letters").HasKey(l => new { l.Plan, l.Reason, l.Since, l.Day });
        model.Entity<PlanMove>().ToTable("plan_moves").HasKey(m => m.Plan);
        model.Entity<AskedChange>().ToTable("plan_acts").HasKey(a => a.Id);
        model.Entity<MineLink>().ToTable("mine_links").HasKey(l => l.Hash);
    }
}
