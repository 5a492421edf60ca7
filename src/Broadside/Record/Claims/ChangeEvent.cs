using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Claims;

/// <summary>Changes what is said of a event. Readers get it, with a line in the public log, when an editor publishes the dossier anew.</summary>
public sealed class ChangeEvent(IDbContextFactory<NewsroomDb> dbs, StageClaim stage, AuditLog audit)
{
    /// <param name="id">Of the event.</param>
    /// <param name="fields">All of it, as it is to be.</param>
    /// <param name="revision">The one that the person looked at; null: whatever stands there is replaced.</param>
    /// <param name="who">May write one of its articles.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<EventRow>> RunAsync(string id, EventFields fields, int? revision, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<EventRow>().FindAsync([id], cancel) is not { } row)
        {
            return new Refusal("unknown", "There is no such event.");
        }
        if (revision is not null && revision != row.Revision)
        {
            return new Refusal("stale", "Somebody changed it meanwhile. Look at it again.");
        }
        if (await StageClaim.WhyNotClaimAsync(db, id, who, cancel) is { } refusal)
        {
            return refusal;
        }
        var staged = await stage.EventAsync(db, id, fields, who, cancel);
        if (!staged.IsDone)
        {
            return staged;
        }
        await audit.AddAsync(db, who, "change event", "event/" + id, staged.Value.Label, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return staged;
    }
}
