using System.Text.Json;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Gifts;

/// <summary>Everything that is known of one donor, as JSON: what they may ask for.</summary>
public sealed class ExportDonor(IDbContextFactory<NewsroomDb> dbs, DonorQueries donors, AuditLog audit)
{
    public async Task<Outcome<byte[]>> RunAsync(string id, Actor who, CancellationToken cancel)
    {
        if (await donors.FindAsync(id, cancel) is not { Details: { } details } whole)
        {
            return new Refusal("gone", "There is no such donor, or they were erased.");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var gifts = whole.Gifts.Select(g => g.Id).ToList();
        var beside = await db.Set<GiftDetails>().AsNoTracking().Where(d => gifts.Contains(d.Gift)).ToListAsync(cancel);
        await audit.AddAsync(db, who, "export donor", $"donor/{id}", "", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            whole.Donor.Id,
            whole.Donor.CreatedAt,
            details.Email,
            details.Name,
            details.Address,
            details.Country,
            details.Language,
            Gifts = whole.Gifts.Select(g => new { g.Id, g.Reference, Amount = g.Total().ToText(), g.Currency, g.Repeats, g.Fund, g.Campaign, g.Recipient, g.Visibility, g.Source, g.CreatedAt, beside.Find(d => d.Gift == g.Id)?.Name, beside.Find(d => d.Gift == g.Id)?.Email, beside.Find(d => d.Gift == g.Id)?.Tribute }),
            Receipts = whole.Receipts.Select(r => new { r.Recipient, r.Year, r.Number, Amount = new Money(r.Amount, r.Currency).ToText(), r.Currency, r.PaidAt, r.IssuedAt, r.VoidedAt }),
            Plans = whole.Plans.Select(p => new { p.Id, p.Rail, p.State, Amount = new Money(p.Amount, p.Currency).ToText(), p.Currency, p.Repeats, p.Instrument, p.ConsentText, p.ConsentAt, p.NextAt }),
        }, CanonicalJson.Options);
    }
}
