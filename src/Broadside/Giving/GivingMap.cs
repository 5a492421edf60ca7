using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Ledger;
using Broadside.Giving.Notices;
using Broadside.Giving.Receipts;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving;

internal sealed class GivingMap : ITableMap
{
    public void Map(ModelBuilder model)
    {
        var entries = model.Entity<EntryRow>().ToTable("entries");
        entries.HasKey(e => e.Seq);
        entries.Property(e => e.Seq).ValueGeneratedNever();
        entries.Property(e => e.Id).IsRequired();
        entries.Ignore(e => e.Key);
        model.Entity<PostingRow>().ToTable("postings").HasKey(p => new { p.Entry, p.Line });
        model.Entity<AccountSum>().ToTable("account_sums").HasKey(s => new { s.Account, s.Currency });
        model.Entity<LegalRecipient>().ToTable("legal_recipients").HasKey(r => r.Id);
        model.Entity<Fund>().ToTable("funds").HasKey(f => f.Id);
        model.Entity<Campaign>().ToTable("campaigns").HasKey(c => c.Id);
        model.Entity<Donor>().ToTable("donors").HasKey(d => d.Id);
        model.Entity<DonorDetails>().ToTable("donor_details").HasKey(d => d.Donor);
        model.Entity<Gift>().ToTable("gifts").HasKey(g => g.Id);
        model.Entity<GiftDetails>().ToTable("gift_details").HasKey(d => d.Gift);
        model.Entity<Attempt>().ToTable("gift_attempts").HasKey(a => a.Id);
        var plans = model.Entity<RecurringPlan>().ToTable("recurring_plans");
        plans.HasKey(p => p.Id);
        plans.Ignore(p => p.IsLive);
        model.Entity<AskedRefund>().ToTable("asked_refunds").HasKey(r => r.Id);
        model.Entity<Receipt>().ToTable("receipts").HasKey(r => new { r.Recipient, r.Year, r.Number });
        model.Entity<RailHealthRow>().ToTable("rail_health").HasKey(h => new { h.Rail, h.Currency, h.Country });
        model.Entity<GivingSwitch>().ToTable("giving_switches").HasKey(s => s.Name);
        model.Entity<Notice>().ToTable("notices").HasKey(n => new { n.Rail, n.Event, n.Remote });
        model.Entity<FetchLease>().ToTable("fetch_leases").HasKey(l => new { l.Rail, l.Remote });
        model.Entity<Reconciliation>().ToTable("reconciliations").HasKey(r => r.Id);
        model.Entity<GivingItem>().ToTable("giving_items").HasKey(i => new { i.Code, i.Subject });
    }
}
