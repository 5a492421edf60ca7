using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Claims;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Anchoring;

/// <summary>Another place, in this article or another, that says the same.</summary>
public sealed class AddAnchor(IDbContextFactory<NewsroomDb> dbs, StageClaim stage, AuditLog audit)
{
    public async Task<Outcome<AnchorRow>> RunAsync(ClaimKind kind, string claim, AnchorPick pick, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (!await IsThereAsync(db, kind, claim, cancel))
        {
            return new Refusal("unknown", "There is no such claim.");
        }
        var rows = await stage.AnchorsAsync(db, kind, claim, [pick], who, cancel);
        if (!rows.IsDone)
        {
            return rows.Refusal;
        }
        await audit.AddAsync(db, who, "add anchor", $"{kind.ToString().ToLowerInvariant()}/{claim}", rows.Value[0].Exact, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return rows.Value[0];
    }

    private static Task<bool> IsThereAsync(NewsroomDb db, ClaimKind kind, string id, CancellationToken cancel) => kind switch
    {
        ClaimKind.Event => db.Set<EventRow>().AnyAsync(e => e.Id == id, cancel),
        ClaimKind.Quote => db.Set<QuoteRow>().AnyAsync(q => q.Id == id, cancel),
        ClaimKind.Source => db.Set<SourceRow>().AnyAsync(s => s.Id == id, cancel),
        _ => db.Set<ActorRole>().AnyAsync(r => r.Id == id, cancel),
    };
}
