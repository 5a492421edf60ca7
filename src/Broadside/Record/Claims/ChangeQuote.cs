using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Claims;

/// <summary>Changes what is said of a quote. Readers get it, with a line in the public log, when an editor publishes the dossier anew.</summary>
public sealed class ChangeQuote(IDbContextFactory<NewsroomDb> dbs, StageClaim stage, AuditLog audit)
{
    /// <param name="id">Of the quote.</param>
    /// <param name="fields">All of it, as it is to be.</param>
    /// <param name="revision">The one that the person looked at; null: whatever stands there is replaced.</param>
    /// <param name="who">May write one of its articles.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<QuoteRow>> RunAsync(string id, QuoteFields fields, int? revision, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<QuoteRow>().FindAsync([id], cancel) is not { } row)
        {
            return new Refusal("unknown", "There is no such quote.");
        }
        if (revision is not null && revision != row.Revision)
        {
            return new Refusal("stale", "Somebody changed it meanwhile. Look at it again.");
        }
        if (await StageClaim.WhyNotClaimAsync(db, id, who, cancel) is { } refusal)
        {
            return refusal;
        }
        var staged = await stage.QuoteAsync(db, id, fields, row.Language, who, cancel);
        if (!staged.IsDone)
        {
            return staged;
        }
        await audit.AddAsync(db, who, "change quote", "quote/" + id, staged.Value.SpeakerText, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return staged;
    }
}
