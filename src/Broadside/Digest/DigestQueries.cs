using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest;

/// <summary>Digests that were, newest first.</summary>
public sealed class DigestQueries(IDbContextFactory<NewsroomDb> dbs)
{
    public async Task<DigestRow?> FindAsync(long number, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<DigestRow>().AsNoTracking().SingleOrDefaultAsync(d => d.Number == number, cancel);
    }

    /// <summary>The last one of its kind before it.</summary>
    public async Task<DigestRow?> BeforeAsync(DigestRow digest, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<DigestRow>().AsNoTracking().Where(d => d.Kind == digest.Kind && d.Number < digest.Number).OrderByDescending(d => d.Number).FirstOrDefaultAsync(cancel);
    }

    /// <param name="before">Below this number; null: from the newest.</param>
    /// <param name="count">At most.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<DigestRow>> LatestAsync(long? before, int count, CancellationToken cancel)
    {
        var upto = before ?? long.MaxValue;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<DigestRow>().AsNoTracking().Where(d => d.Number < upto).OrderByDescending(d => d.Number).Take(count).ToListAsync(cancel);
    }
}
