using Broadside.Giving.Gifts;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Cheques;

/// <summary>What lies in the drawer, and what went to the bank.</summary>
public sealed class ChequeQueries(IDbContextFactory<NewsroomDb> dbs)
{
    /// <param name="Cheque">The row.</param>
    /// <param name="Reference">Of its gift.</param>
    /// <param name="Name">Of the donor, where it is known.</param>
    public sealed record Listed(Cheque Cheque, string Reference, string? Name);

    /// <summary>Not deposited yet, oldest first.</summary>
    public async Task<IReadOnlyList<Listed>> InDrawerAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await ListedAsync(db, db.Set<Cheque>().Where(c => c.Slip == null && c.WithdrawnAt == null && c.BouncedAt == null).OrderBy(c => c.Day), cancel);
    }

    /// <summary>Deposits, newest first.</summary>
    public async Task<IReadOnlyList<DepositSlip>> SlipsAsync(int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<DepositSlip>().AsNoTracking().OrderByDescending(s => s.MadeAt).Take(count).ToListAsync(cancel);
    }

    public async Task<(DepositSlip Slip, IReadOnlyList<Listed> Cheques)?> SlipAsync(string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<DepositSlip>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancel) is { } slip
            ? (slip, await ListedAsync(db, db.Set<Cheque>().Where(c => c.Slip == id).OrderBy(c => c.Id), cancel)) : null;
    }

    private static async Task<IReadOnlyList<Listed>> ListedAsync(NewsroomDb db, IQueryable<Cheque> cheques, CancellationToken cancel)
    {
        var rows = await cheques.AsNoTracking().Select(c => new
        {
            Cheque = c,
            Reference = db.Set<Gift>().Where(g => g.Id == c.Gift).Select(g => g.Reference).First(),
            Name = db.Set<GiftDetails>().Where(d => d.Gift == c.Gift).Select(d => d.Name).FirstOrDefault(),
        }).ToListAsync(cancel);
        return rows.ConvertAll(r => new Listed(r.Cheque, r.Reference, r.Name));
    }
}
