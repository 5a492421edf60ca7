using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Rewriting;

/// <summary>Takes a rewrite from one state to another because a person says so: the heart of start, undo and drop. Pressed twice it happens once.</summary>
public sealed class TurnRewrite(IDbContextFactory<NewsroomDb> dbs, JobQueue jobs, Approvals approvals, VersionStore versions, AuditLog audit, TimeProvider time)
{
    /// <param name="Act">As the audit log calls it.</param>
    /// <param name="From">The states that it can be taken from.</param>
    /// <param name="To">Where it stands then; a state at work is signed and handed to the job.</param>
    /// <param name="End">Where it stands when the work is over: who asks for it then has it already.</param>
    /// <param name="Else">What is said in any other state.</param>
    internal sealed record Turn(string Act, RewriteState[] From, RewriteState To, RewriteState End, Refusal Else);

    internal async Task<Outcome<Rewrite>> RunAsync(string id, Turn turn, Actor who, CancellationToken cancel)
    {
        var begins = turn.To != turn.End;
        if (begins && versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Rewrite>().SingleOrDefaultAsync(r => r.Id == id, cancel) is not { } rewrite)
        {
            return new Refusal("unknown", "There is no such change.");
        }
        if (rewrite.State == turn.To || rewrite.State == turn.End)
        {
            return rewrite;
        }
        if (!turn.From.Contains(rewrite.State))
        {
            return turn.Else;
        }
        (rewrite.State, rewrite.EndedAt) = (turn.To, begins ? null : time.GetUtcNow());
        rewrite.Step++;
        if (begins)
        {
            (rewrite.Position, rewrite.Done, rewrite.Skipped) = ("", 0, 0);
            rewrite.Approval = approvals.Give(RewriteApproval.Of(rewrite));
            await TakeRewriteStep.QueueAsync(jobs, db, rewrite, cancel);
        }
        await audit.AddAsync(db, who, turn.Act, "rewrite/" + id, RewriteSpec.Read(rewrite.Spec).Why, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return rewrite;
    }
}
