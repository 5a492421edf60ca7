using Broadside.Giving.Gifts;
using Broadside.Giving.Letters;
using Broadside.Giving.Payees;
using Broadside.Giving.Receipts;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Mine;

/// <summary>What a donor's own page shows.</summary>
public sealed class MineQueries(IDbContextFactory<NewsroomDb> dbs, FindAddressee find)
{
    /// <returns>Null: erased meanwhile.</returns>
    public async Task<MineFacts?> OfAsync(string donor, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<DonorDetails>().AsNoTracking().SingleOrDefaultAsync(d => d.Donor == donor, cancel) is not { } details)
        {
            return null;
        }
        var own = db.Set<Gift>().Where(g => g.Donor == donor);
        var gifts = await own.AsNoTracking().OrderByDescending(g => g.CreatedAt).ToListAsync(cancel);
        var plans = await db.Set<RecurringPlan>().AsNoTracking().Where(p => own.Any(g => g.Id == p.Gift)).OrderBy(p => p.State).ThenByDescending(p => p.ConsentAt).ToListAsync(cancel);
        var receipts = await db.Set<Receipt>().AsNoTracking().Where(r => own.Any(g => g.Id == r.Gift)).OrderByDescending(r => r.PaidAt).ThenByDescending(r => r.Number).ToListAsync(cancel);
        var recipients = new Dictionary<string, RecipientCard>(StringComparer.Ordinal);
        foreach (var id in gifts.Select(g => g.Recipient).Distinct())
        {
            recipients[id] = await find.RecipientAsync(db, id, cancel);
        }
        var funds = await db.Set<Fund>().AsNoTracking().ToDictionaryAsync(f => f.Id, f => f.Name, cancel);
        return new MineFacts(details, gifts, plans, receipts, recipients, funds);
    }
}

/// <param name="Donor">Who it is.</param>
/// <param name="Gifts">Newest first.</param>
/// <param name="Plans">Those that live first.</param>
/// <param name="Receipts">Those that were taken back with them, newest first.</param>
/// <param name="Recipients">By id.</param>
/// <param name="Funds">Names by id.</param>
public sealed record MineFacts(DonorDetails Donor, IReadOnlyList<Gift> Gifts, IReadOnlyList<RecurringPlan> Plans, IReadOnlyList<Receipt> Receipts, IReadOnlyDictionary<string, RecipientCard> Recipients, IReadOnlyDictionary<string, string> Funds);
