using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Acts;

/// <summary>What waits for a second person or for its time.</summary>
public sealed class ActQueries(IDbContextFactory<NewsroomDb> dbs)
{
    public async Task<IReadOnlyList<PendingAct>> WaitingAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<PendingAct>().AsNoTracking().Where(a => a.State == ActState.Waiting).OrderBy(a => a.AskedAt).ToListAsync(cancel);
    }
}
