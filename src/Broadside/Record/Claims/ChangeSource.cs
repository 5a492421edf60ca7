using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Claims;

/// <summary>Changes what is said of a source. Readers get it, with a line in the public log, when an editor publishes the dossier anew.</summary>
public sealed class ChangeSource(IDbContextFactory<NewsroomDb> dbs, StageClaim stage, AuditLog audit)
{
    /// <param name="id">Of the source.</param>
    /// <param name="fields">All of it, as it is to be.</param>
    /// <param name="revision">The one that the person looked at; null: whatever stands there is replaced.</param>
    /// <param name="who">May write one of its articles.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<SourceRow>> RunAsync(string id, SourceFields fields, int? revision, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<SourceRow>().FindAsync([id], cancel) is not { } row)
        {
            return new Refusal("unknown", "There is no such source.");
        }
        if (revision is not null && revision != row.Revision)
        {
            return new Refusal("stale", "Somebody changed it meanwhile. Look at it again.");
        }
        if (await StageClaim.WhyNotClaimAsync(db, id, who, cancel) is { } refusal)
        {
            return refusal;
        }
        var staged = await stage.SourceAsync(db, id, fields, who, cancel);
        if (!staged.IsDone)
        {
            return staged;
        }
        await audit.AddAsync(db, who, "change source", "source/" + id, staged.Value.Title, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return staged;
    }
}
