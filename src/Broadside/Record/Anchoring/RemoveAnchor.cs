using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Claims;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Anchoring;

/// <summary>That place says it no longer. A claim without any stays in the record and leaves the public dossier.</summary>
public sealed class RemoveAnchor(IDbContextFactory<NewsroomDb> dbs, AuditLog audit)
{
    public async Task<Outcome<AnchorRow>> RunAsync(string id, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<AnchorRow>().FindAsync([id], cancel) is not { } row)
        {
            return new Refusal("unknown", "There is no such place.");
        }
        if (await StageClaim.WhyNotAsync(db, row.Article, who, cancel) is { } refusal)
        {
            return refusal;
        }
        db.Remove(row);
        await audit.AddAsync(db, who, "remove anchor", $"{row.Kind.ToString().ToLowerInvariant()}/{row.Claim}", row.Exact, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return row;
    }
}
