using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mirror.Pushing;

/// <summary>Which mirrors there are and how pushes went.</summary>
public sealed class MirrorQueries(IDbContextFactory<NewsroomDb> dbs)
{
    /// <summary>Those that nobody took off the list, by name.</summary>
    public async Task<IReadOnlyList<MirrorRow>> AllAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<MirrorRow>().AsNoTracking().Where(m => m.DroppedAt == null).OrderBy(m => m.Name).ToListAsync(cancel);
    }

    /// <summary>By id or name.</summary>
    public async Task<MirrorRow?> FindAsync(string name, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<MirrorRow>().AsNoTracking().SingleOrDefaultAsync(m => m.DroppedAt == null && (m.Name == name || m.Id == name), cancel);
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<PushRow>> PushesAsync(string mirror, int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<PushRow>().AsNoTracking().Where(p => p.Mirror == mirror).OrderByDescending(p => p.Id).Take(count).ToListAsync(cancel);
    }

    /// <summary>Pushes that are on their way, by mirror.</summary>
    public async Task<IReadOnlyDictionary<string, PushRow>> RunningAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return (await db.Set<PushRow>().AsNoTracking().Where(p => p.State == PushState.Running).OrderBy(p => p.Id).ToListAsync(cancel)).GroupBy(p => p.Mirror).ToDictionary(g => g.Key, g => g.Last());
    }

    /// <summary>Public addresses that an edition names, sorted: of mirrors that hold something and that nobody has tampered with.</summary>
    public static async Task<List<string>> ListedAsync(NewsroomDb db, CancellationToken cancel) =>
        [.. (await db.Set<MirrorRow>().Where(m => m.DroppedAt == null && m.PublicAddress != null && m.PushedAt != null && m.State != MirrorState.Tampered).Select(m => m.PublicAddress!).ToListAsync(cancel)).Distinct().Order(StringComparer.Ordinal)];
}
