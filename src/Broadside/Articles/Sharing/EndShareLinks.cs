using Broadside.Guard.Panic;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Sharing;

/// <summary>Nobody outside reads a draft any more.</summary>
internal sealed class EndShareLinks(TimeProvider time) : IEndsAccess
{
    public async Task EndAsync(NewsroomDb db, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await db.Set<ShareLink>().Where(s => s.EndsAt > now).ExecuteUpdateAsync(s => s.SetProperty(x => x.EndsAt, now), cancel);
    }
}
