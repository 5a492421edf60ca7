using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mirror.Editions;

/// <summary>How old the newest edition is, and how long it holds.</summary>
internal sealed class MeasureEdition(IDbContextFactory<NewsroomDb> dbs, TimeProvider time) : IMeasure
{
    public async Task<IReadOnlyList<Measure>> ReadAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<EditionRow>().AsNoTracking().OrderByDescending(e => e.Number).FirstOrDefaultAsync(cancel) is not { } newest ? [] :
        [
            new("edition_number", "Number of the newest edition.", newest.Number),
            new("edition_age_seconds", "How long ago it was issued.", (now - newest.IssuedAt).TotalSeconds),
            new("edition_holds_seconds", "How long it is still good; 0 once it has expired.", Math.Max(0, (newest.ExpiresAt - now).TotalSeconds)),
            new("edition_bytes", "Size of all its files.", newest.Bytes),
        ];
    }
}
