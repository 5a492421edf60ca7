using Broadside.Guard;
using Broadside.Staff;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Desk;

/// <summary>An owner has seen what happened to the newsroom's doors; it is told no more.</summary>
public sealed class SeeNews(IDbContextFactory<NewsroomDb> dbs)
{
    /// <param name="seq">Up to which row of the audit log; what came in meanwhile is still told.</param>
    /// <param name="who">The owner.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task RunAsync(long seq, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await db.Set<StaffMember>().Where(m => m.Id == who.Id && m.ToldSeq < seq).ExecuteUpdateAsync(m => m.SetProperty(x => x.ToldSeq, seq), cancel);
    }
}
