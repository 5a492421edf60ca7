using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Claims;

/// <summary>Adds what an article has something from.</summary>
public sealed class AddSource(IDbContextFactory<NewsroomDb> dbs, StageClaim stage, AuditLog audit)
{
    /// <param name="fields">What is said of it.</param>
    /// <param name="picks">The words that say so; at least one.</param>
    /// <param name="who">May write every article that is pointed at.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<SourceRow>> RunAsync(SourceFields fields, IReadOnlyList<AnchorPick> picks, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var staged = await stage.SourceAsync(db, null, fields, who, cancel);
        if (!staged.IsDone)
        {
            return staged;
        }
        if ((await stage.AnchorsAsync(db, ClaimKind.Source, staged.Value.Id, picks, who, cancel)).Refusal is { } refusal)
        {
            return refusal;
        }
        await audit.AddAsync(db, who, "add source", "source/" + staged.Value.Id, staged.Value.Title, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return staged;
    }
}
