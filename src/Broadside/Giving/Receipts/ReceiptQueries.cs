using Broadside.Giving.Gifts;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Receipts;

/// <summary>What was confirmed, by recipient and year.</summary>
public sealed class ReceiptQueries(IDbContextFactory<NewsroomDb> dbs)
{
    public sealed record Listed(Receipt Receipt, string? Name);

    /// <summary>Recipients and years that have any, the newest year first.</summary>
    public async Task<IReadOnlyList<(string Recipient, int Year)>> YearsAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var years = await db.Set<Receipt>().Select(r => new { r.Recipient, r.Year }).Distinct().ToListAsync(cancel);
        return [.. years.OrderByDescending(y => y.Year).ThenBy(y => y.Recipient, StringComparer.Ordinal).Select(y => (y.Recipient, y.Year))];
    }

    /// <summary>The highest number first.</summary>
    public async Task<IReadOnlyList<Listed>> ListAsync(string recipient, int year, int? before, int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Receipt>().AsNoTracking().Where(r => r.Recipient == recipient && r.Year == year && (before == null || r.Number < before)).OrderByDescending(r => r.Number).Take(count)
            .Select(r => new Listed(r, db.Set<GiftDetails>().Where(d => d.Gift == r.Gift).Select(d => d.Name).FirstOrDefault())).ToListAsync(cancel);
    }

    public async Task<Receipt?> FindAsync(string recipient, int year, int number, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Receipt>().AsNoTracking().SingleOrDefaultAsync(r => r.Recipient == recipient && r.Year == year && r.Number == number, cancel);
    }

    /// <summary>What the live ones come to, by currency.</summary>
    public async Task<IReadOnlyList<Kit.Money>> SumAsync(string recipient, int year, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var sums = await db.Set<Receipt>().Where(r => r.Recipient == recipient && r.Year == year && r.VoidedAt == null).GroupBy(r => r.Currency).Select(g => new { g.Key, Sum = g.Sum(r => r.Amount) }).ToListAsync(cancel);
        return [.. sums.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => new Kit.Money(s.Sum, s.Key))];
    }
}
