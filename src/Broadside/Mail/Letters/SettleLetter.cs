using System.Globalization;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mail.Letters;

/// <summary>A person decides what became of a letter in doubt: delivered, or to be sent once more.</summary>
public sealed class SettleLetter(IDbContextFactory<NewsroomDb> dbs, JobQueue queue, Alarms alarms, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Letter>> RunAsync(long number, bool delivered, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Letter>().SingleOrDefaultAsync(l => l.Number == number && l.State == LetterState.InDoubt, cancel) is not { } letter)
        {
            return new Refusal("letter_sure", "This letter is not in doubt any more.");
        }
        (letter.State, letter.SettledAt) = delivered ? (LetterState.Accepted, time.GetUtcNow()) : (LetterState.Waiting, (DateTimeOffset?)null);
        if (!delivered)
        {
            await queue.AddAsync(db, SendLetters.JobKind, new { }, cancel, priority: 3);
        }
        await audit.AddAsync(db, who, "settle letter", string.Create(CultureInfo.InvariantCulture, $"letter {number}"), delivered ? "delivered" : "sent once more", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        await alarms.ClearAsync("letter-in-doubt", $"letter {number}", cancel);
        return letter;
    }
}
