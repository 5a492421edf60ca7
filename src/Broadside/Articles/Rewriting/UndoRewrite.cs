using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Rewriting;

/// <summary>Takes a rewrite back: every article that nobody edited since gets its words from before, as a new signed version.</summary>
public sealed class UndoRewrite(IDbContextFactory<NewsroomDb> dbs, JobQueue jobs, Approvals approvals, VersionStore versions, AuditLog audit)
{
    public async Task<Outcome<Rewrite>> RunAsync(string id, Actor who, CancellationToken cancel)
    {
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Rewrite>().SingleOrDefaultAsync(r => r.Id == id, cancel) is not { } rewrite)
        {
            return new Refusal("unknown", "There is no such change.");
        }
        if (rewrite.State is RewriteState.Undoing or RewriteState.Undone)
        {
            return rewrite;
        }
        if (rewrite.State is not (RewriteState.Done or RewriteState.Running))
        {
            return new Refusal("rewrite_not_done", "There is nothing to take back: it was not done.");
        }
        (rewrite.State, rewrite.Position, rewrite.Done, rewrite.Skipped, rewrite.EndedAt) = (RewriteState.Undoing, "", 0, 0, null);
        rewrite.Step++;
        rewrite.Approval = approvals.Give(RewriteApproval.Of(rewrite));
        await audit.AddAsync(db, who, "undo rewrite", "rewrite/" + id, RewriteSpec.Read(rewrite.Spec).Why, cancel);
        await TakeRewriteStep.QueueAsync(jobs, db, rewrite, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return rewrite;
    }
}
