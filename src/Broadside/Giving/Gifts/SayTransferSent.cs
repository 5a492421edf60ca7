using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Gifts;

/// <summary>A donor says that the transfer or the cheque is on its way. It makes nothing paid: only the bank's statement does.</summary>
public sealed class SayTransferSent(IDbContextFactory<NewsroomDb> dbs)
{
    /// <returns>False where nothing is waited for.</returns>
    public async Task<bool> RunAsync(string attempt, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Attempt>().Where(a => a.Id == attempt && a.State == AttemptState.Redirected && a.Remote == null && a.LookAt == null)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.State, AttemptState.Pending), cancel) > 0;
    }
}
