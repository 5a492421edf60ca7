using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mirror.Editions;

/// <summary>How old the newest edition is, how long it holds, and what it took to make.</summary>
internal sealed class MeasureEdition(IDbContextFactory<NewsroomDb> dbs, KeepEdition keep, TimeProvider time) : IMeasure
{
    public async Task<IReadOnlyList<Measure>> ReadAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<EditionRow>().AsNoTracking().OrderByDescending(e => e.Number).FirstOrDefaultAsync(cancel) is not { } newest)
        {
            return [];
        }
        List<Measure> measures =
        [
            new("edition_number", "Number of the newest edition.", newest.Number),
            new("edition_age_seconds", "How long ago it was issued.", (now - newest.IssuedAt).TotalSeconds),
            new("edition_holds_seconds", "How long it is still good; 0 once it has expired.", Math.Max(0, (newest.ExpiresAt - now).TotalSeconds)),
            new("edition_bytes", "Size of all its files.", newest.Bytes),
        ];
        if (keep.Last is { } last)
        {
            measures.Add(new("edition_making_seconds", "How long it took to bring it to what the site serves, the last time.", last.Took.TotalSeconds));
            measures.Add(new("edition_rendered_pages", "Pages that were rendered for that.", last.Rendered));
        }
        return measures;
    }
}
