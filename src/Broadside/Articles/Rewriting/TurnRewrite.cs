using Broadside.Articles.Held;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Rewriting;

/// <summary>Takes a rewrite from one state to another because a person says so: the heart of start, undo and drop. Pressed twice it happens once.</summary>
public sealed class TurnRewrite(IDbContextFactory<NewsroomDb> dbs, JobQueue jobs, Approvals approvals, VersionStore versions, EditPace pace, AuditLog audit, TimeProvider time)
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
        if (begins && await pace.WhyNotManyAsync(db, writing, await LiveAsync(db, rewrite, cancel), who, cancel) is { } stopped)
        {
            return stopped == EditPace.TooMany ? await AskOwnerAsync(db, writing, rewrite, who, cancel) : stopped;
        }
        (rewrite.State, rewrite.EndedAt) = (turn.To, begins ? null : time.GetUtcNow());
        rewrite.OwnerAskedAt = null;
        rewrite.Step++;
        if (begins)
        {
            rewrite.VouchedBy = who.LoginSession is null || who.IsFreshByPasskey ? who.Id : null;
            (rewrite.Position, rewrite.Done, rewrite.Skipped) = ("", 0, 0);
            rewrite.Approval = approvals.Give(RewriteApproval.Of(rewrite));
            await TakeRewriteStep.QueueAsync(jobs, db, rewrite, cancel);
        }
        await audit.AddAsync(db, who, turn.Act, "rewrite/" + id, RewriteSpec.Read(rewrite.Spec).Why, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return rewrite;
    }

    // The published articles that it changes, or has changed; no more than tell that they are too many.
    private static Task<List<string>> LiveAsync(NewsroomDb db, Rewrite rewrite, CancellationToken cancel)
    {
        var items = db.Set<RewriteItem>().Where(i => i.RewriteId == rewrite.Id);
        items = rewrite.State == RewriteState.Ready ? items.Where(i => i.IsLive != false) : items.Where(i => i.State == RewriteItemState.Done && i.Version != null);
        return items.OrderBy(i => i.ArticleId).Select(i => i.ArticleId).Take(EditPace.Most + 1).ToListAsync(cancel);
    }

    private async Task<Refusal> AskOwnerAsync(NewsroomDb db, IWriting writing, Rewrite rewrite, Actor who, CancellationToken cancel)
    {
        if (rewrite.OwnerAskedAt is null)
        {
            rewrite.OwnerAskedAt = time.GetUtcNow();
            await audit.AddAsync(db, who, "ask owner", "rewrite/" + rewrite.Id, RewriteSpec.Read(rewrite.Spec).Why, cancel);
            await db.SaveChangesAsync(cancel);
            await writing.CommitAsync(cancel);
        }
        return EditPace.TooMany;
    }
}
