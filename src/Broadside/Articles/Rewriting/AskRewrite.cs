using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Rewriting;

/// <summary>Begins a rewrite: from now on a job looks through the articles. Nothing changes before somebody has seen the numbers.</summary>
public sealed class AskRewrite(IDbContextFactory<NewsroomDb> dbs, JobQueue jobs, Ids ids, TimeProvider time)
{
    public async Task<Outcome<Rewrite>> RunAsync(RewriteSpec spec, Actor who, CancellationToken cancel)
    {
        if (spec.Fault() is { } refusal)
        {
            return refusal;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rewrite = new Rewrite { Id = ids.New(), Kind = spec.Kind, Spec = spec.ToText(), Who = who.Id, WhoName = who.Name, AskedAt = time.GetUtcNow() };
        db.Add(rewrite);
        await TakeRewriteStep.QueueAsync(jobs, db, rewrite, cancel);
        await db.SaveChangesAsync(cancel);
        return rewrite;
    }
}
