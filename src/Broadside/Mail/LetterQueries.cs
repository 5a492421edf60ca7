using Broadside.Mail.Letters;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mail;

/// <summary>Letters, newest first, without their texts.</summary>
public sealed class LetterQueries(IDbContextFactory<NewsroomDb> dbs)
{
    /// <summary>What a list shows of a letter.</summary>
    public sealed record Line(long Number, string Kind, string Recipient, string Subject, LetterState State, string? Route, int Code, string? Reply, DateTimeOffset At);

    /// <param name="before">Below this number; null: from the newest.</param>
    /// <param name="count">At most.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<Line>> LatestAsync(long? before, int count, CancellationToken cancel)
    {
        var upto = before ?? long.MaxValue;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Letter>().AsNoTracking().Where(l => l.Number < upto).OrderByDescending(l => l.Number).Take(count)
            .Select(l => new Line(l.Number, l.Kind, l.Recipient, l.Subject, l.State, l.Route, l.Code, l.Reply, l.SettledAt ?? l.CreatedAt)).ToListAsync(cancel);
    }
}
