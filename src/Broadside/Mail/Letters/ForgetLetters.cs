using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mail.Letters;

/// <summary>Deletes the letters to somebody who is to be forgotten, within the caller's transaction. One that a worker has in hand at this moment stays until it is settled.</summary>
public sealed class ForgetLetters
{
    public Task RunAsync(NewsroomDb db, string recipient, CancellationToken cancel) =>
        db.Set<Letter>().Where(l => l.Recipient == recipient && l.State != LetterState.Claimed && l.State != LetterState.Inflight).ExecuteDeleteAsync(cancel);
}
