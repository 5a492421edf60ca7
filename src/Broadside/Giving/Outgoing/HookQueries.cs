using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Outgoing;

/// <summary>Who is told of gifts, and how that went.</summary>
public sealed class HookQueries(IDbContextFactory<NewsroomDb> dbs)
{
    public async Task<IReadOnlyList<OutgoingHook>> AllAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<OutgoingHook>().AsNoTracking().Where(h => h.StoppedAt == null).OrderBy(h => h.MadeAt).ToListAsync(cancel);
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<OutgoingNotice>> LogAsync(int count, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<OutgoingNotice>().AsNoTracking().OrderByDescending(n => n.Id).Take(count).ToListAsync(cancel);
    }
}
