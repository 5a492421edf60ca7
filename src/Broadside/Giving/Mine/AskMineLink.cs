using Broadside.Giving.Gifts;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Mine;

/// <summary>Takes what somebody typed to come to their own page. What comes of it is the same, in words and in work, whoever the address belongs to: one row in the queue.</summary>
public sealed class AskMineLink(IDbContextFactory<NewsroomDb> dbs, JobQueue queue)
{
    /// <param name="address">As typed.</param>
    /// <param name="trap">A field that people do not see.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<bool>> RunAsync(string? address, string? trap, CancellationToken cancel)
    {
        if (FindDonor.Key(address ?? "") is not { } key)
        {
            return new Refusal("address", "mine.bad_address", "address");
        }
        if (!string.IsNullOrEmpty(trap))
        {
            return true;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await queue.AddAsync(db, AnswerMineLink.JobKind, new AskedLink(key), cancel, priority: 2);
        await db.SaveChangesAsync(cancel);
        return true;
    }
}

/// <param name="Key">What makes two addresses the same.</param>
public sealed record AskedLink(string Key);
