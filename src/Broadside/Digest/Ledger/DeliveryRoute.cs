using Broadside.Mail;
using Broadside.Mail.Inbound;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest.Ledger;

/// <summary>By which route a digest left to one subscriber.</summary>
internal sealed class DeliveryRoute(IDbContextFactory<NewsroomDb> dbs) : ISentBy
{
    public MailTokenUse Use => MailTokenUse.Digest;

    public async Task<string?> RouteAsync(long first, long second, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Database.SqlQuery<string?>($"SELECT route AS \"Value\" FROM deliveries WHERE digest = {first} AND subscriber = {second}").SingleOrDefaultAsync(cancel);
    }
}
