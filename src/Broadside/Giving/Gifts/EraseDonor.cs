using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Gifts;

/// <summary>Forgets who a donor was. Gifts, entries and receipts stay, without a name: what was raised does not change by it.</summary>
public sealed class EraseDonor(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Donor>> RunAsync(string id, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Donor>().SingleOrDefaultAsync(d => d.Id == id, cancel) is not { } donor)
        {
            return new Refusal("gone", "give.gone");
        }
        donor.ErasedAt ??= time.GetUtcNow();
        var gifts = db.Set<Gift>().Where(g => g.Donor == id);
        await db.Set<GiftDetails>().Where(d => gifts.Any(g => g.Id == d.Gift)).ExecuteDeleteAsync(cancel);
        await gifts.ExecuteUpdateAsync(g => g.SetProperty(x => x.Visibility, Visibility.Anonymous), cancel);
        await db.Set<DonorDetails>().Where(d => d.Donor == id).ExecuteDeleteAsync(cancel);
        await audit.AddAsync(db, who, "erase donor", $"donor/{id}", "", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return donor;
    }
}
