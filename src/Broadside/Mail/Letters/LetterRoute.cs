using Broadside.Mail.Inbound;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mail.Letters;

/// <summary>By which route a letter left.</summary>
internal sealed class LetterRoute(IDbContextFactory<NewsroomDb> dbs) : ISentBy
{
    public MailTokenUse Use => MailTokenUse.Letter;

    public async Task<string?> RouteAsync(long first, long second, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Letter>().Where(l => l.Number == second).Select(l => l.Route).SingleOrDefaultAsync(cancel);
    }
}
