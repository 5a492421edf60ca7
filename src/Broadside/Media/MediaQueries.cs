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

    /// <summary>The library, newest first, by key.</summary>
    /// <param name="text">Words that must all occur in name, credit, alternative text, caption or licence; null: any.</param>
    /// <param name="kind">Null: every kind.</param>
    /// <param name="before">The last one of the page before; null: from the newest on.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancel">Ends the question.</param>
    public async Task<IReadOnlyList<MediaFile>> LibraryAsync(string? text, MediaKind? kind, MediaPlace? before, int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var files = db.Set<MediaFile>().AsNoTracking();
        foreach (var word in SearchWords.Fold(text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8))
        {
            files = files.Where(m => m.Search.Contains(word));
        }
        if (kind is { } wanted)
        {
            var names = MediaType.All.Where(t => t.Kind == wanted).Select(t => t.Name).ToList();
            files = files.Where(m => names.Contains(m.MediaType));
        }
        if (before is { } place)
        {
            files = files.Where(place.Behind());
        }
        return await files.OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Sha256).Take(count).ToListAsync(cancel);
    }
}
