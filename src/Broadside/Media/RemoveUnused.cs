using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Media;

/// <summary>Takes files out of the library for good that nothing uses. Asked once more at that moment: what came into use meanwhile stays.</summary>
public sealed class RemoveUnused(IDbContextFactory<NewsroomDb> dbs, RemoveMedia remove, IEnumerable<IMediaUse> uses, AuditLog audit)
{
    private const int Most = 200;

    /// <summary>How many were removed, and how many stay because something uses them.</summary>
    public sealed record Done(int Removed, int Kept);

    public async Task<Outcome<Done>> RunAsync(IReadOnlyCollection<string> hashes, Actor who, CancellationToken cancel)
    {
        var asked = hashes.Where(MediaStore.IsHash).Distinct(StringComparer.Ordinal).Take(Most).ToList();
        if (asked.Count == 0)
        {
            return new Refusal("media_none_chosen", "Choose at least one file.");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var use in uses)
        {
            used.UnionWith(await use.UsedAsync(asked, cancel));
        }
        var files = await db.Set<MediaFile>().AsNoTracking().Where(m => asked.Contains(m.Sha256)).Select(m => new { m.Sha256, m.Name }).ToListAsync(cancel);
        var gone = files.Where(f => !used.Contains(f.Sha256)).ToList();
        await remove.RunAsync(db, [.. gone.Select(f => f.Sha256)], cancel);
        foreach (var file in gone)
        {
            await audit.AddAsync(db, who, "remove media", "media/" + file.Sha256, file.Name, cancel);
        }
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        await remove.ClearAsync([.. gone.Select(f => f.Sha256)], cancel);
        return new Done(gone.Count, files.Count - gone.Count);
    }
}
