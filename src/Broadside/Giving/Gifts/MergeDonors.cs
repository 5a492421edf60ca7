using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Gifts;

/// <summary>Two rows are one person: the gifts of the one become those of the other, its address is forgotten. No amount and no receipt changes.</summary>
public sealed class MergeDonors(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, TimeProvider time)
{
    /// <param name="from">Id of the one that goes.</param>
    /// <param name="into">Id or mail address of the one that stays.</param>
    /// <param name="who">Who says that they are one.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The one that stays.</returns>
    public async Task<Outcome<Donor>> RunAsync(string from, string into, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var key = FindDonor.Key(into);
        var stays = await db.Set<DonorDetails>().SingleOrDefaultAsync(d => d.Donor == into || d.EmailKey == key, cancel);
        var goes = await db.Set<DonorDetails>().SingleOrDefaultAsync(d => d.Donor == from, cancel);
        if (goes is null)
        {
            return new Refusal("gone", "There is no such donor, or they were erased.");
        }
        if (stays is null || stays.Donor == from)
        {
            return new Refusal("no_donor", "No other donor has this address.", "into");
        }
        (stays.Name, stays.Address, stays.Country) = (stays.Name ?? goes.Name, stays.Address ?? goes.Address, stays.Country ?? goes.Country);
        await db.Set<Gift>().Where(g => g.Donor == from).ExecuteUpdateAsync(g => g.SetProperty(x => x.Donor, stays.Donor), cancel);
        db.Remove(goes);
        var (row, kept) = (await db.Set<Donor>().SingleAsync(d => d.Id == from, cancel), await db.Set<Donor>().SingleAsync(d => d.Id == stays.Donor, cancel));
        row.ErasedAt = time.GetUtcNow();
        await audit.AddAsync(db, who, "merge donors", $"donor/{kept.Id}", $"takes over {from}", cancel);
        await db.SaveChangesAsync(cancel);
        Mishap.Here("donors merged");
        await writing.CommitAsync(cancel);
        return kept;
    }
}
