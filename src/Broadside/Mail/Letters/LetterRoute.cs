using Broadside.Mail.Inbound;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mail.Letters;

/// <summary>By which route letters left, and to whom.</summary>
internal sealed class LetterRoute(IDbContextFactory<NewsroomDb> dbs) : ISentBy
{
    public MailTokenUse Use => MailTokenUse.Letter;

    public async Task<IReadOnlyList<SentMessage>> SentAsync(IReadOnlyCollection<(long First, long Second)> messages, CancellationToken cancel)
    {
        var numbers = messages.Select(m => m.Second).ToList();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Letter>().Where(l => numbers.Contains(l.Number) && l.Route != null).Select(l => new SentMessage(l.Route!, l.Recipient)).ToListAsync(cancel);
    }
}
