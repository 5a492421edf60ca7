using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Media;

/// <summary>The files that nothing uses, newest first. Each look goes over a bounded stretch of the library, however little it finds there.</summary>
public sealed class UnusedMedia(IDbContextFactory<NewsroomDb> dbs, IEnumerable<IMediaUse> uses)
{
    private const int Stretch = 1000;
    private const int MostStretches = 3;

    /// <summary>What was found, and where to look on; null at the end of the library.</summary>
    public sealed record Found(IReadOnlyList<MediaFile> Files, MediaPlace? Next);

    public async Task<Found> FindAsync(MediaPlace? before, int count, CancellationToken cancel)
    {
        var found = new List<MediaFile>();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        for (var stretch = 0; stretch < MostStretches; stretch++)
        {
            var rows = await RowsAsync(db, before, cancel);
            var used = await UsedAsync([.. rows.Select(r => r.Sha256)], cancel);
            foreach (var row in rows)
            {
                before = new MediaPlace(row.CreatedAt, row.Sha256);
                if (!used.Contains(row.Sha256))
                {
                    found.Add(row);
                }
                if (found.Count == count)
                {
                    return new Found(found, row == rows[^1] && rows.Count < Stretch ? null : before);
                }
            }
            if (rows.Count < Stretch)
            {
                return new Found(found, null);
            }
        }
        return new Found(found, before);
    }

    private static Task<List<MediaFile>> RowsAsync(NewsroomDb db, MediaPlace? before, CancellationToken cancel)
    {
        var files = db.Set<MediaFile>().AsNoTracking();
        files = before is null ? files : files.Where(before.Behind());
        return files.OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Sha256).Take(Stretch).ToListAsync(cancel);
    }

    private async Task<HashSet<string>> UsedAsync(List<string> hashes, CancellationToken cancel)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var use in uses)
        {
            used.UnionWith(await use.UsedAsync(hashes, cancel));
        }
        return used;
    }
}
