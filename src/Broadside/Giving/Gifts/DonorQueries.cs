using Broadside.Giving.Receipts;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Gifts;

/// <summary>Who gives, as the desk asks for it.</summary>
public sealed class DonorQueries(IDbContextFactory<NewsroomDb> dbs)
{
    public sealed record Listed(DonorDetails Details, int Gifts);

    /// <summary>All that is known of one.</summary>
    public sealed record Whole(Donor Donor, DonorDetails? Details, IReadOnlyList<Gift> Gifts, IReadOnlyList<Receipt> Receipts, IReadOnlyList<RecurringPlan> Plans);

    /// <summary>By address.</summary>
    /// <param name="find">Part of the address or name.</param>
    /// <param name="after">Key of the last one of the page before.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<Listed>> ListAsync(string? find, string? after, int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = db.Set<DonorDetails>().AsNoTracking();
        if (!string.IsNullOrWhiteSpace(find))
        {
            var part = find.Trim().ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // translated to SQL
            rows = rows.Where(d => d.EmailKey.Contains(part) || (d.Name != null && d.Name.ToLower().Contains(part)));
#pragma warning restore CA1304, CA1311, CA1862
        }
        if (!string.IsNullOrEmpty(after))
        {
#pragma warning disable CA1309 // translated to SQL
            rows = rows.Where(d => string.Compare(d.EmailKey, after) > 0);
#pragma warning restore CA1309
        }
        return await rows.OrderBy(d => d.EmailKey).Take(count).Select(d => new Listed(d, db.Set<Gift>().Count(g => g.Donor == d.Donor))).ToListAsync(cancel);
    }

    public async Task<Whole?> FindAsync(string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<Donor>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancel) is not { } donor)
        {
            return null;
        }
        var gifts = db.Set<Gift>().Where(g => g.Donor == id);
        return new Whole(
            donor,
            await db.Set<DonorDetails>().AsNoTracking().SingleOrDefaultAsync(d => d.Donor == id, cancel),
            await gifts.AsNoTracking().OrderByDescending(g => g.CreatedAt).ToListAsync(cancel),
            await db.Set<Receipt>().AsNoTracking().Where(r => gifts.Any(g => g.Id == r.Gift)).OrderByDescending(r => r.PaidAt).ToListAsync(cancel),
            await db.Set<RecurringPlan>().AsNoTracking().Where(p => gifts.Any(g => g.Id == p.Gift)).ToListAsync(cancel));
    }
}
