using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Media;

/// <summary>Questions that several modules ask of the library.</summary>
public sealed class MediaQueries(IDbContextFactory<NewsroomDb> dbs)
{
    public async Task<MediaFile?> FindAsync(string sha256, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<MediaFile>().AsNoTracking().SingleOrDefaultAsync(m => m.Sha256 == sha256, cancel);
    }

    /// <summary>Every file, oldest first.</summary>
    public async Task<IReadOnlyList<MediaFile>> AllAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var all = await db.Set<MediaFile>().AsNoTracking().ToListAsync(cancel);
        return [.. all.OrderBy(m => m.CreatedAt).ThenBy(m => m.Sha256, StringComparer.Ordinal)];
    }

    /// <summary>The file that was fetched from there, if it was.</summary>
    public async Task<MediaFile?> FromAsync(string sourceUrl, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<MediaFile>().AsNoTracking().Where(m => m.SourceUrl == sourceUrl).OrderBy(m => m.CreatedAt).FirstOrDefaultAsync(cancel);
    }
}
