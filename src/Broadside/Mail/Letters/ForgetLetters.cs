using Broadside.Jobs;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mail.Letters;

/// <summary>
/// Deletes the letters to somebody who is to be forgotten, within the caller's transaction, and soon after it what the outbox folder
/// has for them. One that a worker has in hand at this moment stays until it is settled.
/// </summary>
public sealed class ForgetLetters(JobQueue queue, ForgetOutbox outbox)
{
    public Task RunAsync(NewsroomDb db, string recipient, CancellationToken cancel) => RunAsync(db, [recipient], cancel);

    public async Task RunAsync(NewsroomDb db, IReadOnlyList<string> recipients, CancellationToken cancel)
    {
        if (recipients.Count == 0)
        {
            return;
        }
        var all = recipients.ToList();
        await db.Set<Letter>().Where(l => all.Contains(l.Recipient) && l.State != LetterState.Claimed && l.State != LetterState.Inflight).ExecuteDeleteAsync(cancel);
        if (outbox.IsUsed)
        {
            await queue.AddAsync(db, ForgetOutbox.JobKind, outbox.Of(recipients), cancel, priority: 9);
            await db.SaveChangesAsync(cancel);
        }
    }
}
