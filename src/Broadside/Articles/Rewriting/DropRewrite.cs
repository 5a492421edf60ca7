using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Rewriting;

/// <summary>Says no to a rewrite that was looked through, or stops the looking.</summary>
public sealed class DropRewrite(IDbContextFactory<NewsroomDb> dbs, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Rewrite>> RunAsync(string id, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Rewrite>().SingleOrDefaultAsync(r => r.Id == id, cancel) is not { } rewrite)
        {
            return new Refusal("unknown", "There is no such change.");
        }
        if (rewrite.State == RewriteState.Dropped)
        {
            return rewrite;
        }
        if (rewrite.State is not (RewriteState.Looking or RewriteState.Ready))
        {
            return new Refusal("rewrite_begun", "It has begun. Take it back instead.");
        }
        (rewrite.State, rewrite.EndedAt) = (RewriteState.Dropped, time.GetUtcNow());
        rewrite.Step++;
        await audit.AddAsync(db, who, "drop rewrite", "rewrite/" + id, RewriteSpec.Read(rewrite.Spec).Why, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return rewrite;
    }
}
