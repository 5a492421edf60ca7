using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Claims;

/// <summary>Adds an event that an article tells.</summary>
public sealed class AddEvent(IDbContextFactory<NewsroomDb> dbs, StageClaim stage, AuditLog audit)
{
    /// <param name="fields">What is said of it.</param>
    /// <param name="picks">The words that say so; at least one.</param>
    /// <param name="who">May write every article that is pointed at.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<EventRow>> RunAsync(EventFields fields, IReadOnlyList<AnchorPick> picks, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var staged = await stage.EventAsync(db, null, fields, who, cancel);
        if (!staged.IsDone)
        {
            return staged;
        }
        if ((await stage.AnchorsAsync(db, ClaimKind.Event, staged.Value.Id, picks, who, cancel)).Refusal is { } refusal)
        {
            return refusal;
        }
        await audit.AddAsync(db, who, "add event", "event/" + staged.Value.Id, staged.Value.Label, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return staged;
    }
}
