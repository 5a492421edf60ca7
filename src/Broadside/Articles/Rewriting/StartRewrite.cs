using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Rewriting;

/// <summary>Says yes to what a rewrite found: it is done from now on. Pressed twice it is begun once.</summary>
public sealed class StartRewrite(IDbContextFactory<NewsroomDb> dbs, JobQueue jobs, Approvals approvals, VersionStore versions, AuditLog audit)
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
        if (rewrite.State is RewriteState.Running or RewriteState.Done)
        {
            return rewrite;
        }
        if (rewrite.State != RewriteState.Ready)
        {
            return new Refusal("rewrite_not_ready", "It is not ready, or was dropped. Open it again.");
        }
        (rewrite.State, rewrite.Position, rewrite.Done, rewrite.Skipped) = (RewriteState.Running, "", 0, 0);
        rewrite.Step++;
        rewrite.Approval = approvals.Give(RewriteApproval.Of(rewrite));
        await audit.AddAsync(db, who, "rewrite", "rewrite/" + id, RewriteSpec.Read(rewrite.Spec).Why, cancel);
        await TakeRewriteStep.QueueAsync(jobs, db, rewrite, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return rewrite;
    }
}
